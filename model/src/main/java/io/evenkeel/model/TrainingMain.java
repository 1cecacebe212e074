package io.evenkeel.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/// The child process of [TrainingProcess]: reads the order in a scratch directory, trains, and
/// leaves the model and the gains there. It ends, and takes the scratch directory with it, when its
/// parent does: then standard input reaches its end.
final class TrainingMain {
  private TrainingMain() {}

  /// @param arguments the scratch directory
  public static void main(String[] arguments) throws IOException, XGBoostError {
    Path scratch = Path.of(arguments[0]);
    Thread.ofPlatform().daemon().name("parent-watch").start(() -> endWithParent(scratch));
    train(scratch);
  }

  private static void train(Path scratch) throws IOException, XGBoostError {
    TrainingOrder order = TrainingOrder.read(scratch);
    TrainingOrder.Rows rows = order.readRows(scratch);
    DMatrix matrix = new DMatrix(rows.values(), order.rows(), order.features().size(), Float.NaN);
    try {
      matrix.setLabel(rows.labels());
      matrix.setWeight(rows.weights());
      matrix.setFeatureNames(order.features().toArray(String[]::new));
      Booster booster =
          XGBoost.train(
              matrix, parameters(order), order.hyperparameters().trees(), Map.of(), null, null);
      try {
        Files.write(
            scratch.resolve(TrainingOrder.GAINS),
            ModelJson.MAPPER.writeValueAsBytes(gains(booster, order.features())));
        Files.write(
            scratch.resolve(TrainingOrder.GOLDEN),
            ModelJson.MAPPER.writeValueAsBytes(goldenScores(booster, matrix)));
        Files.write(scratch.resolve(TrainingOrder.MODEL), booster.toByteArray("ubj"));
      } finally {
        booster.dispose();
      }
    } finally {
      matrix.dispose();
    }
  }

  /// The parameters by XGBoost's own names.
  private static Map<String, Object> parameters(TrainingOrder order) {
    Hyperparameters hyperparameters = order.hyperparameters();
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("objective", "binary:logistic");
    parameters.put("eval_metric", "aucpr");
    parameters.put("tree_method", "hist");
    parameters.put("max_depth", hyperparameters.depth());
    parameters.put("eta", hyperparameters.eta());
    parameters.put("subsample", hyperparameters.subsample());
    parameters.put("colsample_bytree", hyperparameters.columnSample());
    parameters.put("scale_pos_weight", order.scalePositives());
    parameters.put("nthread", hyperparameters.threads());
    parameters.put("seed", order.seed());
    // This one silences standard error; verbosity does not.
    parameters.put("verbose_eval", 0);
    return parameters;
  }

  private static Map<String, Double> gains(Booster booster, List<String> features)
      throws XGBoostError {
    // XGBoost takes gains out of a text in which a name with a blank or a bracket would be cut.
    String[] aliases =
        IntStream.range(0, features.size()).mapToObj(i -> "f" + i).toArray(String[]::new);
    Map<String, Double> byAlias = booster.getScore(aliases, "gain");
    Map<String, Double> gains = new LinkedHashMap<>();
    for (int i = 0; i < aliases.length; i++) {
      gains.put(features.get(i), byAlias.getOrDefault(aliases[i], 0.0));
    }
    return gains;
  }

  private static double[] goldenScores(Booster booster, DMatrix matrix) throws XGBoostError {
    DMatrix golden = matrix.slice(GoldenPredictions.positions((int) matrix.rowNum()));
    try {
      return Arrays.stream(booster.predict(golden)).mapToDouble(row -> row[0]).toArray();
    } finally {
      golden.dispose();
    }
  }

  private static void endWithParent(Path scratch) {
    try (InputStream parent = System.in) {
      while (parent.read() >= 0) {
        // Nothing is ever sent; only the end matters.
      }
      DurableFiles.deleteTree(scratch);
    } catch (IOException e) {
      System.err.println("the scratch directory could not be removed: " + e);
    } finally {
      Runtime.getRuntime().halt(3);
    }
  }
}
