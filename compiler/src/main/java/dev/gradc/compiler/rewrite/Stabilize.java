package dev.gradc.compiler.rewrite;

import static dev.gradc.compiler.rewrite.Rewriter.Rule.replace;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.StableAlgebra;
import java.util.Optional;

/// The stabilizing laws of structure: equal over the reals, and never less accurate, so that a loss that is written as on
/// a slide trains at any size of its logits. The exact laws of [Canonicalize] are applied with them.
///
/// They run before differentiation, where log softmax and log σ become one op each, and after it, where the gradient of a
/// cross-entropy becomes softmax(z) − y, and σ(z) − y.
public final class Stabilize {
    private Stabilize() {
    }

    /// The module by these laws, as far as they go; the same object when none applies.
    public static GraphModule module(GraphModule module) {
        return Rewriter.rewrite(module, Stabilize::apply);
    }

    static Value apply(Graph graph, Value v) {
        Value canonical = Canonicalize.apply(graph, v);
        if (canonical != v) {
            return canonical;
        }
        return switch (v.op()) {
            case Op.Elementwise op -> elementwise(graph, v, op).orElse(v);
            case Op.Reduce op when op.reduction() == Reduction.SUM -> new SumLaws(graph, v).apply(op).orElse(v);
            case Op.Softmax(var x) -> SoftmaxLaws.unshifted(x).map(y -> replace(graph, v, new Op.Softmax(y))).orElse(v);
            case Op.LogSoftmax(var x) -> SoftmaxLaws.unshifted(x).map(y -> replace(graph, v, new Op.LogSoftmax(y)))
                    .orElse(v);
            default -> v;
        };
    }

    private static Optional<Value> elementwise(Graph graph, Value v, Op.Elementwise op) {
        Formulas before = Formulas.of(op);
        Expr formula = StableAlgebra.stabilize(op.formula()).formula();
        if (formula != op.formula()) {
            return Optional.of(replace(graph, v, before.with(formula).op()));
        }
        return new SoftmaxLaws(graph, v).apply(before).or(() -> new SumLaws(graph, v).softmaxGradient(before))
                .or(() -> new SumLaws(graph, v).withoutGuard(before)).or(() -> new Signs(graph, v).apply(before))
                .or(() -> new Inlining(graph, v).apply(before))
                .map(after -> replace(graph, v, after.op()));
    }
}
