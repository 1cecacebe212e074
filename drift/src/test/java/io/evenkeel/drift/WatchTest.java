package io.evenkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The e-detector on streams of known laws.
class WatchTest {
  private static final int BUDGET = 20;
  private static final WatchSettings MONTH = WatchSettings.defaults();

  @Test
  void theBudgetIsStatedInSlices() {
    assertThat(MONTH.threshold()).isEqualTo(12_960_000);
    assertThatThrownBy(() -> new WatchSettings(Duration.ZERO, Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new WatchSettings(Duration.ofDays(2), Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withoutASeasonThePredictionIsTheNotes() {
    Stream stream = new Stream(31, 5_000, 1);
    FeatureLaws laws = stream.bins.laws(0);
    FeatureDetector detector = new FeatureDetector(laws, HalfLife.ROWS_400);
    double[] remembered = new double[11];
    for (int slice = 0; slice < 50; slice++) {
      SliceCounts counts = stream.slice(150, slice / 100.0);
      long[] inBins = counts.counts(0, 0);
      detector.judge(
          slice, new BandCounts[] {BandCounts.of(laws.balls()[0], 0, counts.rows(), inBins)});
      for (int j = 0; j < 11; j++) {
        remembered[j] = remembered[j] * Math.pow(0.5, Math.min(150 / 400.0, 0.25)) + inBins[j];
      }
    }
    double[] share = laws.balls()[0][0].centre();
    double total = Arrays.stream(remembered).sum() + 20;
    double[] prediction = detector.prediction(0);
    for (int j = 0; j < 10; j++) {
      double note = (remembered[j] + 20 * share[j]) / total;
      assertThat(prediction[j]).isCloseTo(note, within(3e-6));
    }
    assertThat(prediction[10]).as("missing, of which there was none").isBetween(0.0, 1e-5);
  }

  @Test
  void findsShiftsTheSoonerTheLarger() {
    double last = 0;
    for (double shift : new double[] {1, 0.5, 0.3}) {
      double[] rows = new double[9];
      for (int run = 0; run < rows.length; run++) {
        Stream stream = new Stream(100 + run, 20_000, 3);
        Watch watch = new Watch(stream.bins, MONTH);
        for (int slice = 0; slice < 50; slice++) {
          assertThat(watch.judge(slice, stream.slice(100, 0))).isEmpty();
        }
        Optional<WatchAlarm> alarm = Optional.empty();
        while (alarm.isEmpty()) {
          alarm = watch.judge(watch.lastSlice() + 1, stream.slice(100, shift));
        }
        rows[run] = 100.0 * (watch.lastSlice() - 49);
        assertThat(alarm.get().features().getFirst().feature()).isEqualTo("x0");
        assertThat(alarm.get().onsetSlice()).isBetween(30L, alarm.get().slice());
        assertThat(alarm.get().evidence()).isGreaterThanOrEqualTo(alarm.get().threshold());
        assertThat(watch.evidence()).as("begins anew").isLessThan(1e-6);
      }
      Arrays.sort(rows);
      assertThat(rows[4]).as("median rows at %s", shift).isGreaterThan(last);
      last = rows[4];
    }
    assertThat(last).as("0.3 standard deviations").isLessThan(3_000);
  }

  @Test
  void whatWasToldHidesNothingThatIsNew() {
    Stream stream = new Stream(35, 20_000, 3);
    Watch watch = new Watch(stream.bins, MONTH);
    Set<String> told = Set.of("x0", "gone");
    for (int slice = 0; slice < 100; slice++) {
      Optional<WatchAlarm> alarm = watch.judge(slice, stream.slice(100, 1), told);
      alarm.ifPresent(known ->
          assertThat(known.features()).extracting(FeatureEvidence::feature).containsExactly("x0"));
    }
    Set<String> others = Set.of("x1");
    Optional<WatchAlarm> alarm = Optional.empty();
    while (alarm.isEmpty()) {
      alarm = watch.judge(watch.lastSlice() + 1, stream.slice(100, 0.3), others);
    }
    assertThat(alarm.get().features())
        .extracting(FeatureEvidence::feature)
        .containsExactly("x0", "x2");
  }

  @Test
  void findsADriftInTricklingTraffic() {
    Stream stream = new Stream(41, 20_000, 2);
    Watch watch = new Watch(stream.bins, MONTH);
    long rows = 0;
    for (int slice = 0; slice < 3_000; slice++) {
      assertThat(watch.judge(slice, stream.slice(stream.random.nextInt(4), 0))).isEmpty();
    }
    Optional<WatchAlarm> alarm = Optional.empty();
    while (alarm.isEmpty() && rows < 20_000) {
      int now = stream.random.nextInt(4);
      rows += now;
      alarm = watch.judge(watch.lastSlice() + 1, stream.slice(now, 0.5));
    }
    assertThat(rows).isBetween(50L, 1_500L);
    assertThat(alarm.orElseThrow().onsetSlice()).isBetween(2_700L, alarm.get().slice());
  }

  @Test
  void staysQuietWhileTheLawHolds() {
    for (int rows : new int[] {1, 100, 1_000}) {
      Stream stream = new Stream(50 + rows, 5_000, 4);
      Watch watch = new Watch(stream.bins, MONTH);
      for (int slice = 0; slice < 500; slice++) {
        assertThat(watch.judge(slice, stream.slice(rows, 0))).isEmpty();
        assertThat(watch.evidence()).isLessThan(0.001);
      }
    }
  }

  /// The hardest case: a law that is known exactly, so that no ball absorbs the noise.
  @Test
  void theMeanRunIsLongerThanTheBudget() {
    assertThat(meanRun(new Random(61), 60, 1)).isGreaterThan(BUDGET);
  }

  @Test
  void rowsCountedTwiceBreakTheBudget() {
    assertThat(meanRun(new Random(62), 60, 2)).isLessThan(BUDGET);
  }

  @Test
  void aRestartChangesNothing() {
    Stream stream = new Stream(71, 5_000, 2);
    Watch whole = new Watch(stream.bins, MONTH);
    Watch restarted = new Watch(stream.bins, MONTH);
    for (int slice = 0; slice < 200; slice++) {
      SliceCounts counts = stream.slice(stream.random.nextInt(300), slice < 190 ? 0 : 0.2);
      assertThat(restarted.judge(slice, counts)).isEqualTo(whole.judge(slice, counts));
      restarted = Watch.restore(stream.bins, MONTH, restarted.snapshot());
      assertThat(restarted.lastSlice()).isEqualTo(slice);
      assertThat(restarted.snapshot()).isEqualTo(whole.snapshot());
    }
    assertThat(whole.evidence()).isPositive().isEqualTo(restarted.evidence());
  }

  @Test
  void aSnapshotOfAnotherWatchIsRefused() {
    Stream stream = new Stream(81, 1_000, 1);
    byte[] snapshot = new Watch(stream.bins, MONTH).snapshot();
    WatchBins others = new Stream(82, 1_000, 1).bins;
    WatchSettings week = new WatchSettings(MONTH.slice(), Duration.ofDays(7));
    byte[] damaged = snapshot.clone();
    damaged[60]++;
    refused("bins", () -> Watch.restore(others, MONTH, snapshot));
    refused("budget", () -> Watch.restore(stream.bins, week, snapshot));
    refused("damaged", () -> Watch.restore(stream.bins, MONTH, damaged));
    refused("damaged", () -> Watch.restore(stream.bins, MONTH, Arrays.copyOf(snapshot, 80)));
    refused("not a snapshot", () -> Watch.restore(stream.bins, MONTH, new byte[3]));
  }

  @Test
  void aSliceIsJudgedOnce() {
    Stream stream = new Stream(91, 1_000, 1);
    Watch watch = new Watch(stream.bins, MONTH);
    watch.judge(4, stream.slice(10, 0));
    refused("again", () -> watch.judge(4, stream.slice(10, 0)));
    refused("bins", () -> watch.judge(5, SliceCounts.none(new Stream(92, 1_000, 1).bins)));
    byte[] before = watch.snapshot();
    assertThat(watch.judge(5, SliceCounts.none(stream.bins))).isEmpty();
    assertThat(watch.features()).isEqualTo(Watch.restore(stream.bins, MONTH, before).features());
  }

  private static void refused(String why, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
  }

  /// Mean number of slices of 100 rows to an alarm at the small budget.
  private static double meanRun(Random random, int runs, int times) {
    double[] grid = IntStream.range(0, 1_000_000).mapToDouble(i -> i).toArray();
    WatchBins bins = WatchBins.of(List.of(WatchBinsTest.numeric("x")), new double[][] {grid});
    Watch watch =
        new Watch(bins, new WatchSettings(Duration.ofSeconds(1), Duration.ofSeconds(BUDGET)));
    SliceCounter counter = bins.counting();
    long slice = 0;
    for (int alarms = 0; alarms < runs; slice++) {
      for (int i = 0; i < 100; i++) {
        counter.add(new double[] {random.nextInt(1_000_000)});
      }
      SliceCounts counts = counter.take();
      SliceCounts counted = times == 1 ? counts : counts.plus(counts);
      alarms += watch.judge(slice, counted).isPresent() ? 1 : 0;
    }
    return (double) slice / runs;
  }

  /// Normal features, the first of which can be shifted.
  private static final class Stream {
    final Random random;
    final WatchBins bins;
    private final int features;

    Stream(long seed, int referenceRows, int features) {
      random = new Random(seed);
      this.features = features;
      double[][] reference = new double[features][referenceRows];
      Column[] columns = new Column[features];
      for (int feature = 0; feature < features; feature++) {
        columns[feature] = WatchBinsTest.numeric("x" + feature);
        Arrays.setAll(reference[feature], _ -> random.nextGaussian());
      }
      bins = WatchBins.of(List.of(columns), reference);
    }

    SliceCounts slice(int rows, double shift) {
      SliceCounter counter = bins.counting();
      double[] row = new double[features];
      for (int i = 0; i < rows; i++) {
        Arrays.setAll(row, _ -> random.nextGaussian());
        row[0] += shift;
        counter.add(row);
      }
      return counter.take();
    }
  }
}
