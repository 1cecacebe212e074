package io.evenkeel.mlflow;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.databind.node.ObjectNode;

/// Requests that must be answered, or the work ends here with the reason.
///
/// @param http the server
record MlflowApi(MlflowHttp http) {
  /// Asks with up to two parameters.
  Fields get(String path, String... query) throws CallFailed, InterruptedException {
    return required(http.get("mlflow/" + path, query(query)));
  }

  /// Asks for what may not be there.
  Optional<Fields> find(String path, String... query) throws CallFailed, InterruptedException {
    return switch (http.get("mlflow/" + path, query(query))) {
      case Outcome.Missing _ -> Optional.empty();
      case Outcome.Rejected rejected when saysMissingAlias(rejected) -> Optional.empty();
      case Outcome.Ok ok -> Optional.of(required(ok));
      case Outcome.Failure failure -> throw new CallFailed(failure);
    };
  }

  Fields post(String path, ObjectNode body) throws CallFailed, InterruptedException {
    return required(http.send("POST", "mlflow/" + path, body));
  }

  void delete(String path, ObjectNode body) throws CallFailed, InterruptedException {
    required(http.send("DELETE", "mlflow/" + path, body));
  }

  /// Makes something; it may be there already.
  ///
  /// @return what was made, or nothing when it was there
  Optional<Fields> create(String path, ObjectNode body) throws CallFailed, InterruptedException {
    return switch (http.send("POST", "mlflow/" + path, body)) {
      case Outcome.Ok ok -> Optional.of(required(ok));
      case Outcome.Exists _ -> Optional.empty();
      case Outcome.Failure failure -> throw new CallFailed(failure);
    };
  }

  private static Fields required(Outcome outcome) throws CallFailed {
    return switch (outcome) {
      case Outcome.Ok(byte[] body) -> json(body);
      case Outcome.Failure failure -> throw new CallFailed(failure);
    };
  }

  private static Fields json(byte[] body) throws CallFailed {
    Fields fields = Fields.lenient(body);
    if (!fields.node().isObject()) {
      throw CallFailed.because(
          "what answers is no MLflow server: it says yes without JSON; check MLFLOW_TRACKING_URI");
    }
    return fields;
  }

  /// MLflow has no code of its own for an alias that was never set.
  private static boolean saysMissingAlias(Outcome.Rejected rejected) {
    return rejected.code().equals("INVALID_PARAMETER_VALUE")
        && rejected.reason().matches("(?i).*alias .* not found.*");
  }

  private static SequencedMap<String, String> query(String... pairs) {
    SequencedMap<String, String> query = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      query.put(pairs[i], pairs[i + 1]);
    }
    return query;
  }
}
