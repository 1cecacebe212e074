package io.evenkeel.mlflow;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Artifacts through the tracking server. A run or a version names its store by an address; only
/// those that the tracking server itself serves can be reached without the store's own client.
///
/// @param http the server
record ArtifactProxy(MlflowHttp http) {
  private static final String ENDPOINT = "/api/2.0/mlflow-artifacts/artifacts/";

  void put(String root, String path, byte[] content) throws CallFailed, InterruptedException {
    switch (http.put(locate(root) + "/" + path, content)) {
      case Outcome.Ok _ -> {}
      case Outcome.Failure failure -> throw new CallFailed(failure);
    }
  }

  byte[] get(String root, String path) throws CallFailed, InterruptedException {
    return find(root, path)
        .orElseThrow(() ->
            new CallFailed(new Outcome.Missing("MLflow has no artifact " + path + " in " + root)));
  }

  Optional<byte[]> find(String root, String path) throws CallFailed, InterruptedException {
    return switch (http.fetch(locate(root) + "/" + path)) {
      case Outcome.Ok(byte[] content) -> Optional.of(content);
      case Outcome.Missing _ -> Optional.empty();
      case Outcome.Failure failure -> throw new CallFailed(failure);
    };
  }

  /// Checks that artifacts of this address can be reached, before anything is written.
  void require(String root) throws CallFailed {
    locate(root);
  }

  /// The path in the proxy of what an address names.
  private String locate(String root) throws CallFailed {
    URI uri;
    try {
      uri = new URI(root);
    } catch (URISyntaxException _) {
      throw unreachable(root);
    }
    String path = Optional.ofNullable(uri.getPath()).orElse("");
    boolean here = uri.getRawAuthority() == null || uri.getRawAuthority().equals(http.authority());
    int endpoint = path.indexOf(ENDPOINT);
    if ("mlflow-artifacts".equals(uri.getScheme()) && here && !path.isEmpty()) {
      return trimmed(endpoint < 0 ? path : path.substring(endpoint + ENDPOINT.length()));
    }
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (http && here && endpoint >= 0) {
      return trimmed(path.substring(endpoint + ENDPOINT.length()));
    }
    throw unreachable(root);
  }

  private static String trimmed(String path) {
    return path.replaceAll("^/+|/+$", "");
  }

  private static CallFailed unreachable(String root) {
    String bare = root.replaceFirst("[?#].*", "").replaceFirst("//[^/@]*@", "//");
    return new CallFailed(
        new Outcome.NoArtifactProxy(
            "artifacts in %s cannot be reached over HTTP; start MLflow with --serve-artifacts and without --default-artifact-root, and let the experiment be made anew (an experiment keeps the store it was made with)"
                .formatted(bare)));
  }
}
