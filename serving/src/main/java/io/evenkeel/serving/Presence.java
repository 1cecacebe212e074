package io.evenkeel.serving;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Says which model this server really answers with: at once after a change, and every few seconds
/// as a sign of life. Whoever changes the champion learns by it whether the change has arrived.
///
/// The beat has a chore of its own, beside the one that looks for another champion: a server that
/// is busy opening a big bundle lives, and says so. It waits for nothing that opens a bundle.
///
/// Never on the way of a request. Safe for use by many threads.
final class Presence {
  private static final Logger LOG = LoggerFactory.getLogger(Presence.class);

  /// How often a server says that it lives.
  static final Duration BEAT = Duration.ofSeconds(5);

  private record Said(long sequence, long refused, String problem, long at) {}

  private final ModelSource source;
  private final LiveModel live;
  private final String server;
  private final Duration beat;
  private final ReentrantLock telling = new ReentrantLock();
  // Guarded by the lock.
  private Optional<Said> said = Optional.empty();
  private boolean failing;
  private boolean ended;

  /// @param port the port that this server listens on
  /// @param beat how long nothing is said when there is no news
  Presence(ModelSource source, LiveModel live, int port, Duration beat) {
    this.source = source;
    this.live = live;
    this.server = host() + ":" + port;
    this.beat = beat;
  }

  /// Says it, where there is something to say.
  void tell() {
    telling.lock();
    try {
      LiveModel.Standing standing = live.standing();
      Optional<ServedModel> model = standing.model();
      Said now =
          new Said(
              model.map(loaded -> loaded.serving().sequence()).orElse(0L),
              standing.refused(),
              standing.problem().orElse(""),
              System.nanoTime());
      if (!ended && said.filter(before -> !isNews(before, now)).isEmpty()) {
        source.tell(server, model, now.refused(), now.problem());
        said = Optional.of(now);
        failing = false;
      }
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("the server cannot say which model answers; it goes on and tries again", e);
      }
      failing = true;
    } finally {
      telling.unlock();
    }
  }

  /// Says that the server ends. Nothing is said after that.
  void end() {
    telling.lock();
    try {
      ended = true;
      source.withdraw(server);
    } catch (RuntimeException e) {
      LOG.warn("the server cannot say that it ends; it is waited for until it is held for dead", e);
    } finally {
      telling.unlock();
    }
  }

  private boolean isNews(Said before, Said now) {
    return before.sequence() != now.sequence()
        || before.refused() != now.refused()
        || !before.problem().equals(now.problem())
        || now.at() - before.at() >= beat.toNanos();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      LOG.debug("this machine does not know its name", e);
      return "localhost";
    }
  }
}
