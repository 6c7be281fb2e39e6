package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Shape;
import dev.gradc.runtime.Extent;

/// The order of every sum, as docs/ir.md states it: a function of extents alone.
///
/// The reduced axis is cut into blocks of [#BLOCK]. Inside a block, element k goes to lane k mod V in increasing k; the
/// lanes are combined by halves (lane l with lane l + V/2, then l + V/4, …), and the blocks as a binary counter does.
final class SumOrder {
    /// How many neighbouring elements make a block.
    static final int BLOCK = 1024;
    /// From so many outputs a row on, neighbouring outputs fill the vector unit, and each sum is one chain.
    private static final int WIDE = 8;
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
        return reduced.fixed() < WIDE ? 1 : reduced.fixed() < BLOCK ? LANES : MANY_LANES;
    }
}
