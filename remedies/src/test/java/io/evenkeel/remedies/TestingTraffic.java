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
    try {
      log.append(predictions);
      if (labelled) {
        log.append(labels);
      }
    } catch (EventLogUnavailable e) {
      throw new AssertionError("the log of the test is full", e);
    }
    time.sleep(Duration.ofSeconds(9));
    return before;
  }

  @Override
  public void close() {
    log.close();
  }
}
