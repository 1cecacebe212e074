package io.evenkeel.mlflow;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Something that is to be recorded in MLflow, whole and by itself, so that it can wait in the
/// outbox. [RecordCodec] writes it as JSON.
public sealed interface MlflowRecord {
  /// Says which record it is: the same key is recorded once, however often it is sent.
  String key();

  /// A run.
  ///
  /// @param key which run it is; kept as the tag `evenkeel.key`
  /// @param experiment the experiment, made if it does not exist
  /// @param name the name of the run
  /// @param started when what it records began
  /// @param ended when that ended
  /// @param succeeded FINISHED or FAILED
  /// @param params parameters
  /// @param metrics metrics; each finite
  /// @param tags tags
  /// @param artifacts files of the run
  /// @param version the model version that came of it, if one did
  record Run(
      String key,
      String experiment,
      String name,
      Instant started,
      Instant ended,
      boolean succeeded,
      SortedMap<String, String> params,
      SortedMap<String, Double> metrics,
      SortedMap<String, String> tags,
      List<Artifact> artifacts,
      Optional<NewVersion> version)
      implements MlflowRecord {
    /// Copies, and rejects an empty key, an end before the start, and a metric that is no finite
    /// number.
    public Run {
      requireKey(key);
      if (experiment.isBlank() || name.isBlank()) {
        throw new IllegalArgumentException("the run " + key + " needs an experiment and a name");
      }
      if (ended.isBefore(started)) {
        throw new IllegalArgumentException("the run " + key + " ended before it started");
      }
      metrics.forEach((metric, value) -> {
        if (!Double.isFinite(value)) {
          throw new IllegalArgumentException(
              "the metric %s of the run %s must be finite, was %s".formatted(metric, key, value));
        }
      });
      params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
      metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
      tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
      artifacts = List.copyOf(artifacts);
    }
  }

  /// A small text file of a run.
  ///
  /// @param path its path below the artifacts of the run, for instance `drift/report.json`
  /// @param text its content
  record Artifact(String path, String text) {
    private static final Pattern PATH =
        Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

    /// Rejects a path that is not plain: names of letters, digits and `._-`, parted by `/`.
    public Artifact {
      if (!PATH.matcher(path).matches()) {
        throw new IllegalArgumentException("an artifact cannot have the path " + path);
      }
    }
  }

  /// A model version; its bundle is read from the directory of bundles when the run is recorded.
  ///
  /// @param name our name of it, for instance `v2`
  /// @param digest the digest of the bundle, as the ledger recorded it
  record NewVersion(String name, String digest) {
    /// Rejects what is no digest.
    public NewVersion {
      requireDigest(name, digest);
    }
  }

  /// A move of the alias `champion`; `previous` follows it.
  ///
  /// @param key which move it is
  /// @param sequence the sequence of the move in the ledger, from 1
  /// @param from the version that it named before, if any
  /// @param to the version that it names now
  /// @param digest the digest of `to`
  /// @param incident the incident for which it moved; empty when a person did it
  /// @param why the reason, in words
  record ChampionMove(
      String key,
      long sequence,
      Optional<String> from,
      String to,
      String digest,
      String incident,
      String why)
      implements MlflowRecord {
    /// Rejects an empty key, a sequence below 1, and what is no digest.
    public ChampionMove {
      requireKey(key);
      if (sequence < 1) {
        throw new IllegalArgumentException("a sequence begins at 1, was " + sequence);
      }
      requireDigest(to, digest);
    }
  }

  private static void requireKey(String key) {
    if (key.isBlank() || key.contains("\"") || key.length() > 500) {
      throw new IllegalArgumentException(
          "a key must have 1 to 500 characters and no quotation mark, was " + key);
    }
  }

  private static void requireDigest(String version, String digest) {
    if (version.isBlank() || !digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "the version '%s' needs a name and a SHA-256 in lower-case hex, was %s"
              .formatted(version, digest));
    }
  }
}
