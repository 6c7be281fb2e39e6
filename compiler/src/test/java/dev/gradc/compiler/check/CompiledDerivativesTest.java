package dev.gradc.compiler.check;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.autodiff.Backprop;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.StepScalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompiledDerivativesTest {
    private static final CheckOptions OPTIONS = CheckOptions.DEFAULT.withRows(3);

    /// Σ tanh(x·w) ∘ mask, times a scalar of the step: with all kinds of leaves.
    private static Subject subject() {
        TestGraph net = new TestGraph();
        Value w = net.parameter("w", 2, 2);
        Value y = net.map(new Expr.Call(Fn.TANH, A), net.matmul(net.input("x", 2), w));
        Value masked = net.map(A.times(B), y, net.add(new Op.Random(Shape.of(Shape.BATCH, 2), 0)));
        Value root = net.map(A.times(B), net.sum(masked, 0, 1), net.add(new Op.Scalar(new StepScalar.LearningRate())));
        return new Subject("tanh", net.graph, root, Optional.empty(),
                Backprop.gradients(net.graph, root, List.of(w)), Map.of(), Map.of());
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aProgramIsWithinTheRoundingOfItsPrecision(Precision precision) {
        Report report = CompiledDerivatives.check(subject(), OPTIONS.withPoints(2), Compiler.Options.of(precision),
                Map.of());
        assertThat(report.passes()).as(report.text()).isTrue();
        assertThat(report.elements()).hasSize(8).anyMatch(element -> element.derived() != element.dual());
        assertThat(report.text()).contains("by the graph in double").contains("tanh, compiled in " + precision);
    }

    @Test
    void doubleIsHeldToItsOwnRounding() {
        Report report = CompiledDerivatives.check(List.of(subject()), OPTIONS, Precision.DOUBLE, Map.of(),
                module -> Compiler.program(module, Compiler.Options.of(Precision.FLOAT))).get(0);
        assertThat(report.passes()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aProgramThatIsOffByAHundredthIsFound(Precision precision) {
        Report report = CompiledDerivatives.check(List.of(subject()), OPTIONS, precision, Map.of(),
                module -> Compiler.program(scaled(module, 1.01), Compiler.Options.of(precision))).get(0);
        assertThat(report.passes()).isFalse();
        assertThat(report.text()).contains("WRONG");
    }

    private static GraphModule scaled(GraphModule module, double factor) {
        List<Result> results = module.entries().get(0).results().stream().map(result -> new Result(result.target(),
                module.graph().map(result.value(), A.times(Expr.constant(factor)), result.value()))).toList();
        return new GraphModule(module.name(), module.graph(), module.inputs(), module.parameters(),
                List.of(new Entry(Program.PREDICT, results)));
    }

    @Test
    void withoutRowsThereIsNothingToRun() {
        assertThatThrownBy(() -> CompiledDerivatives.check(subject(), OPTIONS.withRows(0),
                Compiler.Options.of(Precision.FLOAT), Map.of())).isInstanceOf(GradcException.class)
                .hasMessageContaining("at least 1 row");
    }
}
