package io.evenkeel.serving;

import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Request;

/// `POST /labels`: what transactions turned out to be.
final class Labels implements Endpoint {
  private final EventLog log;
  private final ServingMetrics metrics;
  private final Bodies bodies;
  private final LabelReader reader;

  Labels(EventLog log, ServingMetrics metrics, ServerSettings settings) {
    this.log = log;
    this.metrics = metrics;
    this.bodies = new Bodies(settings.maxBodyBytes());
    this.reader = new LabelReader(settings.maxBatch());
  }

  private record Accepted(int accepted) {}

  @Override
  public Answer answer(Request request) {
    List<LabelReader.Label> labels = reader.read(bodies.json(request));
    List<Event.Draft> drafts = new ArrayList<>(labels.size());
    for (LabelReader.Label label : labels) {
      drafts.add(time -> new Event.Label(time, label.transactionId(), label.fraud()));
    }
    try {
      log.append(drafts);
    } catch (EventLogUnavailable e) {
      throw Unavailable.log(e);
    }
    metrics.labelled(labels.size());
    return Answer.ok(Json.write(new Accepted(labels.size())));
  }
}
