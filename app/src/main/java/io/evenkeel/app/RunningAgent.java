package io.evenkeel.app;

import io.evenkeel.chronicle.Chronicle;
import io.evenkeel.console.ConsoleServer;
import io.evenkeel.console.PostMortemFiles;
import io.evenkeel.remedies.DailyRehearsal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// The agent at work, and beside it the chronicle, which tells the outside what it did, the
/// console, where people look at it, and the daily rehearsal of rollbacks.
///
/// Closing it ends the console and the agent, then these, and only then gives the right to act
/// back.
public final class RunningAgent implements AutoCloseable {
  private static final Duration TELL = Duration.ofSeconds(1);
  private static final Duration WRITE = Duration.ofSeconds(5);

  private final RightToAct right;
  private final Vital loop;
  private final Chronicle chronicle;
  private final Loop telling;
  private final Loop rehearsing;
  private final Loop upkeep;
  private final Loop writing;
  private final Optional<ConsoleServer> console;

  /// @param right the right to act; closed with the agent
  /// @param loop the agent
  /// @param chronicle what tells the outside
  /// @param postMortems what writes of incidents that are over
  /// @param console where people look, unless it is switched off
  /// @param rehearsal looks once a day whether every version could serve again
  /// @param upkeep what removes old entries from the ledger
  RunningAgent(
      RightToAct right,
      Vital loop,
      Chronicle chronicle,
      PostMortemFiles postMortems,
      Optional<ConsoleServer> console,
      DailyRehearsal rehearsal,
      Loop upkeep) {
    this.right = right;
    this.upkeep = upkeep;
    this.loop = loop;
    this.chronicle = chronicle;
    this.console = console;
    this.telling = Loop.start("chronicle", () -> chronicle.watch(TELL));
    this.rehearsing = Loop.start("rehearsal", rehearsal::watch);
    this.writing = Loop.start("post-mortems", () -> postMortems.watch(WRITE));
  }

  /// The port of the console; empty where it is switched off.
  public OptionalInt consolePort() {
    return console.map(server -> OptionalInt.of(server.port())).orElseGet(OptionalInt::empty);
  }

  /// Whether both still run, an agent of which nobody hears would act on in silence, and whether no
  /// other agent has taken over.
  boolean isRunning() {
    return right.stands() && loop.isRunning() && telling.isRunning();
  }

  /// Waits until it has ended, which it does only when it is told to or something is badly wrong.
  public void join() throws InterruptedException {
    while (isRunning()) {
      loop.join(Duration.ofSeconds(1));
    }
  }

  @Override
  public void close() {
    console.ifPresent(ConsoleServer::close);
    loop.close();
    rehearsing.close();
    writing.close();
    telling.close();
    chronicle.close();
    upkeep.close();
    right.close();
  }
}
