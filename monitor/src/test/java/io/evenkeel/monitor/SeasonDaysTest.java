package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.drift.SliceCounter;
import io.evenkeel.drift.Verdict;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventReader;
import io.evenkeel.events.EventSettings;
import io.evenkeel.events.LabelRule;
import io.evenkeel.incident.Policy;
import io.evenkeel.ledger.Ledger;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.ScoredLabels;
import io.evenkeel.reference.VersionReference;
import io.evenkeel.registry.Registry;
import io.evenkeel.registry.ServingVersion;
import io.evenkeel.simulator.Regime;
import io.evenkeel.simulator.UpiWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Traffic in the order of the clock through the event log, the watch and the checks, with `season:
/// hour` and a reference of 100,000 rows. A day has 20,000 rows in 400 slices.
class SeasonDaysTest {
  private static final int REFERENCE = 100_000;
  private static final int ROWS_A_SLICE = 50;
  private static final int SLICES_A_DAY = 400;
  private static final int SLICES_A_CHECK = 20;
  private static final int HOUR = 1;
  private static final Duration SLICE = Duration.ofMillis(200);
  private static final FeatureSchema SCHEMA = UpiWorld.clockSchema();
  private static final MonitorSettings SETTINGS =
      new MonitorSettings(
          SLICE.multipliedBy(SLICES_A_CHECK),
          800,
          50,
          SLICE,
          Duration.ofDays(30),
          SLICE.multipliedBy(SLICES_A_DAY));

  @Test
  void threeQuietDaysSayNothingAndAFestivalAtMiddayIsFoundAndConfirmed(@TempDir Path home)
      throws Exception {
    try (Street street = new Street(home)) {
      Set<Lookout.Day> days = new HashSet<>();
      for (int slice = 0; slice < 3 * SLICES_A_DAY; slice++) {
        street.slice(Regime.quiet());
        assertThat(street.alarm).as("the watch at slice %d", slice).isEmpty();
        street.keeper.clock(street.serving()).ifPresent(days::add);
        if (slice == SLICES_A_DAY + 77) {
          street.restart();
        }
      }
      assertThat(street.reports)
          .hasSizeGreaterThan(55)
          .allSatisfy(report -> assertThat(report.ok()).isTrue());
      assertThat(days)
          .hasSize(2)
          .allSatisfy(day -> assertThat(day.verdict()).isInstanceOf(Verdict.Stable.class));

      while (street.hour != 12) {
        street.slice(Regime.quiet());
      }
      street.reports.clear();
      int rows = 0;
      while (street.alarm.isEmpty()) {
        street.slice(Regime.medium());
        rows += ROWS_A_SLICE;
        assertThat(rows).isLessThanOrEqualTo(400);
      }
      while (street.reports.stream().allMatch(CheckReport::ok)) {
        street.slice(Regime.medium());
        rows += ROWS_A_SLICE;
        assertThat(rows).isLessThanOrEqualTo(2_000);
      }
      CheckReport found = street.reports.getLast();
      assertThat(found.confirmed()).isTrue();
      assertThat(found.watch()).isPresent();
      assertThat(found.drift().driftedFeatures()).contains("amount");
    }
  }

  /// A home in which one server answers, counts and logs, and the watch and the checks look on.
  private static final class Street implements AutoCloseable {
    private final UpiWorld world = UpiWorld.inClockOrder(UpiWorld.randomOf(5), 20_000);
    private final TestingClock clock = new TestingClock(MonitoredWorld.START);
    private final Path home;
    private final Ledger ledger;
    private final EventLog log;
    private final Registry registry;
    private final References references;
    private final SliceCounter counter;
    private final WatchBins bins;
    private Watchkeeper keeper;
    private Monitor monitor;
    private final List<CheckReport> reports = new ArrayList<>();
    private Optional<Watchkeeper.Alarm> alarm = Optional.empty();
    private int hour;
    private int transactions;

    private Street(Path home) {
      this.home = home;
      ledger = Ledger.open(home.resolve("ledger.db"), clock);
      log = EventLog.open(home.resolve("events"), SCHEMA, EventSettings.defaults(), clock);
      registry = new Registry(home.resolve("models"), ledger);
      References.Source source = source();
      references = new References(_ -> source);
      bins = references.bins("v1");
      counter = bins.counting();
      ledger.versions().record("v1", "digest", Optional.empty(), "");
      ledger.aliases().compareAndSet("champion", Optional.empty(), "v1", "test", "");
      keeper = keeper();
      monitor = monitor();
    }

    private void slice(Regime regime) throws Exception {
      List<Event.Draft> drafts = new ArrayList<>();
      for (int i = 0; i < ROWS_A_SLICE; i++) {
        double[] row = world.next(regime).row();
        hour = (int) row[HOUR];
        counter.add(row);
        String id = "t" + ++transactions;
        drafts.add(time -> new Event.Prediction(time, id, "v1", row, score(id), false));
      }
      long number = clock.instant().toEpochMilli() / SLICE.toMillis();
      long[] counts = counter.take().toArray();
      drafts.add(
          time -> new Event.Slice(time, "v1", bins.digest(), number, ROWS_A_SLICE, 0, counts));
      clock.advance(Duration.ofMillis(1));
      log.append(drafts);
      clock.advance(SLICE.minusMillis(1));
      alarm = alarm.or(() -> keeper.look());
      monitor.tick().ifPresent(reports::add);
    }

    private void restart() {
      keeper.save();
      keeper = keeper();
      monitor = monitor();
    }

    private ServingVersion serving() {
      return registry.serving().orElseThrow();
    }

    private Watchkeeper keeper() {
      return new Watchkeeper(
          home.resolve("events"),
          SCHEMA,
          new WatchFile(home.resolve("watch/state.bin")),
          registry::serving,
          references::bins,
          SETTINGS,
          clock);
    }

    private Monitor monitor() {
      EventReader reader = new EventReader(home.resolve("events"), SCHEMA);
      LabelRule labels = new LabelRule(Duration.ofDays(1), LabelRule.Silence.UNKNOWN);
      ReportStore store = new ReportStore(home.resolve("reports"));
      return new Monitor(
          new DriftCheck(reader, references, labels, SETTINGS, clock),
          registry,
          Policy.defaults(Set.of("amount")),
          store,
          keeper,
          // No model stands behind this world that could explain anything.
          Explanations.on(registry, store, _ -> {}),
          SETTINGS,
          clock);
    }

    private static References.Source source() {
      UpiWorld past = UpiWorld.mixed(77);
      List<double[]> rows = new ArrayList<>();
      double[] scores = new double[2_000];
      boolean[] frauds = new boolean[scores.length];
      for (int i = 0; i < REFERENCE; i++) {
        rows.add(past.next(Regime.quiet()).row());
      }
      for (int i = 0; i < scores.length; i++) {
        scores[i] = score("t" + i);
        frauds[i] = i % 10 == 0;
      }
      FeatureTable table = FeatureTable.ofRows(SCHEMA, rows);
      return new References.Source(VersionReference.of(table), new ScoredLabels(scores, frauds), 7);
    }

    private static double score(String id) {
      return id.endsWith("0") ? 0.9 : 0.1;
    }

    @Override
    public void close() {
      log.close();
      ledger.close();
    }
  }
}
