package io.evenkeel.model;

/// One tree as XGBoost saves it: an array per property of its nodes. Everything that a walk relies
/// on is checked when it is asked for, so that nodes which pruning left behind do no harm.
final class SavedTree {
  private final ModelNode place;
  private final int features;
  private final double[] left;
  private final double[] right;
  private final double[] feature;
  private final double[] value;
  private final double[] missingLeft;
  private final double[] type;

  private SavedTree(ModelNode tree, int features) {
    this.place = tree;
    this.features = features;
    this.left = tree.get("left_children").numbers();
    this.right = column("right_children");
    this.feature = column("split_indices");
    this.value = column("split_conditions");
    this.missingLeft = column("default_left");
    this.type = column("split_type");
    if (left.length == 0) {
      throw place.wrong("has no nodes");
    }
  }

  static SavedTree of(ModelNode tree, int features) {
    return new SavedTree(tree, features);
  }

  int size() {
    return left.length;
  }

  boolean isLeaf(int node) {
    if ((left[node] == -1) != (right[node] == -1)) {
      throw place.wrong("has node " + node + " with one child");
    }
    return left[node] == -1;
  }

  int left(int node) {
    return index(left[node], size(), "child", node);
  }

  int right(int node) {
    return index(right[node], size(), "child", node);
  }

  int feature(int node) {
    if (type[node] != 0) {
      throw place.wrong("has a categorical split at node " + node + ", which is not supported");
    }
    return index(feature[node], features, "feature", node);
  }

  /// The condition of a split, or the value of a leaf.
  float value(int node) {
    float number = (float) value[node];
    if (!Float.isFinite(number)) {
      throw place.wrong("has the value " + number + " at node " + node);
    }
    return number;
  }

  boolean missingLeft(int node) {
    return missingLeft[node] != 0;
  }

  private double[] column(String name) {
    double[] column = place.get(name).numbers();
    if (column.length != left.length) {
      throw place.get(name).wrong("has " + column.length + " values for " + left.length + " nodes");
    }
    return column;
  }

  private int index(double number, int limit, String what, int node) {
    if (!(number >= 0 && number < limit) || number != Math.rint(number)) {
      throw place.wrong("has node " + node + " with the " + what + " " + number);
    }
    return (int) number;
  }
}
