package io.evenkeel.model;

import java.util.List;

/// Rows of feature values, stored by column in the order of a schema. NaN is missing.
///
/// The columns are handed over, not copied: whoever builds a table gives its arrays away and nobody
/// writes to them again. Under that rule a table is immutable and safe for use by many threads.
public final class FeatureTable {
  private final FeatureSchema schema;
  private final double[][] columns;
  private final int rows;

  /// Wraps columns.
  ///
  /// @param schema one feature per column
  /// @param columns arrays of equal length, `columns[feature][row]`
  /// @throws IllegalArgumentException when the shape does not fit the schema
  public FeatureTable(FeatureSchema schema, double[][] columns) {
    if (columns.length != schema.size()) {
      throw new IllegalArgumentException(
          "the schema has " + schema.size() + " features, the table " + columns.length);
    }
    for (double[] column : columns) {
      if (column.length != columns[0].length) {
        throw new IllegalArgumentException("columns differ in length");
      }
    }
    this.schema = schema;
    this.columns = columns;
    this.rows = columns[0].length;
  }

  /// Builds a table from rows, `rows.get(row)[feature]`.
  public static FeatureTable ofRows(FeatureSchema schema, List<double[]> rows) {
    double[][] columns = new double[schema.size()][rows.size()];
    for (int r = 0; r < rows.size(); r++) {
      double[] row = rows.get(r);
      for (int f = 0; f < columns.length; f++) {
        columns[f][r] = row[f];
      }
    }
    return new FeatureTable(schema, columns);
  }

  /// The schema of the columns.
  public FeatureSchema schema() {
    return schema;
  }

  /// The number of rows.
  public int rows() {
    return rows;
  }

  /// The values of one feature; the table's own array, not to be written to.
  public double[] column(int feature) {
    return columns[feature];
  }

  /// A copy of one row in the order of the schema.
  public double[] row(int row) {
    double[] values = new double[columns.length];
    for (int f = 0; f < values.length; f++) {
      values[f] = columns[f][row];
    }
    return values;
  }

  /// A table of the named rows, in the given order; repeats are allowed.
  public FeatureTable select(int[] chosen) {
    double[][] picked = new double[columns.length][chosen.length];
    for (int f = 0; f < columns.length; f++) {
      for (int i = 0; i < chosen.length; i++) {
        picked[f][i] = columns[f][chosen[i]];
      }
    }
    return new FeatureTable(schema, picked);
  }

  /// This table followed by another of the same schema.
  public FeatureTable append(FeatureTable other) {
    if (!schema.equals(other.schema)) {
      throw new IllegalArgumentException("cannot append rows of another schema");
    }
    double[][] joined = new double[columns.length][rows + other.rows];
    for (int f = 0; f < columns.length; f++) {
      System.arraycopy(columns[f], 0, joined[f], 0, rows);
      System.arraycopy(other.columns[f], 0, joined[f], rows, other.rows);
    }
    return new FeatureTable(schema, joined);
  }
}
