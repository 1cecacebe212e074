package io.evenkeel.scenarios;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.Settings;
import io.evenkeel.app.SettingsReader;
import io.evenkeel.app.SteppedMonitor;
import io.evenkeel.incident.Decision;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.simulator.UpiWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A world of its own time, in which the real parts work: event log, watch, checks, agent, remedies
/// with real training, registry, ledger. One thread takes them all from step to step; while a
/// remedy waits, the world goes on.
///
/// Servers are one process of it, monitor and agents another, which may die and be started again.
/// Mutable; owned by the thread of the drill.
final class DrillWorld implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DrillWorld.class);

  private final DrillSetup setup;
  private final Home home;
  private final Settings settings;
  private final Duration onset;
  private final Duration length;
  private final VirtualClock clock = new VirtualClock(DrillHomes.BEGINNING);
  private final VirtualTraffic traffic;
  private final VirtualServer server;
  private final RandomGenerator accidents;
  private final PriorityQueue<Planned> plans =
      new PriorityQueue<>(Comparator.comparing(Planned::at).thenComparingInt(Planned::number));
  private Duration elapsed = Duration.ZERO;
  private boolean diskFull;
  private double chanceOfDeath;
  private boolean freezing;
  private Optional<AgentProcess> frozen = Optional.empty();
  private Optional<Instant> changed = Optional.empty();
  private Optional<Instant> calm = Optional.empty();
  private Optional<Instant> settled = Optional.empty();
  private Optional<Instant> detected = Optional.empty();
  private int crashes;
  private final Evenkeel evenkeel;
  private final SteppedMonitor monitor;
  private final List<AgentProcess> agents = new ArrayList<>();
  private Optional<AgentProcess> acting = Optional.empty();

  private record Planned(Duration at, int number, Runnable action) {}

  /// Opens a world.
  ///
  /// @param home its home, with the versions that it begins with
  /// @param onset when the world changes, from the beginning
  /// @param length how long the drill is
  DrillWorld(DrillSetup setup, Home home, long seed, Duration onset, Duration length) {
    this.setup = setup;
    this.home = home;
    this.onset = onset;
    this.length = length;
    RandomGenerator.SplittableGenerator random = UpiWorld.randomOf(seed + 100);
    settings = SettingsReader.read(home.settings(), Map.of());
    traffic =
        new VirtualTraffic(
            setup.start().world(seed + 2),
            random.split(),
            DrillSettings.ROWS_PER_HOUR,
            DrillSettings.LABEL_DELAY);
    traffic.regime(_ -> setup.start().regime());
    accidents = random.split();
    clock.advance(DrillSettings.SLICE);
    server = new VirtualServer(new Evenkeel(home, settings, clock), DrillSettings.SLICE, clock);
    evenkeel = new Evenkeel(home, settings, clock);
    monitor = evenkeel.steppedMonitor();
    for (int i = 0; i < setup.agents(); i++) {
      agents.add(start("machine " + i));
    }
    at(Duration.ZERO, () -> changed = Optional.of(clock.instant()));
  }

  /// Plans something.
  ///
  /// @param after the onset; before it where negative
  void at(Duration after, Runnable action) {
    plans.add(new Planned(onset.plus(after), plans.size(), action));
  }

  /// Plans the end of the trouble: from a day later on nothing is left to act on.
  void calmAfter(Duration after, Runnable action) {
    at(
        after,
        () -> {
          calm = Optional.of(clock.instant());
          action.run();
        });
  }

  /// Says until when the world goes on changing, so that more than one repair may be due.
  void movesUntil(Duration after) {
    at(after, () -> settled = Optional.of(clock.instant()));
  }

  /// The people.
  VirtualTraffic traffic() {
    return traffic;
  }

  /// From the beginning until the world changes.
  Duration onset() {
    return onset;
  }

  /// How long the drill is.
  Duration length() {
    return length;
  }

  /// The clock of all processes.
  VirtualClock clock() {
    return clock;
  }

  Home home() {
    return home;
  }

  /// The home, as a person opens it.
  Evenkeel evenkeel() {
    return evenkeel;
  }

  /// Sets whether nothing large can be written.
  void diskFull(boolean full) {
    diskFull = full;
  }

  /// Sets the chance that the process of the agent dies at each place where it could, 0 to 1.
  void crashing(double chance) {
    chanceOfDeath = chance;
  }

  /// Sets whether the machine of the agent that acts next, and waits, stands still: it does
  /// nothing, not even say that it lives, until this is over. A drill in which none did breaks off.
  void freezing(boolean still) {
    freezing = still;
    if (!still) {
      if (frozen.isEmpty()) {
        throw new IllegalStateException("no agent was at work that could have stood still");
      }
      frozen = Optional.empty();
    }
  }

  /// Lets the whole drill happen.
  ///
  /// @return what came of it
  /// @throws InterruptedException when the process is ending
  DrillRecord play() throws InterruptedException {
    while (elapsed.compareTo(length) < 0) {
      step();
      for (AgentProcess agent : List.copyOf(agents)) {
        turn(agent);
      }
    }
    return DrillRecord.of(
        evenkeel, changed.orElse(DrillHomes.BEGINNING), calm, settled, detected, crashes);
  }

  /// Lets a process do what it does; when it dies of it, another one is started.
  private void turn(AgentProcess agent) throws InterruptedException {
    Optional<AgentProcess> before = acting;
    acting = Optional.of(agent);
    try {
      agent.turn();
    } catch (FragileRemedies.Crash e) {
      LOG.info("a process of the agent dies, and another one is started", e);
      crashes++;
      agent.close();
      agents.remove(agent);
      agents.add(start(agent.machine()));
    } finally {
      acting = before;
    }
  }

  /// Lets time go on while a remedy waits; the other processes go on too.
  private void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the drill is broken off");
    }
    AgentProcess sleeper = acting.orElseThrow();
    Duration end = elapsed.plus(duration);
    while (elapsed.compareTo(end) < 0 || isFrozen(sleeper)) {
      perhapsDie();
      if (freezing && frozen.isEmpty()) {
        LOG.info("{} stands still", sleeper.machine());
        frozen = Optional.of(sleeper);
      }
      if (!isFrozen(sleeper)) {
        sleeper.renew();
      }
      step();
      for (AgentProcess other : List.copyOf(agents)) {
        if (!other.equals(sleeper)) {
          turn(other);
        }
      }
    }
  }

  private boolean isFrozen(AgentProcess agent) {
    return frozen.filter(agent::equals).isPresent();
  }

  /// One step of the world, of the watch and of the checks.
  private void step() {
    for (Duration end = elapsed.plus(DrillSettings.STEP); elapsed.compareTo(end) < 0; ) {
      while (!plans.isEmpty() && plans.peek().at().compareTo(elapsed) <= 0) {
        plans.remove().action().run();
      }
      VirtualTraffic.Tick tick = traffic.next(elapsed, DrillSettings.TICK);
      server.take(tick.payments(), tick.labels());
      elapsed = elapsed.plus(DrillSettings.TICK);
      clock.advance(DrillSettings.TICK);
    }
    if (monitor.watch().look().isPresent()) {
      detected();
    }
    monitor.checks().tick().filter(DrillWorld::speaks).ifPresent(_ -> detected());
  }

  private static boolean speaks(CheckReport report) {
    return report.confirmed() && report.recommendation().decision() != Decision.OK;
  }

  private void detected() {
    if (changed.isPresent() && detected.isEmpty()) {
      detected = Optional.of(clock.instant());
    }
  }

  private AgentProcess start(String machine) {
    Evenkeel own = new Evenkeel(home, settings, clock);
    FragileRemedies remedies =
        new FragileRemedies(own.remedies(this::sleep), this::dies, () -> diskFull);
    return new AgentProcess(machine, own, remedies, setup.telling(), clock);
  }

  private boolean dies() {
    return chanceOfDeath > 0 && accidents.nextDouble() < chanceOfDeath;
  }

  private void perhapsDie() {
    if (dies()) {
      throw new FragileRemedies.Crash();
    }
  }

  @Override
  public void close() {
    agents.forEach(AgentProcess::close);
    evenkeel.close();
    server.close();
  }
}
