package dev.gradc.runtime;

/// Random matrices with orthonormal rows or columns, uniform over all such: normal numbers, made orthonormal (Mezzadri,
/// "How to generate random matrices from the classical compact groups", 2007).
final class OrthogonalMatrix {
    private OrthogonalMatrix() {
    }

    /// A matrix of `rows` × `columns`, row-major, whose rows (or columns, if those are fewer) are orthonormal.
    static double[] draw(int rows, int columns, long key) {
        int vectors = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] basis = new double[vectors][length];
        long counter = 0;
        for (double[] vector : basis) {
            for (int i = 0; i < length; i++) {
                vector[i] = CounterRandom.normal(key, counter++);
            }
        }
        orthonormalize(basis);
        double[] matrix = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                matrix[r * columns + c] = rows <= columns ? basis[r][c] : basis[c][r];
            }
        }
        return matrix;
    }

    /// Modified Gram–Schmidt, each vector swept twice: once more is enough (Giraud, Langou and Rozložník 2005).
    private static void orthonormalize(double[][] basis) {
        for (int v = 0; v < basis.length; v++) {
            for (int sweep = 0; sweep < 2; sweep++) {
                for (int u = 0; u < v; u++) {
                    subtract(basis[v], basis[u], dot(basis[v], basis[u]));
                }
            }
            double norm = StrictMath.sqrt(dot(basis[v], basis[v]));
            for (int i = 0; i < basis[v].length; i++) {
                basis[v][i] /= norm;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void subtract(double[] from, double[] direction, double factor) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= factor * direction[i];
        }
    }
}
