package io.evenkeel.mlflow;

import io.evenkeel.model.ModelMetadata;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Makes a version of the registered model out of a bundle. The files go first and are read back
/// last: MLflow takes a version whose files are not there, and only then does this one count.
///
/// @param artifacts where the files go
/// @param versions the registered model
/// @param bundles the directory of the bundle of a version
record VersionRecorder(
    ArtifactProxy artifacts, ModelVersions versions, Function<String, Path> bundles) {
  private static final String MODEL = "model/";
  private static final String BUNDLE = "bundle/";
  private static final String KEY = "evenkeel.key";

  /// @throws io.evenkeel.model.BundleException when the bundle is missing or altered
  void record(MlflowRecord.Run run, LoggedRun logged, MlflowRecord.NewVersion version)
      throws CallFailed, InterruptedException {
    BundleFolder bundle = open(version);
    Optional<RegisteredVersion> there = versions.find(version.name(), version.digest());
    if (there.isPresent() && !there.get().run().equals(logged.id())) {
      // Another run has brought it already; it is one version all the same.
      return;
    }
    String root = logged.artifacts();
    Map<String, byte[]> model = ModelDirectory.of(bundle, logged.id(), run.ended());
    for (Map.Entry<String, byte[]> file : bundle.files().entrySet()) {
      artifacts.put(root, BUNDLE + file.getKey(), file.getValue());
    }
    artifacts.put(root, GoldenPredictions.FILE, GoldenPredictions.of(bundle.bundle()));
    for (Map.Entry<String, byte[]> file : model.entrySet()) {
      artifacts.put(root, MODEL + file.getKey(), file.getValue());
    }
    if (there.isEmpty()) {
      versions.create(root + "/model", logged.id(), tags(run, version, bundle));
    }
    String number = leaveOne(run, version);
    byte[] written = model.getOrDefault(ModelDirectory.MLMODEL, new byte[0]);
    compare(versions.location(number), ModelDirectory.MLMODEL, written);
    compare(root, BUNDLE + BundleFolder.SUMS, bundle.get(BundleFolder.SUMS));
    if (there.filter(known -> known.number(RegisteredVersion.SEQUENCE) > 0).isEmpty()) {
      // What was the champion already, by a move that was quicker, challenges nobody.
      versions.point(ChampionAlias.CHALLENGER, number);
    }
  }

  /// Opens the bundle of a version.
  ///
  /// @throws io.evenkeel.model.BundleException when it is missing or altered
  BundleFolder open(MlflowRecord.NewVersion version) {
    return BundleFolder.open(bundles.apply(version.name()), version.digest());
  }

  /// The name of the run from which a version comes; empty when there is no such version.
  String run(MlflowRecord.NewVersion version) throws CallFailed, InterruptedException {
    return versions.find(version.name(), version.digest()).map(RegisteredVersion::run).orElse("");
  }

  /// Deletes what a slow server made of this record besides the first, unless somebody uses it.
  ///
  /// @return the number of the one that counts
  private String leaveOne(MlflowRecord.Run run, MlflowRecord.NewVersion version)
      throws CallFailed, InterruptedException {
    List<RegisteredVersion> all = versions.all(version.name(), version.digest());
    if (all.isEmpty()) {
      throw CallFailed.because(
          "MLflow does not find the version %s that it has just made".formatted(version.name()));
    }
    for (RegisteredVersion other : all.subList(1, all.size())) {
      boolean ours = other.tag(KEY).equals(Optional.of(run.key()));
      if (ours && !versions.isNamed(other.number())) {
        versions.delete(other.number());
      }
    }
    return all.getFirst().number();
  }

  private void compare(String root, String path, byte[] written)
      throws CallFailed, InterruptedException {
    if (!Arrays.equals(artifacts.get(root, path), written)) {
      throw CallFailed.because(
          "MLflow gives back another " + path + " than it was given; look at its artifact store");
    }
  }

  private static SortedMap<String, String> tags(
      MlflowRecord.Run run, MlflowRecord.NewVersion version, BundleFolder bundle) {
    ModelMetadata metadata = bundle.bundle().metadata();
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put(RegisteredVersion.NAME, version.name());
    tags.put(RegisteredVersion.DIGEST, version.digest());
    tags.put(KEY, run.key());
    tags.put("model.sha256", BundleFolder.sha256(bundle.get("model.ubj")));
    tags.put("reference.sha256", BundleFolder.sha256(bundle.get("reference.csv")));
    tags.put("train.rows", String.valueOf(metadata.trainingRows()));
    tags.put("train.why", metadata.why());
    metadata.parent().ifPresent(parent -> tags.put("evenkeel.parent", parent));
    Optional.ofNullable(run.tags().get("incident_id"))
        .ifPresent(incident -> tags.put("incident_id", incident));
    return tags;
  }
}
