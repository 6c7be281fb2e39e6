package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Index;
import dev.gradc.runtime.Extent;
import java.util.List;

/// An index with its constant split off, so that accesses that differ by a constant share the rest.
///
/// @param sum what is left of the index
/// @param constant what is added to it
record Linear(Sum sum, int constant) {
    /// `perRow · rows + Σ stride · axis`, with the terms in the order in which their loops are nested.
    record Sum(int perRow, List<Index.Term> terms) {
        /// The part of the sum over the first `count` terms.
        Sum prefix(int count) {
            return new Sum(perRow, terms.subList(0, count));
        }

        /// Whether it is nothing but the axis of one loop.
        boolean isAxis() {
            return perRow == 0 && terms.size() == 1 && terms.getFirst().isPlain()
                    && terms.getFirst().stride().equals(Extent.ONE);
        }
    }

    /// Where an element of a buffer is in its array, or in the thread's scratch.
    ///
    /// @throws IllegalStateException when the buffer is in the arena, which routines do not know
    static Linear of(Buffer buffer, Index at) {
        return of(at.plus(Extent.fixed(switch (buffer.place()) {
            case InArray(_, var offset) -> offset;
            case InScratch(var offset) -> offset;
            case InArena _ -> throw arena(buffer);
        })));
    }

    static IllegalStateException arena(Buffer buffer) {
        return new IllegalStateException("buffer " + buffer.name() + " is still in the arena");
    }

    /// An index as it is.
    static Linear of(Index index) {
        return new Linear(new Sum(index.base().perRow(), index.terms()), index.base().fixed());
    }
}
