package dev.gradc.compiler.rewrite;

import static dev.gradc.compiler.rewrite.Rewriter.Rule.replace;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.StableAlgebra;
import java.util.Optional;

/// The stabilizing laws of structure: equal over the reals, and never less accurate, so that a loss that is written as on
/// a slide trains at any size of its logits. The exact laws of [Canonicalize] are applied with them.
///
/// They run before differentiation, where log softmax and log σ become one op each, and after it, where the gradient of a
/// cross-entropy becomes softmax(z) − y, and σ(z) − y.
public final class Stabilize {
    private final Graph graph;
    private final Value v;
    private final AppliedLaws applied;

    private Stabilize(Graph graph, Value v, AppliedLaws applied) {
        this.graph = graph;
        this.v = v;
        this.applied = applied;
    }

    /// The module by these laws, as far as they go; the same object when none applies.
    public static GraphModule module(GraphModule module) {
        return module(module, new AppliedLaws());
    }

    /// The same.
    ///
    /// @param applied counts the laws that are applied
    public static GraphModule module(GraphModule module, AppliedLaws applied) {
        return Rewriter.rewrite(module, (graph, v) -> new Stabilize(graph, v, applied).rewritten());
    }

    static Value apply(Graph graph, Value v) {
        return new Stabilize(graph, v, new AppliedLaws()).rewritten();
    }

    private Value rewritten() {
        Value canonical = Canonicalize.apply(graph, v);
        if (canonical != v) {
            applied.add(v.op() instanceof Op.Elementwise ? Law.FORMULA : Law.STRUCTURE, 1);
            return canonical;
        }
        return switch (v.op()) {
            case Op.Elementwise op -> elementwise(op).orElse(v);
            case Op.Reduce op when op.reduction() == Reduction.SUM ->
                by(Law.SUM, new SumLaws(graph, v).apply(op)).orElse(v);
            case Op.Softmax(var x) -> by(Law.SHIFT, SoftmaxLaws.unshifted(x))
                    .map(y -> replace(graph, v, new Op.Softmax(y))).orElse(v);
            case Op.LogSoftmax(var x) -> by(Law.SHIFT, SoftmaxLaws.unshifted(x))
                    .map(y -> replace(graph, v, new Op.LogSoftmax(y))).orElse(v);
            default -> v;
        };
    }

    private Optional<Value> elementwise(Op.Elementwise op) {
        Formulas before = Formulas.of(op);
        StableAlgebra.Outcome outcome = StableAlgebra.stabilize(op.formula());
        if (outcome.formula() != op.formula()) {
            applied.add(Law.FUNCTION, outcome.stabilized());
            applied.add(Law.FACTOR, outcome.factored());
            applied.add(Law.OPERATIONS, outcome.stabilized() + outcome.factored() == 0 ? 1 : 0);
            return Optional.of(replace(graph, v, before.with(outcome.formula()).op()));
        }
        return by(Law.SOFTMAX, new SoftmaxLaws(graph, v).apply(before))
                .or(() -> by(Law.SOFTMAX_GRADIENT, new SumLaws(graph, v).softmaxGradient(before)))
                .or(() -> by(Law.GUARD, new SumLaws(graph, v).withoutGuard(before)))
                .or(() -> by(Law.SIGN, new Signs(graph, v).apply(before)))
                .or(() -> by(Law.ACROSS, new Inlining(graph, v).apply(before)))
                .map(after -> replace(graph, v, after.op()));
    }

    /// Counts a law where it was applied.
    private <T> Optional<T> by(Law law, Optional<T> after) {
        applied.add(law, after.isPresent() ? 1 : 0);
        return after;
    }
}
