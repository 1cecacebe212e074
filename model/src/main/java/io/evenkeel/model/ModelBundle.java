package io.evenkeel.model;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// A model version as a directory: `model.ubj`, `schema.yaml`, `reference.csv` (the rows it answers
/// for, with labels), `holdout.csv` (scores and labels of its own hold-out), `metadata.json`,
/// `importance.json` (gain per feature), and `SHA256SUMS` over all of them in the format of
/// `sha256sum -c`.
///
/// Immutable and safe for use by many threads; everything was read and checked when it was opened.
public final class ModelBundle {
  /// The columns of `holdout.csv`.
  static final FeatureSchema HOLDOUT =
      new FeatureSchema(
          "label",
          0.5,
          List.of(new Feature.Numeric("score", Range.any(), false, false, false, "")));

  private final String digest;
  private final ModelMetadata metadata;
  private final Optional<Hyperparameters> hyperparameters;
  private final FeatureSchema schema;
  private final byte[] model;
  private final Scorer scorer;
  private final LabelledTable reference;
  private final ScoredLabels holdout;
  private final Optional<GoldenPredictions> golden;
  private final SequencedMap<String, Double> importance;

  private ModelBundle(Path directory, BundleFiles files) {
    this.digest = files.digest();
    this.schema =
        SchemaFile.parse(files.get(BundleFiles.SCHEMA), name(directory, BundleFiles.SCHEMA));
    this.model = files.get(BundleFiles.MODEL);
    this.scorer = Scorer.of(model, name(directory, BundleFiles.MODEL), schema);
    MetadataJson stated =
        json(directory, files, BundleFiles.METADATA, new TypeReference<MetadataJson>() {});
    this.metadata = stated.metadata();
    this.hyperparameters = stated.hyperparameters();
    this.importance =
        Collections.unmodifiableSequencedMap(
            json(
                directory,
                files,
                BundleFiles.IMPORTANCE,
                new TypeReference<LinkedHashMap<String, Double>>() {}));
    this.reference =
        TableParser.parseLabelled(
            files.get(BundleFiles.REFERENCE),
            name(directory, BundleFiles.REFERENCE),
            schema,
            ExtraColumns.REJECT);
    LabelledTable scores =
        TableParser.parseLabelled(
            files.get(BundleFiles.HOLDOUT),
            name(directory, BundleFiles.HOLDOUT),
            HOLDOUT,
            ExtraColumns.REJECT);
    this.holdout = new ScoredLabels(scores.features().column(0), scores.labels());
    this.golden =
        files.holds(BundleFiles.GOLDEN)
            ? Optional.of(
                GoldenPredictions.parse(
                    files.get(BundleFiles.GOLDEN), name(directory, BundleFiles.GOLDEN)))
            : Optional.empty();
  }

  /// Opens a bundle and checks every digest, the schema and the model, and that it scores its
  /// golden rows as it did when it was made; bundles of older programs have none.
  ///
  /// @throws BundleException when a file is missing, altered, a stranger, or does not fit the
  ///   others, or the model scores otherwise than it did; the message names it
  public static ModelBundle open(Path directory) {
    ModelBundle bundle;
    try {
      bundle = new ModelBundle(directory, BundleFiles.read(directory));
    } catch (DataFileException e) {
      throw new BundleException(String.valueOf(e.getMessage()), e);
    }
    bundle.requireConsistency(directory);
    bundle.requireGoldenScores(directory);
    return bundle;
  }

  /// SHA-256 of `SHA256SUMS` in lower-case hex: it stands for the whole bundle.
  public String digest() {
    return digest;
  }

  /// What the bundle says of itself.
  public ModelMetadata metadata() {
    return metadata;
  }

  /// How the trees were grown; empty for a model that was trained elsewhere.
  public Optional<Hyperparameters> hyperparameters() {
    return hyperparameters;
  }

  /// The features that the model takes.
  public FeatureSchema schema() {
    return schema;
  }

  /// The model as XGBoost saved it; the bundle's own array, not to be written to.
  byte[] model() {
    return model;
  }

  /// The model, ready to score.
  public Scorer scorer() {
    return scorer;
  }

  /// The rows that this version answers for; drift is measured against them.
  public LabelledTable reference() {
    return reference;
  }

  /// Scores labelled rows of the bundle's schema.
  public ScoredLabels score(LabelledTable rows) {
    return new ScoredLabels(scorer().probabilities(rows.features()), rows.labels());
  }

  /// Scores and labels of the version's own hold-out.
  public ScoredLabels holdout() {
    return holdout;
  }

  /// For each feature, in the order of the schema, the mean gain in the training loss of the splits
  /// on it; 0 for a feature that no tree uses.
  public SequencedMap<String, Double> importance() {
    return importance;
  }

  /// How many golden rows each opening scores; 0 in a bundle of an older program.
  public int goldenRows() {
    return golden.map(predictions -> predictions.scores().length).orElse(0);
  }

  private void requireGoldenScores(Path directory) {
    golden
        .flatMap(predictions -> predictions.difference(schema, scorer))
        .ifPresent(difference -> {
          throw new BundleException(name(directory, BundleFiles.GOLDEN) + ": " + difference);
        });
  }

  private void requireConsistency(Path directory) {
    require(directory, "reference rows", metadata.referenceRows(), reference.rows());
    require(directory, "hold-out rows", metadata.holdoutRows(), holdout.rows());
    require(directory, "hold-out positives", metadata.holdoutPositives(), holdout.positives());
    require(directory, "threshold", metadata.threshold(), schema.threshold());
    require(directory, "features", List.copyOf(importance.keySet()), schema.names());
  }

  private static void require(Path directory, String what, Object stated, Object found) {
    if (!stated.equals(found)) {
      throw new BundleException(
          "%s: the files do not fit together: %s stated %s, found %s"
              .formatted(directory, what, stated, found));
    }
  }

  private static <T> T json(Path directory, BundleFiles files, String name, TypeReference<T> type) {
    try {
      return ModelJson.MAPPER.readValue(files.get(name), type);
    } catch (JacksonException e) {
      throw new BundleException(
          name(directory, name) + ": is malformed: " + e.getOriginalMessage(), e);
    }
  }

  private static String name(Path directory, String file) {
    return directory.resolve(file).toString();
  }
}
