package io.evenkeel.app;

import io.evenkeel.agent.AgentLock;
import io.evenkeel.ledger.Lease;
import io.evenkeel.ledger.LedgerException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The right to act: the lock of the home, which holds off other agents of this machine at once,
/// and the lease of the ledger, which holds off those of other machines. The lease is renewed until
/// this is closed. Safe for use by many threads.
public final class RightToAct implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RightToAct.class);

  /// How long an agent that died keeps others from taking over.
  static final Duration SPAN = Duration.ofSeconds(30);

  private static final Duration RENEW = SPAN.dividedBy(3);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final AgentLock lock;
  private final Lease lease;
  private final Loop renewal;
  private volatile BooleanSupplier alive = () -> true;
  private volatile boolean lost;

  private RightToAct(AgentLock lock, Lease lease) {
    this.lock = lock;
    this.lease = lease;
    this.renewal = Loop.start("lease", this::keep);
  }

  /// Takes the right. Where an agent of another machine has the lease, waits until it has run out:
  /// that one may be dead.
  ///
  /// @param home the home whose lock is taken
  /// @param lease the lease of its ledger
  /// @throws IllegalStateException when another agent has the lock, or goes on renewing the lease
  static RightToAct take(Path home, Lease lease) {
    AgentLock lock =
        AgentLock.tryAcquire(home.resolve("agent.lock"))
            .orElseThrow(() ->
                new IllegalStateException("another agent runs over " + home + "; stop it first"));
    try {
      await(lease, host() + ":" + home);
      return new RightToAct(lock, lease);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void await(Lease lease, String holder) {
    Optional<Lease.Taking.Held> first = Optional.empty();
    while (true) {
      switch (lease.take(holder, SPAN)) {
        case Lease.Taking.Granted(long token) -> {
          LOG.info("this agent has the right to act, token {}", token);
          return;
        }
        case Lease.Taking.Held held -> {
          if (first.isPresent() && !held.equals(first.get())) {
            throw new IllegalStateException(
                "another agent acts over this ledger (%s); stop it first".formatted(held.holder()));
          }
          if (first.isEmpty()) {
            LOG.info(
                "{} has the right to act until {}; waiting for what it does then",
                held.holder(),
                held.until());
          }
          first = Optional.of(held);
        }
      }
      LockSupport.parkNanos(LOOK.toNanos());
      if (Thread.interrupted()) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("told to end while waiting for the right to act");
      }
    }
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  private void keep() throws InterruptedException {
    while (!lost) {
      Thread.sleep(RENEW);
      renew();
    }
  }

  /// Renews the lease once, unless the agent hangs: then another one may take over.
  void renew() {
    try {
      if (!alive.getAsBoolean()) {
        LOG.warn("the agent gives no sign of life; its right to act is not renewed");
        return;
      }
      if (!lease.renew(SPAN)) {
        lost = true;
        LOG.error("another agent has taken over; this one stops");
      }
    } catch (LedgerException e) {
      LOG.warn("the right to act could not be renewed; trying again", e);
    }
  }

  /// Renews the lease from now on only while something is true.
  void whileAlive(BooleanSupplier sign) {
    alive = sign;
  }

  /// Whether nobody else has taken over, as far as is known: each write finds out for itself.
  boolean stands() {
    return !lost && renewal.isRunning();
  }

  /// Gives the right back. Only once nothing acts any more; doing it again does nothing.
  @Override
  public void close() {
    renewal.close();
    try {
      lease.release();
    } catch (LedgerException e) {
      LOG.warn("the right to act could not be given back; it runs out within {}", SPAN, e);
    } finally {
      lock.close();
    }
  }
}
