package dev.gradc.compiler.check;

import dev.gradc.compiler.ir.Value;
import java.util.List;
import java.util.Map;

/// A direction in which one leaf changes.
///
/// @param leaf what changes
/// @param element the row-major index of the only element that does; −1 where all do
/// @param content how much each element changes
record Direction(Value leaf, int element, double[] content) {
    /// All changes by 1 of one element.
    static Direction unit(Value leaf, int element, int size) {
        double[] content = new double[size];
        content[element] = 1;
        return new Direction(leaf, element, content);
    }

    /// ⟨x, direction⟩ for a tensor of the leaf's shape.
    double dot(double[] x) {
        double sum = 0;
        for (int i = 0; i < content.length; i++) {
            sum += content[i] == 0 ? 0 : content[i] * x[i];
        }
        return sum;
    }

    /// The same with all terms absolute.
    double size(double[] x) {
        double sum = 0;
        for (int i = 0; i < content.length; i++) {
            sum += content[i] == 0 ? 0 : Math.abs(content[i] * x[i]);
        }
        return sum;
    }

    /// The rates of the leaves in several directions at once.
    static Rates seeds(List<Direction> directions) {
        Rates rates = new Rates(directions.size());
        for (Value leaf : directions.stream().map(Direction::leaf).distinct().toList()) {
            int size = directions.stream().filter(d -> d.leaf == leaf).findFirst().orElseThrow().content.length;
            double[] seed = new double[size * directions.size()];
            for (int p = 0; p < directions.size(); p++) {
                for (int i = 0; i < size && directions.get(p).leaf == leaf; i++) {
                    seed[i * directions.size() + p] = directions.get(p).content[i];
                }
            }
            rates.seed(leaf, seed);
        }
        return rates;
    }

    /// The rates where all leaves change at once.
    static Rates seeds(Map<Value, double[]> all) {
        Rates rates = new Rates(1);
        all.forEach((leaf, content) -> rates.seed(leaf, content.clone()));
        return rates;
    }
}
