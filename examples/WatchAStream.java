import io.evenkeel.drift.Column;
import io.evenkeel.drift.SliceCounter;
import io.evenkeel.drift.Watch;
import io.evenkeel.drift.WatchAlarm;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.drift.WatchSettings;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Watches a stream, one false alarm in 30 days: 200 rows in every slice of 200 ms, shifted by half a
/// standard deviation from slice 100 on. See README.md for how to run it.
void main() {
  Random random = new Random(1);
  Column age = new Column.Numeric("age", Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY);
  double[] before = random.doubles(20_000).map(_ -> random.nextGaussian()).toArray();

  WatchBins bins = WatchBins.of(List.of(age), new double[][] {before});
  Watch watch = new Watch(bins, WatchSettings.defaults());
  SliceCounter counter = bins.counting();

  Optional<WatchAlarm> alarm = Optional.empty();
  for (long slice = 0; alarm.isEmpty() && slice < 1_000; slice++) {
    for (int row = 0; row < 200; row++) {
      counter.add(new double[] {random.nextGaussian() + (slice < 100 ? 0 : 0.5)});
    }
    alarm = watch.judge(slice, counter.take());
  }
  IO.println(alarm.map(a -> "alarm in slice %d, begun in slice %d, by %s"
      .formatted(a.slice(), a.onsetSlice(), a.features().getFirst().feature())).orElse("no alarm"));
}
