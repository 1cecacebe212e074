package io.evenkeel.remedies;

import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.events.EventReader;
import io.evenkeel.events.EventSettings;
import io.evenkeel.model.FeatureSchema;
import io.evenkeel.model.LabelledTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Rows and labels in a real event log, at testing times.
final class TestingTraffic implements AutoCloseable {
  private final TestingTime time;
  private final EventLog log;
  private final EventReader reader;
  private int sent;

  TestingTraffic(Path directory, FeatureSchema schema, TestingTime time) {
    this.time = time;
    this.log = EventLog.open(directory, schema, EventSettings.defaults(), time);
    this.reader = new EventReader(directory, schema);
  }

  EventReader reader() {
    return reader;
  }

  /// A row on its way.
  record Passing(int number, double amount) {}

  /// Logs rows as served by a version that flags some of them; a flagged row gets no label unless
  /// it was drawn to pass.
  ///
  /// @return the time before the first of them
  Instant serveBlocking(
      String version, LabelledTable rows, Predicate<Passing> flags, Predicate<Passing> draws) {
    Instant before = time.instant();
    time.sleep(Duration.ofSeconds(1));
    List<Event.Draft> drafts = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      String id = "b" + sent++;
      double[] row = rows.features().row(i);
      boolean fraud = rows.labels()[i];
      Passing passing = new Passing(i, row[1]);
      boolean flagged = flags.test(passing);
      boolean drawn = draws.test(passing);
      drafts.add(at -> new Event.Prediction(at, id, version, row, 0.5, flagged, drawn, ""));
      if (!flagged || drawn) {
        drafts.add(at -> new Event.Label(at, id, fraud));
      }
    }
    append(drafts);
    time.sleep(Duration.ofSeconds(9));
    return before;
  }

  private void append(List<Event.Draft> drafts) {
    try {
      log.append(drafts);
    } catch (EventLogUnavailable e) {
      throw new AssertionError("the log of the test is full", e);
    }
  }

  /// Logs rows as served by a version, with their labels, and lets ten seconds pass.
  ///
  /// @return the time before the first of them
  Instant serve(String version, LabelledTable rows) {
    return serve(version, rows, true);
  }

  /// The same, where the labels may not have come yet.
  Instant serve(String version, LabelledTable rows, boolean labelled) {
    Instant before = time.instant();
    time.sleep(Duration.ofSeconds(1));
    List<Event.Draft> predictions = new ArrayList<>();
    List<Event.Draft> labels = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      String id = "t" + sent++;
      double[] row = rows.features().row(i);
      boolean fraud = rows.labels()[i];
      predictions.add(at -> new Event.Prediction(at, id, version, row, 0.5, true));
      labels.add(at -> new Event.Label(at, id, fraud));
    }
    append(predictions);
    if (labelled) {
      append(labels);
    }
    time.sleep(Duration.ofSeconds(9));
    return before;
  }

  /// Logs scored rows within an hour, with their labels if they have come, and lets that hour and
  /// ten seconds pass.
  ///
  /// @return the time of the first of them
  Instant serve(
      String version, LabelledTable rows, double[] scores, double threshold, boolean labelled) {
    Instant first = time.instant();
    Duration pause = Duration.ofHours(1).dividedBy(rows.rows());
    try {
      for (int i = 0; i < rows.rows(); i++) {
        String id = "t" + sent++;
        double[] row = rows.features().row(i);
        double score = scores[i];
        boolean fraud = rows.labels()[i];
        List<Event.Draft> drafts = new ArrayList<>();
        drafts.add(at -> new Event.Prediction(at, id, version, row, score, score >= threshold));
        if (labelled) {
          drafts.add(at -> new Event.Label(at, id, fraud));
        }
        log.append(drafts);
        time.sleep(pause);
      }
    } catch (EventLogUnavailable e) {
      throw new AssertionError("the log of the test is full", e);
    }
    time.sleep(Duration.ofSeconds(10));
    return first;
  }

  @Override
  public void close() {
    log.close();
  }
}
