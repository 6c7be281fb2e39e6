package dev.gradc.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;

/// Worked numbers: networks in double, and comparisons with numbers that were computed by hand or elsewhere.
final class Worked {
    private Worked() {
    }

    /// The network in double, with its parameters as they begin.
    static Model model(Network network) {
        Model model = network.compile(Compiler.Options.of(Precision.DOUBLE));
        model.initialize(1);
        return model;
    }

    /// One row of inputs of a single number each.
    static ArrayDataSet row(String names, double... numbers) {
        ArrayDataSet.Builder row = ArrayDataSet.rows(1);
        String[] name = names.split(" ");
        for (int i = 0; i < name.length; i++) {
            row.reals(name[i], new double[]{numbers[i]}, 1);
        }
        return row.build();
    }

    /// Within 4 units in the last place of the expected numbers.
    static void near(double[] actual, double... expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i])).as("%s instead of %s", actual[i], expected[i])
                    .isLessThanOrEqualTo(4 * Math.ulp(expected[i]));
        }
    }

    static void near(double actual, double expected) {
        near(new double[]{actual}, expected);
    }
}
