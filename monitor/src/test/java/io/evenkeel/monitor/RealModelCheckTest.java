package io.evenkeel.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.events.Event;
import io.evenkeel.events.LabelRule;
import io.evenkeel.incident.Decision;
import io.evenkeel.incident.Policy;
import io.evenkeel.model.BundleException;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.Hyperparameters;
import io.evenkeel.model.LabelledTable;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.RocAuc;
import io.evenkeel.model.TrainingPlan;
import io.evenkeel.model.TrainingProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole way with real parts: a trained bundle, its digests, its scores, the event log.
class RealModelCheckTest {
  private static final LabelRule LABELS =
      new LabelRule(Duration.ofMinutes(1), LabelRule.Silence.UNKNOWN);

  @TempDir Path home;
  private final Random random = new Random(7);

  @Test
  void aTrainedVersionIsHeldAgainstItsOwnReference() throws Exception {
    try (MonitoredWorld world = new MonitoredWorld(home)) {
      ModelBundle bundle = train(world);
      world.registry.record(bundle, "");
      world.registry.promote(Optional.empty(), "v1", "the first", "");
      world.advance(Duration.ofMillis(1));
      DriftCheck check =
          new DriftCheck(
              world.reader,
              new References(world.registry),
              LABELS,
              MonitoredWorld.SETTINGS,
              world.clock);
      List<Runnable> later = new ArrayList<>();
      Monitor monitor =
          new Monitor(
              check,
              world.registry,
              Policy.defaults(Set.of("amount")),
              world.store,
              Lookout.none(),
              Explanations.on(world.registry, world.store, later::add),
              MonitoredWorld.SETTINGS,
              world.clock);

      serve(world, bundle, rows(800, 400));
      world.advance(Duration.ofMinutes(5));
      CheckReport quiet = monitor.tick().orElseThrow();
      assertThat(quiet.ok()).isTrue();
      assertThat(quiet.performance())
          .isInstanceOfSatisfying(
              RocAuc.Measured.class, measured -> assertThat(measured.value()).isGreaterThan(0.9));

      serve(world, bundle, rows(800, 700));
      CheckReport shifted = monitor.once();
      assertThat(shifted.recommendation().decision()).isEqualTo(Decision.ROLLBACK);
      assertThat(shifted.drift().driftedFeatures()).containsExactly("amount");
      assertThat(shifted.confirmed()).isTrue();
      String before = Files.readString(world.store.page(shifted));
      assertThat(before).doesNotContain("Where the change comes from");
      assertThat(later).hasSize(2);
      later.getLast().run();
      assertThat(Files.readString(world.store.page(shifted)))
          .contains("Features by what their drift does to the scores", "amount from ")
          .contains("Distribution of amount in both samples");
      assertThat(world.store.latest(world.clock.instant(), Duration.ofMinutes(1)))
          .isEqualTo(new ReportStore.Reading.Sound(shifted));

      Files.writeString(world.registry.directory("v1").resolve("reference.csv"), "altered");
      assertThat(monitor.once().conclusive()).as("the prepared reference is kept").isTrue();
      DriftCheck restarted =
          new DriftCheck(
              world.reader,
              new References(world.registry),
              LABELS,
              MonitoredWorld.SETTINGS,
              world.clock);
      assertThatThrownBy(() -> restarted.newest("v1")).isInstanceOf(BundleException.class);
    }
  }

  private ModelBundle train(MonitoredWorld world) throws InterruptedException {
    LabelledTable training = rows(2000, 400);
    float[] weights = new float[training.rows()];
    Arrays.fill(weights, 1);
    TrainingPlan plan =
        new TrainingPlan(
            "v1", Optional.empty(), "a test", training, weights, rows(1000, 400), training, 1);
    return new TrainingProcess(
            Duration.ofMinutes(1), new Hyperparameters(10, 3, 0.3, 1, 1, 1), world.clock)
        .train(plan, world.registry.directory("v1"));
  }

  /// Fraud is an age below 70, with some noise.
  private LabelledTable rows(int count, double amount) {
    List<double[]> rows = new ArrayList<>();
    boolean[] frauds = new boolean[count];
    for (int i = 0; i < count; i++) {
      double age = 100 + 20 * random.nextGaussian();
      double spent = amount + 60 * Math.clamp(random.nextGaussian(), -4, 4);
      rows.add(new double[] {spent, random.nextInt(24), random.nextInt(3), age});
      frauds[i] = age + 3 * random.nextGaussian() < 70;
    }
    return new LabelledTable(FeatureTable.ofRows(MonitoredWorld.SCHEMA, rows), frauds);
  }

  private void serve(MonitoredWorld world, ModelBundle bundle, LabelledTable rows)
      throws Exception {
    List<Event.Draft> drafts = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      String id = "real" + random.nextLong();
      double[] row = rows.features().row(i);
      double probability = bundle.scorer().probability(row);
      boolean fraud = rows.labels()[i];
      drafts.add(t -> new Event.Prediction(t, id, "v1", row, probability, probability >= 0.4));
      drafts.add(t -> new Event.Label(t, id, fraud));
    }
    world.log.append(drafts);
    world.advance(Duration.ofMillis(100));
  }
}
