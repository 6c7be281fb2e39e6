package dev.gradc.compiler.check;

import dev.gradc.compiler.ir.Value;
import dev.gradc.runtime.GradcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Checks derived gradients against forward-mode dual numbers, and beside them against central differences, in double precision.
///
/// **Points.** A point is drawn for the seed: content for every input, parameter and random mask. Where a difference straddles a
/// kink that the point does not lie on, another point is drawn, and counted. On a kink itself there is no difference, and dual
/// numbers give the subgradient that gradc documents.
///
/// **Tolerance.** Both numbers are computed with an estimate of how far rounding carries them ([Blur]), and may differ by 256 · 2⁻⁵³
/// times the sum of the two. It is an estimate for each element: no tolerance grows with the number of elements that are checked.
public final class Checker {
    private final Subject subject;
    private final CheckOptions options;
    private final List<Element> elements = new ArrayList<>();
    private final List<String> suspects = new ArrayList<>();
    private int redrawn;
    private int atKinks;

    private Checker(Subject subject, CheckOptions options) {
        this.subject = subject;
        this.options = options;
    }

    /// Checks at points that the options' seed draws.
    ///
    /// @throws GradcException when there is nothing to check: the leaves have no element, or no point can be drawn
    public static Report check(Subject subject, CheckOptions options) {
        return new Checker(subject, options).atDrawnPoints();
    }

    /// Checks at one point of the caller's.
    ///
    /// @param given the content of some inputs and parameters; the others are drawn
    /// @throws GradcException when there is nothing to check
    /// @throws IllegalArgumentException when the content does not have the size of what it is for
    public static Report check(Subject subject, CheckOptions options, Map<Value, double[]> given) {
        return new Checker(subject, options.withPoints(1)).at(given);
    }

    private Report atDrawnPoints() {
        SplittableRandom seeds = new SplittableRandom(options.seed());
        for (int accepted = 0; accepted < options.points();) {
            List<PointCheck> point = point(seeds.nextLong(), Map.of());
            if (point.stream().anyMatch(PointCheck::straddles) && redrawn <= options.points()) {
                redrawn++;
            } else {
                point.forEach(this::take);
                accepted++;
            }
        }
        return report();
    }

    private Report at(Map<Value, double[]> given) {
        point(options.seed(), given).forEach(this::take);
        return report();
    }

    /// The checks at a point: one, or one for each row of a Jacobian.
    private List<PointCheck> point(long seed, Map<Value, double[]> given) {
        Map<Value, double[]> content = Subject.with(CheckPoint.draw(subject.roots(), options.rows(), seed), given);
        List<PointCheck> checks = subject.weighed().map(weighed -> rows(weighed, content, seed))
                .orElseGet(() -> List.of(check("loss", content, seed)));
        checks.forEach(PointCheck::run);
        return checks;
    }

    private List<PointCheck> rows(Subject.Weighed weighed, Map<Value, double[]> content, long seed) {
        Value output = weighed.output();
        String name = output.name().isEmpty() ? "output" : output.name();
        int size = Subject.size(output, options.rows());
        if (size > PointCheck.MOST_ROWS || options.order() == 2) {
            return List.of(check("⟨c, " + name + "⟩", content, seed));
        }
        return IntStream.range(0, size).mapToObj(i -> {
            double[] row = new double[size];
            row[i] = 1;
            return check(name + Subject.coordinates(output.shape(), i, options.rows()),
                    Subject.with(content, Map.of(weighed.cotangent(), row)), seed);
        }).toList();
    }

    private PointCheck check(String of, Map<Value, double[]> content, long seed) {
        return new PointCheck(subject, of, options, content, new SplittableRandom(seed ^ 0x5deece66dL));
    }

    private void take(PointCheck point) {
        elements.addAll(point.elements());
        atKinks += point.atKinks();
        if (suspects.isEmpty() && point.elements().stream().anyMatch(element -> !element.passes())) {
            suspects.addAll(point.suspects());
        }
    }

    private Report report() {
        if (elements.isEmpty()) {
            throw new GradcException("nothing of " + subject.name() + " can be checked with " + options.rows()
                    + " rows and " + options.samples() + " samples; ask for more of them");
        }
        return new Report(subject.name(), options, elements, redrawn, atKinks, suspects);
    }

    /// Roughly how many elements the interpreters visit in a check, a number that depends on the subject alone.
    public static double work(Subject subject, CheckOptions options) {
        return new CheckWork(subject, options).visits();
    }
}
