package io.evenkeel.model;

/// How one node of a tree is packed into a `long`, and how a walk takes one step.
///
/// From the high end: 18 bits step, 14 bits slot, 32 bits key. A row is an array of `int` keys, one
/// slot per feature for nodes where a missing value goes right, one more per feature for nodes
/// where it goes left, and one last slot for leaves. A key has the order of its float, so that
/// `value < condition` becomes a comparison of integers without a branch.
///
/// At a split the walk goes `step` nodes ahead, to the right child, or one less, to the left. A
/// leaf points at itself, and its key field holds its value: a walk may be longer than the tree is
/// deep.
final class NodeCode {
  static final int MAX_FEATURES = (1 << 13) - 1;
  static final int MAX_STEP = (1 << 18) - 1;
  private static final int SLOT_BITS = 14;
  private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

  private NodeCode() {}

  /// The number of keys of a row.
  static int slots(int features) {
    return 2 * features + 1;
  }

  static long split(int features, int feature, float condition, boolean missingLeft, int step) {
    return pack(step, missingLeft ? features + feature : feature, key(condition));
  }

  static long leaf(int features, float value) {
    // The bits of -0 would equal the key that must be below all others.
    return pack(1, 2 * features, Float.floatToRawIntBits(value + 0.0f));
  }

  /// Fills the keys of one feature.
  static void put(int[] keys, int features, int feature, double value) {
    boolean missing = Double.isNaN(value);
    int key = key((float) value);
    keys[feature] = missing ? Integer.MAX_VALUE : key;
    keys[features + feature] = missing ? Integer.MIN_VALUE : key;
  }

  /// Fills the key that leaves compare with.
  static void close(int[] keys, int features) {
    keys[2 * features] = Integer.MIN_VALUE;
  }

  /// How far the walk goes from this node.
  static int advance(long node, int[] keys) {
    int place = (int) (node >>> 32);
    long difference = (long) keys[place & SLOT_MASK] - (int) node;
    return (place >>> SLOT_BITS) + (int) (difference >> 63);
  }

  /// The value of a leaf.
  static float value(long leaf) {
    return Float.intBitsToFloat((int) leaf);
  }

  private static long pack(int step, int slot, int low) {
    return (long) (step << SLOT_BITS | slot) << 32 | Integer.toUnsignedLong(low);
  }

  private static int key(float value) {
    // Adding zero makes -0 equal to 0, as a comparison of floats does.
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }
}
