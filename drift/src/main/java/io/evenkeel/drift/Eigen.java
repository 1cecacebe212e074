package io.evenkeel.drift;

/// Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations.
///
/// @param values the eigenvalues, in no order
/// @param vectors `vectors[i][k]`: component i of the unit eigenvector of value k
@SuppressWarnings("ArrayRecordComponent")
record Eigen(double[] values, double[][] vectors) {
  private static final int MOST_SWEEPS = 60;

  /// Decomposes a symmetric matrix; it is not changed.
  static Eigen of(double[][] symmetric) {
    int size = symmetric.length;
    double[][] a = new double[size][];
    double[][] vectors = new double[size][size];
    for (int i = 0; i < size; i++) {
      a[i] = symmetric[i].clone();
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && !diagonal(a); sweep++) {
      for (int p = 0; p < size; p++) {
        for (int q = p + 1; q < size; q++) {
          rotate(a, vectors, p, q);
        }
      }
    }
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = a[i][i];
    }
    return new Eigen(values, vectors);
  }

  private static boolean diagonal(double[][] a) {
    for (int i = 0; i < a.length; i++) {
      for (int j = i + 1; j < a.length; j++) {
        if (a[i][j] != 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    if (Math.abs(a[p][q]) <= 1e-30 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
      a[p][q] = 0;
      a[q][p] = 0;
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double cosine = 1 / Math.hypot(tangent, 1);
    double sine = tangent * cosine;
    for (int k = 0; k < a.length; k++) {
      double left = a[k][p];
      double right = a[k][q];
      a[k][p] = cosine * left - sine * right;
      a[k][q] = sine * left + cosine * right;
    }
    for (int k = 0; k < a.length; k++) {
      double left = a[p][k];
      double right = a[q][k];
      a[p][k] = cosine * left - sine * right;
      a[q][k] = sine * left + cosine * right;
      double one = vectors[k][p];
      double other = vectors[k][q];
      vectors[k][p] = cosine * one - sine * other;
      vectors[k][q] = sine * one + cosine * other;
    }
  }
}
