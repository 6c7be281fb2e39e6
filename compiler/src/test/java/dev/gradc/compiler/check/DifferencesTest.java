package dev.gradc.compiler.check;

import static dev.gradc.compiler.TestGraph.A;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.check.Differences.Quotient;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Derivatives by differences, of sums over one row of two numbers.
class DifferencesTest {
    private final TestGraph net = new TestGraph();
    private final Value x = net.input("x", 2);

    private Quotient at(Value row, double first, double second) {
        Value root = net.sum(row, row.shape().rank() == 1 ? new Integer[]{0} : new Integer[]{0, 1});
        return Differences.of(t -> {
            GraphInterpreter values = new GraphInterpreter(1, GraphInterpreter.Phase.TRAINING,
                    Map.of(x, new double[]{first + t, second}));
            return new Differences.Sample(values.value(root)[0], Branches.of(net.graph, root, values));
        }, 1, 1e-15);
    }

    private static void estimates(Quotient quotient, double derivative) {
        assertThat(quotient).isInstanceOfSatisfying(Quotient.Estimate.class, estimate -> {
            assertThat(estimate.error()).isLessThan(1e-5);
            assertThat(estimate.value()).isCloseTo(derivative, within(estimate.error()));
        });
    }

    @Test
    void aSmoothFunctionIsEstimatedWithinItsOwnError() {
        estimates(at(net.map(new Expr.Call(Fn.EXP, A), x), 0.5, 0), StrictMath.exp(0.5));
        estimates(at(net.map(new Expr.Call(Fn.TANH, A), x), 3, 0), 1 / StrictMath.cosh(3) / StrictMath.cosh(3));
        estimates(at(net.map(A.times(A), x), 100, 0), 200);
    }

    @Test
    void stepsThatCrossAKinkAreNotUsed() {
        Value abs = net.map(new Expr.Abs(A), x);
        estimates(at(abs, 1e-4, 0), 1);
        estimates(at(abs, -1e-5, 0), -1);
        assertThat(at(abs, 1e-9, 0)).isEqualTo(new Quotient.NearKink());
    }

    @Test
    void onAKinkThereIsNoDifference() {
        assertThat(at(net.map(new Expr.Abs(A), x), 0, 0)).isEqualTo(new Quotient.AtKink());
        assertThat(at(net.map(new Expr.Max(A, Expr.constant(2)), x), 2, 0)).isEqualTo(new Quotient.AtKink());
        assertThat(at(net.max(x, 1), 0.5, 0.5)).isEqualTo(new Quotient.AtKink());
    }

    @Test
    void theLargestMayChangeBesideThePoint() {
        Value max = net.max(x, 1);
        estimates(at(max, 0.5, 0.1), 1);
        estimates(at(max, 0.5, 0.9), 0);
        assertThat(at(max, 0.5, 0.5 + 1e-9)).isEqualTo(new Quotient.NearKink());
    }

    @Test
    void aTieThatDoesNotPartIsNoKink() {
        estimates(at(net.map(new Expr.Max(A, A), x), 0.3, 0), 1);
    }
}
