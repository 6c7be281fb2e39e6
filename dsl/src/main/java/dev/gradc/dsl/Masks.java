package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import java.util.Arrays;

/// What is dropped at random when training.
final class Masks {
    private Masks() {
    }

    static void rate(String what, double rate) {
        Lines.require(rate >= 0 && rate < 1, "the rate of " + what + " is " + rate
                + ", but must be at least 0 and less than 1");
    }

    static Tensor dropout(Tensor x, double rate) {
        Tensor random = random(x, "dropout", x.rank() < 2 ? x.shape() : x.flatten().shape());
        return dropped(x, x.rank() < 2 ? random : random.reshape(x.row().stream().mapToInt(i -> i).toArray()), rate);
    }

    /// Drops whole rows.
    static Tensor dropRows(Tensor x, double rate) {
        return dropped(x, random(x, "stochastic depth", Shape.of(Shape.BATCH)), rate);
    }

    static Tensor sameShape(String what, Tensor x, Tensor y) {
        if (!x.shape().equals(y.shape())) {
            throw Lines.mistake(x.build().line(), what + " adds what its block gives to what it was given, but " + y
                    + " and " + x + " differ in shape; let the block end in the width in which it begins");
        }
        return y;
    }

    private static Tensor random(Tensor x, String what, Shape shape) {
        if (!x.hasRows()) {
            throw Lines.mistake(x.build().line(), what + " draws for each row of the batch, but " + x
                    + " has no batch; apply it to what is computed from an input");
        }
        return x.build().add(new Op.Random(shape, x.build().stream()));
    }

    private static Tensor dropped(Tensor x, Tensor random, double rate) {
        Tensor column = random.rank() == 1 && x.rank() > 1 ? random.reshape(ones(x.rank() - 1)) : random;
        Tensor training = x.map(column, (a, u) -> u.isLess(rate).choose(0, a.times(1 / (1 - rate))));
        return rate == 0 ? x : x.build().add(new Op.Phase(training.value(), x.value()));
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }
}
