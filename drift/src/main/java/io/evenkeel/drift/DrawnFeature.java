package io.evenkeel.drift;

/// One feature of a set of rows, prepared to compare many choices of rows with the rest.
///
/// Each form keeps room for its work and so is mutable: one belongs to one thread.
sealed interface DrawnFeature permits DrawnPositions, DrawnCounts, DrawnCategories, DrawnTest {
  /// The position of a row without a value.
  int MISSING = -1;

  /// Up to so many distinct values, counting them all costs less than sorting the rows drawn.
  int FEW = 512;

  /// What the rows drawn score against all others, over the nominal limit: 1 or more is drift by
  /// the nominal limit. 0 where either side has no value.
  ///
  /// @param rows numbers of rows, the first `size` count, none twice
  double ratio(int[] rows, int size);

  /// Prepares a feature.
  ///
  /// @param sample its values
  /// @param positions the position of each row's value in `sample.sorted()`, each once, or
  ///   [#MISSING]
  static DrawnFeature of(Rule rule, Sample sample, int[] positions) {
    if (rule.cost() != Rule.Cost.QUICK) {
      return new DrawnTest(rule, sample, positions);
    }
    if (rule.test() == DriftTest.JENSEN_SHANNON) {
      return new DrawnCategories(rule.threshold(), sample, codes(sample, positions));
    }
    return sample.distinct().length <= FEW
        ? new DrawnCounts(rule.threshold(), sample, codes(sample, positions))
        : new DrawnPositions(rule.threshold(), sample, positions);
  }

  /// Gives each row's value a position of its own among the equal ones.
  ///
  /// @param values one a row, among them all values of `sample`, and others that cleaning drops
  static int[] positions(Sample sample, double[] values) {
    double[] distinct = sample.distinct();
    int[] next = new int[distinct.length];
    for (int i = 1; i < next.length; i++) {
      next[i] = next[i - 1] + sample.counts()[i - 1];
    }
    int[] positions = new int[values.length];
    for (int row = 0; row < values.length; row++) {
      int code = sample.codeOf(values[row]);
      positions[row] = code < 0 ? MISSING : next[code]++;
    }
    return positions;
  }

  /// The position of each row's value among the distinct ones.
  static int[] codes(Sample sample, int[] positions) {
    int[] codeAt = new int[sample.size()];
    int at = 0;
    for (int code = 0; code < sample.counts().length; code++) {
      for (int i = 0; i < sample.counts()[code]; i++) {
        codeAt[at++] = code;
      }
    }
    int[] codes = new int[positions.length];
    for (int row = 0; row < codes.length; row++) {
      codes[row] = positions[row] == MISSING ? MISSING : codeAt[positions[row]];
    }
    return codes;
  }
}
