package io.evenkeel.scenarios;

import io.evenkeel.agent.AgentEvent;
import io.evenkeel.agent.AgentListener;
import io.evenkeel.agent.AgentRun;
import io.evenkeel.agent.Responder;
import io.evenkeel.app.Evenkeel;
import io.evenkeel.app.Home;
import io.evenkeel.app.Settings;
import io.evenkeel.app.SteppedMonitor;
import io.evenkeel.events.EventReader;
import io.evenkeel.ledger.Aliases;
import io.evenkeel.ledger.Versions;
import io.evenkeel.model.Feature;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.monitor.CheckReport;
import io.evenkeel.monitor.ReportStore;
import io.evenkeel.monitor.Window;
import io.evenkeel.registry.ServingVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Runs a policy over what a home has recorded: autonomy is tried before it is trusted.
///
/// The real agent with its real remedies works in a scratch home, on a clock of its own. The
/// recorded rows and labels arrive there again at their times, scored by the version that serves
/// there. As long as that is the recorded one, each recorded report is the evidence, as it was
/// written; once it is another, a check of the newest rows is made at the same moment. What is
/// retrained is trained on the rows and labels of that moment. A training takes no time of that
/// clock; waiting for labels does. The home is only read.
public final class PolicyReplay {
  private static final String NONE = "none";

  private PolicyReplay() {}

  /// What is replayed.
  ///
  /// @param home the home; only read
  /// @param settings the settings of the replay; who decides, who is told and where it is recorded
  ///   have no part in it
  /// @param from the beginning
  /// @param until the end, inclusive
  /// @param amount the name of the feature that is money
  public record Order(Home home, Settings settings, Instant from, Instant until, String amount) {
    /// Rejects a span of nothing.
    public Order {
      if (!until.isAfter(from)) {
        throw new IllegalArgumentException("nothing lies between %s and %s".formatted(from, until));
      }
    }
  }

  /// Replays.
  ///
  /// @throws IllegalArgumentException when the span holds no report, or nothing served at its
  ///   beginning
  /// @throws InterruptedException when the process is ending
  public static ReplayResult run(Order order) throws InterruptedException {
    Path scratch;
    try {
      scratch = Files.createTempDirectory("evenkeel-replay-");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a scratch home", e);
    }
    try {
      ReplayPast past =
          ReplayPast.of(
              order.home(), order.settings().ledger(), scratch, order.from(), order.until());
      if (past.reports().isEmpty()) {
        throw new IllegalArgumentException(
            "no report of between %s and %s is kept in %s"
                .formatted(order.from(), order.until(), order.home().reports()));
      }
      Instant first = past.reports().getFirst().timestamp();
      if (past.championAt(first).isEmpty()) {
        throw new IllegalArgumentException("nothing served at " + first + " yet");
      }
      return new Course(order, past, scratch.resolve("home")).run(first);
    } finally {
      DemoHome.delete(scratch);
    }
  }

  /// One replay under way. Owned by one thread.
  private static final class Course implements AgentListener {
    private final Order order;
    private final ReplayPast past;
    private final Path directory;
    private final List<ReplayResult.Check> checks = new ArrayList<>();
    private final DriftedTime drifted = new DriftedTime();
    private Optional<ReportStore.Reading> latest = Optional.empty();
    private String decision = NONE;

    Course(Order order, ReplayPast past, Path directory) {
      this.order = order;
      this.past = past;
      this.directory = directory;
    }

    ReplayResult run(Instant first) throws InterruptedException {
      Home home = ReplayHome.make(directory, order.home(), past, first);
      Instant warm = earliestRow().orElse(first).minusNanos(1_000);
      VirtualClock clock = new VirtualClock(warm);
      try (Evenkeel evenkeel = new Evenkeel(home, order.settings().alone(), clock);
          ReplayTape tape = new ReplayTape(past.events(), evenkeel, clock, warm)) {
        SteppedMonitor monitor = evenkeel.steppedMonitor();
        Responder agent =
            evenkeel.agent(
                () -> latest.orElseGet(ReportStore.Reading.Missing::new),
                new ReplayRemedies(
                    evenkeel.remedies(time -> tape.playTo(clock.instant().plus(time)))),
                this);
        for (CheckReport report : past.reports()) {
          tape.playTo(report.timestamp());
          check(report, evenkeel, agent, monitor, clock);
        }
        tape.playTo(order.until());
        agent.once();
        return result(home, evenkeel, tape, clock.instant());
      }
    }

    /// The earliest row that a report speaks of: it may be learned from.
    private Optional<Instant> earliestRow() {
      return past.reports().stream()
          .flatMap(report ->
              Stream.concat(report.onset().stream(), report.window().map(Window::from).stream()))
          .min(Comparator.naturalOrder());
    }

    private void check(
        CheckReport report,
        Evenkeel evenkeel,
        Responder agent,
        SteppedMonitor monitor,
        VirtualClock clock)
        throws InterruptedException {
      String serving = evenkeel.registry().serving().map(ServingVersion::version).orElseThrow();
      String was =
          Optional.ofNullable(past.decisions().get(report.id()))
              .map(decided -> decided.decision().code())
              .orElse(NONE);
      if (clock.instant().isAfter(report.timestamp())) {
        checks.add(
            new ReplayResult.Check(
                report.timestamp(),
                report.id(),
                was,
                NONE,
                report.version(),
                serving,
                report.drift().driftScore(),
                "was waiting for labels"));
        return;
      }
      CheckReport evidence =
          isTheRecorded(report.version(), serving, evenkeel) ? report : monitor.checks().once();
      latest = Optional.of(new ReportStore.Reading.Sound(evidence));
      decision = NONE;
      AgentRun run = agent.once();
      drifted.add(evidence);
      checks.add(
          new ReplayResult.Check(
              report.timestamp(),
              report.id(),
              was,
              decision,
              report.version(),
              serving,
              evidence.drift().driftScore(),
              String.join("; ", run.lines())));
    }

    /// Whether the version that serves here is the one that a report is about: another may have
    /// been given the same name.
    private boolean isTheRecorded(String recorded, String serving, Evenkeel evenkeel) {
      Optional<String> digest =
          Optional.ofNullable(past.versions().get(recorded)).map(Versions.Fact::digest);
      return recorded.equals(serving)
          && evenkeel.ledger().versions().find(serving).map(Versions.Fact::digest).equals(digest);
    }

    @Override
    public void on(AgentEvent event) {
      if (event instanceof AgentEvent.Decided decided && decided.retries() == 0) {
        decision = decided.recommendation().decision().code();
      }
    }

    private ReplayResult result(Home home, Evenkeel evenkeel, ReplayTape tape, Instant now) {
      Instant first = past.reports().getFirst().timestamp();
      FeatureSchema schema = past.schema();
      int place = schema.names().indexOf(order.amount());
      OptionalInt amount = place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
      DriftedTime before = new DriftedTime();
      past.reports().forEach(before::add);
      // The labels of both courses are those that were known when the replay ends.
      return new ReplayResult(
          first,
          order.until(),
          tape.rows(),
          amount.isPresent() && schema.features().get(place) instanceof Feature.Numeric numeric
              ? numeric.unit()
              : "",
          checks,
          side(past.champions(), first, before.minutes(order.until()), past.events(), now, amount),
          side(
              evenkeel.ledger().aliases().history("champion"),
              first,
              drifted.minutes(order.until()),
              new EventReader(home.events(), schema),
              now,
              amount));
    }

    private ReplayResult.Side side(
        List<Aliases.Fact> champions,
        Instant first,
        double minutes,
        EventReader events,
        Instant now,
        OptionalInt amount) {
      TreeMap<String, ReplayMoney> money =
          ReplayMoney.byVersion(events, first, order.until(), now, amount);
      return new ReplayResult.Side(
          champions.stream()
              // A training takes no time here, so its promotion may be of the report's own moment.
              .filter(fact ->
                  fact.since().isAfter(first)
                      || (fact.since().equals(first) && !fact.key().isEmpty()))
              .filter(fact -> !fact.since().isAfter(order.until()))
              .map(fact -> fact.since() + " " + fact.version() + ": " + fact.why())
              .toList(),
          minutes,
          money.values().stream().reduce(ReplayMoney.none(), ReplayMoney::plus),
          money);
    }
  }
}
