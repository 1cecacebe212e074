package io.evenkeel.scenarios;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.events.EventReader;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.registry.ServingVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Plays recorded rows and labels again, at their times, into the log of the scratch home: each row
/// scored by the version that serves there then. Time goes on as the tape does.
///
/// Mutable; owned by one thread.
final class ReplayTape implements AutoCloseable {
  private static final int CHUNK = 1_000;

  private final EventReader recorded;
  private final Evenkeel evenkeel;
  private final VirtualClock clock;
  private final EventLog log;
  private final double threshold;
  private @Nullable ModelBundle serving;
  private Instant played;
  private long rows;

  /// @param recorded the recorded events
  /// @param evenkeel the scratch home
  /// @param clock the clock of the scratch home
  /// @param from where the tape begins
  ReplayTape(EventReader recorded, Evenkeel evenkeel, VirtualClock clock, Instant from) {
    this.recorded = recorded;
    this.evenkeel = evenkeel;
    this.clock = clock;
    this.log = evenkeel.openEventLog();
    this.threshold = evenkeel.schema().threshold();
    this.played = from;
  }

  /// Plays on to a moment; nothing when that is past.
  void playTo(Instant moment) {
    if (!moment.isAfter(played)) {
      return;
    }
    List<Event> events = new ArrayList<>();
    List<Event.Prediction> predictions = recorded.predictions(Optional.empty(), played, moment);
    rows += predictions.size();
    events.addAll(predictions);
    events.addAll(recorded.labels(played, moment));
    events.sort(Comparator.comparing(Event::time));
    for (int first = 0; first < events.size(); first += CHUNK) {
      write(events.subList(first, Math.min(events.size(), first + CHUNK)));
    }
    played = moment;
    pass(moment);
  }

  /// Rows that were played.
  long rows() {
    return rows;
  }

  private void write(List<Event> events) {
    // The log names its files by the clock, and a file must not begin after its first event.
    pass(events.getFirst().time());
    List<Event.Draft> drafts = new ArrayList<>(events.size());
    for (Event event : events) {
      drafts.add(
          switch (event) {
            case Event.Prediction row -> {
              Event.Prediction scored = scored(row);
              yield _ -> scored;
            }
            case Event.Label label -> _ -> label;
            case Event.Rejection rejection -> _ -> rejection;
            case Event.Slice slice -> _ -> slice;
          });
    }
    try {
      log.append(drafts);
    } catch (EventLogUnavailable e) {
      throw new IllegalStateException("the scratch log of the replay cannot be written", e);
    }
  }

  private Event.Prediction scored(Event.Prediction row) {
    ModelBundle bundle = champion();
    double probability = bundle.scorer().probability(row.features());
    return new Event.Prediction(
        row.time(),
        row.transactionId(),
        bundle.metadata().version(),
        row.features(),
        probability,
        probability >= threshold,
        row.passThrough(),
        row.client());
  }

  private ModelBundle champion() {
    String version = evenkeel.registry().serving().map(ServingVersion::version).orElseThrow();
    ModelBundle known = serving;
    if (known == null || !known.metadata().version().equals(version)) {
      known = evenkeel.registry().open(version);
      serving = known;
    }
    return known;
  }

  private void pass(Instant moment) {
    if (moment.isAfter(clock.instant())) {
      clock.advance(Duration.between(clock.instant(), moment));
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
