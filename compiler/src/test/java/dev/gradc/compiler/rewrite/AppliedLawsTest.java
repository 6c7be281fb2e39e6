package dev.gradc.compiler.rewrite;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Fn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AppliedLawsTest {
    private final TestGraph net = new TestGraph();
    private final Value z = net.input("z", 4);
    private final Value t = net.input("t", 4);

    @Test
    void timesAddUpAndStandInTheOrderOfTheLaws() {
        AppliedLaws applied = new AppliedLaws();
        applied.add(Law.SUM, 2);
        applied.add(Law.FORMULA, 1);
        applied.add(Law.SUM, 3);
        applied.add(Law.SHIFT, 0);
        assertThat(applied.times()).containsExactly(Map.entry(Law.FORMULA, 1), Map.entry(Law.SUM, 5));
    }

    @Test
    void eachApplicationIsCountedUnderItsFamily() {
        counts(net.transpose(z, 0, 1), Map.of(Law.STRUCTURE, 1));
        counts(net.transpose(net.transpose(z, 1, 0), 1, 0), Map.of(Law.STRUCTURE, 2));
        counts(net.map(A.negate().negate(), z), Map.of(Law.FORMULA, 1));
        Expr log = new Call(Fn.LOG, new Call(Fn.EXP, A));
        counts(net.map(log.plus(log.substitute(List.of(B))).times(C), z, t, z),
                Map.of(Law.FUNCTION, 2, Law.FORMULA, 1));
        counts(net.map(A.times(B).plus(A.times(C)), z, t, net.input("u", 4)), Map.of(Law.FACTOR, 1));
        counts(net.map(A.times(B).plus(A.times(log.substitute(List.of(C)))), z, t, net.input("u", 4)),
                Map.of(Law.FUNCTION, 1, Law.FACTOR, 1));
        counts(net.map(A.times(Expr.ONE.over(B)), z, t), Map.of(Law.OPERATIONS, 1));
        counts(net.map(new Call(Fn.LOG, A), net.softmax(z)), Map.of(Law.SOFTMAX, 1, Law.FORMULA, 1));
        counts(net.map(A.plus(B), z, t), Map.of());
    }

    @Test
    void theModuleIsTheSameWhetherOrNotLawsAreCounted() {
        GraphModule module = module(net.map(new Call(Fn.LOG, A), net.softmax(z)));
        assertThat(Stabilize.module(module)).isEqualTo(Stabilize.module(module, new AppliedLaws()));
    }

    private void counts(Value value, Map<Law, Integer> expected) {
        AppliedLaws applied = new AppliedLaws();
        Stabilize.module(module(value), applied);
        assertThat(applied.times()).isEqualTo(expected);
    }

    private GraphModule module(Value value) {
        return new GraphModule("net", net.graph, List.of(), List.of(), List.of(
                new Entry("predict", List.of(new Result(new Target.Output("y"), value)))));
    }
}
