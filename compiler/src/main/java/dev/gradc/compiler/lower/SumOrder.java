package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;

/// The number of lanes of every sum, as docs/ir.md states it: a function of extents alone. The order itself is that of
/// [Reduce].
final class SumOrder {
    /// From so many outputs a row on, neighbouring outputs fill the vector unit, and each sum is one chain.
    private static final int WIDE = Layout.NARROW;
    private static final int LANES = 16;
    private static final int MANY_LANES = 64;

    private SumOrder() {
    }

    /// The number of lanes V of a contraction.
    static int ofContraction(Extent summed, Shape result) {
        return outputs(result) >= WIDE ? 1 : lanes(summed);
    }

    /// The number of lanes V of a reduction.
    static int ofReduction(Extent reduced, boolean lastAxis, Shape result) {
        return !lastAxis && outputs(result) >= WIDE ? 1 : lanes(reduced);
    }

    private static int outputs(Shape result) {
        Extent size = result.size();
        return size.isFixed() ? size.fixed() : size.perRow();
    }

    private static int lanes(Extent reduced) {
        if (!reduced.isFixed()) {
            return LANES;
        }
        return reduced.fixed() < WIDE ? 1 : reduced.fixed() < Reduce.BLOCK ? LANES : MANY_LANES;
    }
}
