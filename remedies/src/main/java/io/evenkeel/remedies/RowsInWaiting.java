package io.evenkeel.remedies;

import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.FeatureTable;
import io.evenkeel.model.LabelCoverage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waits until the labels of the rows since an onset have come. Stateless.
final class RowsInWaiting {
  private static final Logger LOG = LoggerFactory.getLogger(RowsInWaiting.class);

  private final MatureRows rows;
  private final RetrainSettings settings;
  private final Clock clock;
  private final Pause pause;

  RowsInWaiting(MatureRows rows, RetrainSettings settings, Clock clock, Pause pause) {
    this.rows = rows;
    this.settings = settings;
    this.clock = clock;
    this.pause = pause;
  }

  /// Returns as soon as the wanted number of frauds is there; with the least number when patience
  /// ends; with [RecentRows.TooFew] at the deadline; at once with [RecentRows.Uneven], which more
  /// labels of the same kind do not change.
  RecentRows await(Instant onset, FeatureSchema schema, Function<FeatureTable, double[]> champion)
      throws InterruptedException {
    Instant deadline = clock.instant().plus(settings.labelDeadline());
    Instant end = deadline;
    boolean patient = true;
    String said = "";
    while (true) {
      Instant begun = clock.instant();
      RecentRows found = RecentRows.of(rows.sample(onset, schema), champion, settings);
      if (found instanceof RecentRows.Split split) {
        if (split.training().positives() >= settings.wantedTrainingFrauds()) {
          return found;
        }
        if (patient) {
          patient = false;
          Instant later = clock.instant().plus(settings.patience());
          end = later.isBefore(deadline) ? later : deadline;
        }
      }
      Instant now = clock.instant();
      if (found instanceof RecentRows.Uneven || !now.isBefore(end)) {
        return found;
      }
      String state = describe(found);
      if (!state.equals(said)) {
        LOG.info("waiting for labels until {}: {}", end, state);
        said = state;
      }
      pause.sleep(longer(settings.pollInterval(), Duration.between(begun, now)));
    }
  }

  private String describe(RecentRows found) {
    return switch (found) {
      case RecentRows.Split split ->
          "%d of the %d frauds wanted to train on"
              .formatted(split.training().positives(), settings.wantedTrainingFrauds());
      case RecentRows.TooFew(int frauds, int needed) ->
          "%d of the %d frauds needed".formatted(frauds, needed);
      case RecentRows.Uneven(LabelCoverage coverage) -> coverage.uneven();
    };
  }

  // Reading many rows takes its time; half of it at most is spent on reading.
  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
