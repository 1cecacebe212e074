package io.evenkeel.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// All that becomes a bundle.
///
/// @param model the model in XGBoost's UBJSON format
/// @param importance the gains per feature, as JSON
/// @param schema the features
/// @param reference the rows that it answers for
/// @param holdout scores and labels of its own hold-out
/// @param metadata what it says of itself
/// @param golden rows with the scores that the model gave them when it was made
/// @param hyperparameters how it was trained, where that is known
@SuppressWarnings("ArrayRecordComponent") // handed over, as in the tables
record BundleDraft(
    byte[] model,
    byte[] importance,
    FeatureSchema schema,
    LabelledTable reference,
    ScoredLabels holdout,
    ModelMetadata metadata,
    GoldenPredictions golden,
    Optional<Hyperparameters> hyperparameters) {

  /// Writes the bundle in a scratch directory of the same file system, checks it, and lets it
  /// appear at its destination whole.
  ModelBundle publish(Path scratch, Path destination) throws IOException {
    LabelledTable scored =
        new LabelledTable(
            new FeatureTable(ModelBundle.HOLDOUT, new double[][] {holdout.scores()}),
            holdout.labels());
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(BundleFiles.MODEL, model);
    files.put(BundleFiles.SCHEMA, SchemaFile.format(schema).getBytes(StandardCharsets.UTF_8));
    files.put(BundleFiles.REFERENCE, TableFile.format(reference));
    files.put(BundleFiles.HOLDOUT, TableFile.format(scored));
    files.put(
        BundleFiles.METADATA,
        ModelJson.MAPPER.writeValueAsBytes(MetadataJson.of(metadata, schema, hyperparameters)));
    files.put(BundleFiles.IMPORTANCE, importance);
    files.put(BundleFiles.GOLDEN, golden.format());
    Path draft = scratch.resolve("bundle");
    BundleFiles.write(draft, files);
    ModelBundle bundle = ModelBundle.open(draft);
    Files.move(draft, destination, StandardCopyOption.ATOMIC_MOVE);
    DurableFiles.sync(DurableFiles.directoryOf(destination));
    return bundle;
  }
}
