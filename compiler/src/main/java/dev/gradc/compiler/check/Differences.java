package dev.gradc.compiler.check;

import java.util.List;
import java.util.Optional;

/// Derivatives by five-point central differences, (f(−2h) − 8 f(−h) + 8 f(h) − f(2h)) / 12h, with the step that promises the
/// smallest error.
///
/// The error of a step is estimated from what it has: rounding makes ε/h of an error ε of f, and what the formula leaves out, of the
/// order of h⁴, is bounded by how far the three-point formula, which leaves out h², is off. Steps that leave the smooth piece
/// on which the point lies are not used.
final class Differences {
    private static final double FIRST_STEP = 0x1p-9;
    private static final double FACTOR = 16;
    private static final int STEPS = 4;
    /// An error, relative to the derivative, that needs no shorter step.
    private static final double ENOUGH = 1e-6;

    private Differences() {
    }

    /// A function along a line.
    interface Line {
        /// The function at a point of the line, 0 being the point where it is differentiated.
        Sample at(double t);
    }

    /// A function's value.
    ///
    /// @param value the value
    /// @param branches the branches on its way
    record Sample(double value, Branches branches) {
    }

    /// What the differences say.
    sealed interface Quotient {
        /// A derivative.
        ///
        /// @param value the best estimate
        /// @param error how far it may be off
        record Estimate(double value, double error) implements Quotient {
        }

        /// The point lies on a kink that the line crosses, so that there is no derivative.
        record AtKink() implements Quotient {
        }

        /// Nobody asked.
        record NotTaken() implements Quotient {
        }

        /// Every step crosses a kink beside the point.
        record NearKink() implements Quotient {
        }
    }

    /// The derivative of a function at 0.
    ///
    /// @param unit the length of a step of 1, such as the size of the number that changes
    /// @param rounding the error of a value of the function
    static Quotient of(Line line, double unit, double rounding) {
        Branches here = line.at(0).branches();
        Optional<Quotient.Estimate> best = Optional.empty();
        boolean tie = false;
        double h = FIRST_STEP * unit;
        for (int step = 0; step < STEPS && best.filter(Differences::isEnough).isEmpty(); step++) {
            List<Sample> f = List.of(line.at(-2 * h), line.at(-h), line.at(h), line.at(2 * h));
            if (f.stream().allMatch(sample -> here.same(sample.branches()))) {
                Quotient.Estimate estimate = estimate(f, h, rounding);
                best = best.filter(other -> other.error() <= estimate.error()).or(() -> Optional.of(estimate));
            }
            tie = f.stream().allMatch(sample -> here.tiesBeside(sample.branches()));
            h /= FACTOR;
        }
        return best.isPresent() ? best.get() : tie ? new Quotient.AtKink() : new Quotient.NearKink();
    }

    private static boolean isEnough(Quotient.Estimate estimate) {
        return estimate.error() <= ENOUGH * Math.abs(estimate.value());
    }

    private static Quotient.Estimate estimate(List<Sample> f, double h, double rounding) {
        double near = (f.get(2).value() - f.get(1).value()) / (2 * h);
        double five = (f.get(0).value() - 8 * f.get(1).value() + 8 * f.get(2).value() - f.get(3).value()) / (12 * h);
        return new Quotient.Estimate(five, Math.abs(five - near) + 1.5 * rounding / h);
    }
}
