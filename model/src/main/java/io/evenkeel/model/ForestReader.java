package io.evenkeel.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Turns a model as XGBoost saves it (versions 1 to 3, `gbtree`, `binary:logistic`, numeric splits)
/// into the arrays of a [Scorer]. Whatever it does not know it refuses. Owned by the thread that
/// made it.
final class ForestReader {
  private final ModelNode root;
  private final FeatureSchema schema;
  private final List<long[]> trees = new ArrayList<>();
  private final List<Integer> depths = new ArrayList<>();

  private ForestReader(ModelNode root, FeatureSchema schema) {
    this.root = root;
    this.schema = schema;
  }

  static Scorer read(ModelNode root, FeatureSchema schema) {
    return new ForestReader(root, schema).read();
  }

  private Scorer read() {
    requireVersion();
    ModelNode learner = root.get("learner");
    learner.get("objective").get("name").mustBe("binary:logistic");
    ModelNode booster = learner.get("gradient_booster");
    booster.get("name").mustBe("gbtree");
    ModelNode parameters = learner.get("learner_model_param");
    parameters.get("num_class").mustBe("0", "1");
    parameters.get("num_target").mustBe("1");
    requireFeatures(learner, parameters);
    ModelNode model = booster.get("model");
    for (double group : model.get("tree_info").numbers()) {
      if (group != 0) {
        throw model.get("tree_info").wrong("names more than one output");
      }
    }
    for (ModelNode tree : model.get("trees").items()) {
      readTree(tree);
    }
    ModelNode count = model.get("gbtree_model_param").get("num_trees");
    if (!count.text().equals(String.valueOf(trees.size()))) {
      throw count.wrong("is " + count.text() + ", but there are " + trees.size());
    }
    return assemble(BaseMargin.of(baseScore(parameters.get("base_score"))));
  }

  private void requireVersion() {
    ModelNode version = root.get("version");
    double[] parts = version.numbers();
    if (parts.length == 0 || !(parts[0] >= 1 && parts[0] < 4)) {
      throw version.wrong("is " + Arrays.toString(parts) + "; supported are 1 to 3");
    }
  }

  private void requireFeatures(ModelNode learner, ModelNode parameters) {
    ModelNode count = parameters.get("num_feature");
    if (!count.text().equals(String.valueOf(schema.size()))) {
      throw count.wrong("is " + count.text() + ", the schema has " + schema.size() + " features");
    }
    List<String> names =
        learner.get("feature_names").items().stream().map(ModelNode::text).toList();
    if (!names.isEmpty() && !names.equals(schema.names())) {
      throw learner
          .get("feature_names")
          .wrong("are " + names + ", the schema has " + schema.names());
    }
    if (schema.size() > NodeCode.MAX_FEATURES) {
      throw count.wrong("is above the supported " + NodeCode.MAX_FEATURES);
    }
  }

  /// The base score as a probability: a plain number, or, since version 3.1, a list of one.
  private static float baseScore(ModelNode node) {
    String text = node.text();
    String number =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    float score;
    try {
      PlainNumber.parse(number);
      score = Float.parseFloat(number);
    } catch (NumberFormatException e) {
      throw node.wrong("is not one number: " + text, e);
    }
    if (!(score > 0 && score < 1)) {
      throw node.wrong("must be above 0 and below 1, was " + text);
    }
    return score;
  }

  /// Lays a tree out breadth first, so that the children of a node stand side by side.
  private void readTree(ModelNode tree) {
    tree.get("tree_param").get("size_leaf_vector").mustBe("0", "1");
    SavedTree saved = SavedTree.of(tree, schema.size());
    int[] order = new int[saved.size()];
    int[] depth = new int[saved.size()];
    boolean[] seen = new boolean[saved.size()];
    long[] nodes = new long[saved.size()];
    seen[0] = true;
    int placed = 1;
    int deepest = 0;
    for (int next = 0; next < placed; next++) {
      int node = order[next];
      deepest = Math.max(deepest, depth[next]);
      if (saved.isLeaf(node)) {
        nodes[next] = NodeCode.leaf(schema.size(), saved.value(node));
        continue;
      }
      int step = placed + 1 - next;
      if (step > NodeCode.MAX_STEP) {
        throw tree.wrong("is too large");
      }
      nodes[next] =
          NodeCode.split(
              schema.size(), saved.feature(node), saved.value(node), saved.missingLeft(node), step);
      for (int child : new int[] {saved.left(node), saved.right(node)}) {
        if (seen[child]) {
          throw tree.wrong("is not a tree: node " + child + " has two parents");
        }
        seen[child] = true;
        depth[placed] = depth[next] + 1;
        order[placed++] = child;
      }
    }
    trees.add(Arrays.copyOf(nodes, placed));
    depths.add(deepest);
  }

  private Scorer assemble(float baseMargin) {
    while (trees.size() % Scorer.STRIDE != 0) {
      trees.add(new long[] {NodeCode.leaf(schema.size(), 0)});
      depths.add(0);
    }
    long[] nodes = new long[trees.stream().mapToInt(tree -> tree.length).sum()];
    int[] roots = new int[trees.size()];
    int[] steps = new int[trees.size() / Scorer.STRIDE];
    int used = 0;
    for (int i = 0; i < roots.length; i++) {
      long[] tree = trees.get(i);
      roots[i] = used;
      System.arraycopy(tree, 0, nodes, used, tree.length);
      used += tree.length;
      steps[i / Scorer.STRIDE] = Math.max(steps[i / Scorer.STRIDE], depths.get(i));
    }
    return new Scorer(schema, baseMargin, nodes, roots, steps);
  }
}
