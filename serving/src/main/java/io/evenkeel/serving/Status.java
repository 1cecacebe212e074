package io.evenkeel.serving;

import io.evenkeel.events.EventLog;
import io.evenkeel.model.ModelMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/// `GET /health`, `GET /model/info` and `POST /reload`.
final class Status {
  private final LiveModel live;
  private final EventLog log;
  private final List<String> features;
  private final Clock clock;
  private final Instant started;

  Status(LiveModel live, EventLog log, List<String> features, Clock clock) {
    this.live = live;
    this.log = log;
    this.features = features;
    this.clock = clock;
    this.started = clock.instant();
  }

  private record Health(String status, String modelVersion, double uptimeSeconds) {}

  private record Troubled(
      String status, Optional<String> modelVersion, double uptimeSeconds, String problem) {}

  private record ModelInfo(
      String modelVersion,
      String digest,
      Instant since,
      String why,
      long sequence,
      List<String> features,
      ModelMetadata metadata) {}

  private record Reloaded(String modelVersion, boolean changed) {}

  /// `ok`; `degraded`, when the model that should answer was refused and an earlier one does; or
  /// 503 when no prediction could be answered.
  Answer health(Request request) {
    Optional<String> version = live.current().map(ServedModel::version);
    Optional<String> problem = live.problem();
    double uptime = Duration.between(started, clock.instant()).toMillis() / 1000.0;
    if (version.isEmpty()) {
      String why = problem.orElse("no model is loaded yet: train one and promote it");
      return Answer.of(503, Json.write(new Troubled("no_model", version, uptime, why)));
    }
    if (!log.healthy()) {
      String why = "the event log cannot be written";
      return Answer.of(
          503, Json.write(new Troubled("event_log_unavailable", version, uptime, why)));
    }
    return Answer.ok(
        problem.isPresent()
            ? Json.write(new Troubled("degraded", version, uptime, problem.get()))
            : Json.write(new Health("ok", version.get(), uptime)));
  }

  /// The model that answers.
  Answer info(Request request) {
    ServedModel model = live.current().orElseThrow(Unavailable::noModel);
    return Answer.ok(
        Json.write(
            new ModelInfo(
                model.version(),
                model.digest(),
                model.serving().since(),
                model.serving().why(),
                model.serving().sequence(),
                features,
                model.metadata())));
  }

  /// Follows a change of champion at once.
  Answer reload(Request request) {
    return switch (live.reload()) {
      case LiveModel.Reload.Loaded(ServedModel model) ->
          Answer.ok(Json.write(new Reloaded(model.version(), true)));
      case LiveModel.Reload.Unchanged(ServedModel model) ->
          Answer.ok(Json.write(new Reloaded(model.version(), false)));
      case LiveModel.Reload.NoModel() -> throw Unavailable.noModel();
      case LiveModel.Reload.Refused(String message) ->
          Answer.of(
              Refusal.plain(
                  409,
                  "reload_refused",
                  message
                      + "; "
                      + live.current()
                          .map(m -> m.version() + " answers on")
                          .orElse("no model answers")));
    };
  }
}
