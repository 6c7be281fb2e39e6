package dev.gradc.runtime;

/// Checks of the numbers that a user gives, each with its one sentence.
final class Check {
    private Check() {
    }

    static void rate(double rate) {
        if (!(rate >= 0) || Double.isInfinite(rate)) {
            throw new GradcException(
                    "the learning rate is " + rate + ", but must be a finite number that is not negative");
        }
    }

    static void factor(double factor) {
        if (!(factor > 0 && factor <= 1)) {
            throw new GradcException(
                    "the learning rate's factor of decay is " + factor + ", but must be greater than 0 and at most 1");
        }
    }

    static void positive(String what, long value) {
        if (value < 1) {
            throw new GradcException(what + " is " + value + ", but must be at least 1");
        }
    }

    static void notNegative(String what, double value) {
        if (!(value >= 0)) {
            throw new GradcException(what + " is " + number(value) + ", but must not be negative");
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value)
                : Double.toString(value);
    }
}
