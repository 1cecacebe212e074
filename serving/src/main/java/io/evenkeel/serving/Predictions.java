package io.evenkeel.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evenkeel.events.Event;
import io.evenkeel.events.EventLog;
import io.evenkeel.events.EventLogUnavailable;
import io.evenkeel.model.FeatureSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `POST /predict` and `POST /predict/batch`: validated, scored, logged, counted, answered.
final class Predictions {
  private static final Logger LOG = LoggerFactory.getLogger(Predictions.class);

  private final FeatureSchema schema;
  private final LiveModel live;
  private final EventLog log;
  private final SliceCounting counting;
  private final ServingMetrics metrics;
  private final Bodies bodies;
  private final TransactionReader reader;
  private final Supplier<String> ids;

  Predictions(
      FeatureSchema schema,
      LiveModel live,
      EventLog log,
      SliceCounting counting,
      ServingMetrics metrics,
      ServerSettings settings,
      Supplier<String> ids) {
    this.schema = schema;
    this.live = live;
    this.log = log;
    this.counting = counting;
    this.metrics = metrics;
    this.bodies = new Bodies(settings.maxBodyBytes());
    this.reader = new TransactionReader(schema, settings.maxBatch());
    this.ids = ids;
  }

  /// One transaction.
  Answer one(Request request) {
    return timed(
        request,
        (body, client) -> {
          Transaction transaction = reader.one(body);
          ServedModel model = model();
          Scored scored = score(model, transaction);
          append(model, List.of(scored), client);
          StringBuilder out = new StringBuilder(200);
          write(model, scored, out);
          return out;
        });
  }

  /// Many transactions: all are scored by the same model, or none.
  Answer many(Request request) {
    return timed(
        request,
        (body, client) -> {
          List<Transaction> transactions = reader.many(body);
          ServedModel model = model();
          List<Scored> scored = new ArrayList<>(transactions.size());
          for (Transaction transaction : transactions) {
            scored.add(score(model, transaction));
          }
          append(model, scored, client);
          StringBuilder out = new StringBuilder(200 * (scored.size() + 1));
          out.append("{\"predictions\":[");
          for (int i = 0; i < scored.size(); i++) {
            out.append(i == 0 ? "" : ",");
            write(model, scored.get(i), out);
          }
          return out.append("]}");
        });
  }

  private interface Work {
    StringBuilder answer(byte[] body, String client) throws EventLogUnavailable;
  }

  private Answer timed(Request request, Work work) {
    long start = System.nanoTime();
    String client = ClientIds.of(request);
    try {
      Answer answer =
          Answer.ok(work.answer(bodies.json(request), client).toString().getBytes(UTF_8));
      metrics.answered(System.nanoTime() - start);
      return answer;
    } catch (Refusal.Refused e) {
      e.refusal().rule().ifPresent(rule -> reject(rule, e.refusal(), client));
      throw e;
    } catch (EventLogUnavailable e) {
      throw Unavailable.log(e);
    }
  }

  private ServedModel model() {
    return live.current().orElseThrow(Unavailable::noModel);
  }

  private Scored score(ServedModel model, Transaction transaction) {
    double probability = model.scoring().probability(transaction.row());
    boolean named = !transaction.id().isEmpty();
    String id = named ? transaction.id() : ids.get();
    return new Scored(
        id,
        named,
        transaction.row(),
        probability,
        probability >= model.threshold(),
        transaction.passThrough());
  }

  private void append(ServedModel model, List<Scored> all, String client)
      throws EventLogUnavailable {
    List<Event.Draft> drafts = new ArrayList<>(all.size());
    for (Scored scored : all) {
      drafts.add(time ->
          new Event.Prediction(
              time,
              scored.id(),
              model.version(),
              scored.row(),
              scored.probability(),
              scored.fraud(),
              scored.passThrough(),
              client));
    }
    log.append(drafts);
    counting.count(model, all);
    for (Scored scored : all) {
      metrics.predicted(scored.probability(), scored.fraud());
    }
  }

  /// Logs what was refused, each transaction of a batch like one that is scored. The client gets
  /// its answer in any case.
  private void reject(Event.RejectionRule rule, Refusal refusal, String client) {
    metrics.rejected(rule, refusal.members());
    String feature = schema.position(refusal.field()).isPresent() ? refusal.field() : "";
    Event.Draft draft = time -> new Event.Rejection(time, rule, feature, client);
    try {
      log.append(Collections.nCopies(refusal.members(), draft));
    } catch (EventLogUnavailable e) {
      LOG.debug("a rejection could not be logged", e);
    }
  }

  private static void write(ServedModel model, Scored scored, StringBuilder out) {
    // Ids and versions are made of characters that need no escape in JSON.
    out.append("{\"transaction_id\":\"")
        .append(scored.id())
        .append("\",\"fraud_probability\":")
        .append(scored.probability())
        .append(",\"is_fraud\":")
        .append(scored.fraud())
        .append(",\"decision_threshold\":")
        .append(model.threshold())
        .append(",\"model_version\":\"")
        .append(model.version())
        .append("\"}");
  }
}
