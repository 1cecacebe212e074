package io.evenkeel.mlflow;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Where MLflow is and what things are called there. Without a tracking address nothing is sent.
///
/// @param trackingUri `http` or `https` address of the tracking server; a path prefix is kept
/// @param username for basic authentication, together with a password
/// @param password for basic authentication
/// @param token sent as a bearer token; excludes a user name
/// @param model the registered model
/// @param retrainExperiment the experiment of the retrains
/// @param actionsExperiment the experiment of the decisions and actions
/// @param connectTimeout how long a connection may take
/// @param requestTimeout how long one request may take
public record MlflowSettings(
    Optional<URI> trackingUri,
    Optional<String> username,
    Optional<String> password,
    Optional<String> token,
    String model,
    String retrainExperiment,
    String actionsExperiment,
    Duration connectTimeout,
    Duration requestTimeout) {
  /// Rejects an address that is none, half a login, two logins, and spans of nothing.
  public MlflowSettings {
    trackingUri.ifPresent(MlflowSettings::requireHttp);
    if (username.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException(
          "basic authentication at MLflow needs both a user name and a password");
    }
    if (token.isPresent() && username.isPresent()) {
      throw new IllegalArgumentException(
          "MLflow takes either a token or a user name and password, not both");
    }
    if (model.isBlank() || retrainExperiment.isBlank() || actionsExperiment.isBlank()) {
      throw new IllegalArgumentException("the model and the experiments of MLflow need names");
    }
    if (!connectTimeout.isPositive() || !requestTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "the timeouts of MLflow must be positive, were %s and %s"
              .formatted(connectTimeout, requestTimeout));
    }
  }

  /// No tracking server; model `fraud_model`, experiments `upi_fraud_retrain` and
  /// `upi_fraud_agent_actions`.
  public static MlflowSettings defaults() {
    return new MlflowSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "fraud_model",
        "upi_fraud_retrain",
        "upi_fraud_agent_actions",
        Duration.ofSeconds(2),
        Duration.ofSeconds(10));
  }

  /// Without the password and the token.
  @Override
  public String toString() {
    String login = token.isPresent() ? "a token" : username.isPresent() ? "a password" : "no login";
    return "MlflowSettings[%s with %s, model %s, experiments %s and %s, timeouts %s and %s]"
        .formatted(
            trackingUri.map(URI::toString).orElse("no tracking server"),
            login,
            model,
            retrainExperiment,
            actionsExperiment,
            connectTimeout,
            requestTimeout);
  }

  private static void requireHttp(URI uri) {
    String scheme = String.valueOf(uri.getScheme());
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "MLFLOW_TRACKING_URI must hold no login; give it as MLFLOW_TRACKING_USERNAME and"
              + " MLFLOW_TRACKING_PASSWORD");
    }
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "MLFLOW_TRACKING_URI must be an http or https address of a tracking server, was " + uri);
    }
  }
}
