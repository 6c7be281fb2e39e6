package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.Op;

/// What is settled before and after differentiation: which of its two meanings a phase has in an entry, and that users'
/// own ops and stopped gradients are what they compute once no gradient can pass them any more.
public final class Phases {
    private Phases() {
    }

    /// The entry with each [Op.Phase] replaced by what it is when training, or else when predicting.
    public static Entry choose(Graph graph, Entry entry, boolean training) {
        return Rewriter.rewrite(graph, entry, (_, value) -> value.op() instanceof Op.Phase(var trained, var predicted)
                ? training ? trained : predicted
                : value);
    }

    /// The module with each [Op.Custom] and [Op.StopGradient] replaced by what it computes: nothing is differentiated
    /// after this.
    public static GraphModule afterDifferentiation(GraphModule module) {
        return Rewriter.rewrite(module, (_, value) -> switch (value.op()) {
            case Op.Custom(_, var result, _, _) -> result;
            case Op.StopGradient(var x) -> x;
            default -> value;
        });
    }
}
