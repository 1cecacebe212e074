package io.evenkeel.scenarios;

import io.evenkeel.app.Evenkeel;
import io.evenkeel.drift.SliceCounter;
import io.evenkeel.drift.SliceCounts;
import io.evenkeel.drift.WatchBins;
import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.ModelBundle;
import io.evenkeel.model.Scorer;
import io.evenkeel.model.Violation;
import io.evenkeel.monitor.References;
import io.evenkeel.registry.ServingVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a server does to the event log, without HTTP: validates, scores with the real model of the
/// version that serves, logs, counts for the watch. It follows the champion before each slice.
///
/// Mutable; owned by the thread of the drill.
final class VirtualServer implements AutoCloseable {
  private final Evenkeel evenkeel;
  private final EventLog log;
  private final References references;
  private final FeatureSchema schema;
  private final Clock clock;
  private final long sliceMillis;
  private Optional<Live> live = Optional.empty();

  /// The model that answers.
  private record Live(ServingVersion serving, Scorer scorer, SliceCounter counter) {}

  /// A payment as a client sends it.
  ///
  /// @param id the transaction
  /// @param row one value a feature, NaN where missing
  /// @param client who sends it; empty where he does not say
  @SuppressWarnings("ArrayRecordComponent") // a row of a table, handed over
  record Payment(String id, double[] row, String client) {}

  /// @param evenkeel the home, opened for this server; closed with it
  /// @param slice how long a slice of the watch is
  VirtualServer(Evenkeel evenkeel, Duration slice, Clock clock) {
    this.evenkeel = evenkeel;
    this.log = evenkeel.openEventLog();
    this.references = evenkeel.steppedMonitor().references();
    this.schema = evenkeel.schema();
    this.clock = clock;
    this.sliceMillis = slice.toMillis();
  }

  /// Answers the payments of one slice, takes the labels that came, and writes what was counted.
  void take(List<Payment> payments, List<Event.Draft> labels) {
    follow();
    Live model = live.orElseThrow(() -> new IllegalStateException("no version serves"));
    List<Event.Draft> drafts = new ArrayList<>(payments.size() + labels.size());
    for (Payment payment : payments) {
      drafts.add(
          schema
              .check(payment.row())
              .map(violation -> refused(violation, payment.client()))
              .orElseGet(() -> {
                model.counter().add(payment.row());
                return answered(payment, model);
              }));
    }
    drafts.addAll(labels);
    if (model.counter().rows() > 0) {
      drafts.add(slice(model));
    }
    append(drafts);
  }

  private static Event.Draft refused(Violation violation, String client) {
    Event.RejectionRule rule = Event.RejectionRule.of(violation.rule());
    return time -> new Event.Rejection(time, rule, violation.feature(), client);
  }

  private Event.Draft answered(Payment payment, Live model) {
    double probability = model.scorer().probability(payment.row());
    boolean fraud = probability >= schema.threshold();
    String version = model.serving().version();
    return time ->
        new Event.Prediction(
            time,
            payment.id(),
            version,
            payment.row(),
            probability,
            fraud,
            false,
            payment.client());
  }

  private Event.Draft slice(Live model) {
    SliceCounts counts = model.counter().take();
    long number = Math.floorDiv(clock.millis(), sliceMillis);
    return time ->
        new Event.Slice(
            time,
            model.serving().version(),
            counts.digest(),
            number,
            counts.rows(),
            0,
            counts.toArray());
  }

  private void follow() {
    ServingVersion wanted =
        evenkeel
            .registry()
            .serving()
            .orElseThrow(() -> new IllegalStateException("no version serves"));
    if (live.filter(model -> model.serving().sequence() == wanted.sequence()).isPresent()) {
      return;
    }
    ModelBundle bundle = evenkeel.registry().open(wanted.version());
    WatchBins bins = references.bins(wanted.version());
    live = Optional.of(new Live(wanted, bundle.scorer(), bins.counting()));
  }

  private void append(List<Event.Draft> drafts) {
    try {
      log.append(drafts);
    } catch (EventLogUnavailable e) {
      throw new IllegalStateException("the event log of the drill cannot be written", e);
    }
  }

  @Override
  public void close() {
    log.close();
    evenkeel.close();
  }
}
