package dev.gradc.compiler.loop;

import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;

/// Memory that kernels read and write, row-major. Buffers are distinct: no two overlap before memory is planned, and
/// none overlap while both are live after it.
///
/// @param id unique in a program
/// @param name for people, in the user's words
/// @param place where it lives
/// @param layout where its elements stand from its first one on
/// @param origin the user's file and line, or empty
public record Buffer(int id, String name, Place place, Layout layout, String origin) {
    /// How many elements it takes, with its padding.
    public Extent size() {
        return layout.size();
    }

    /// Where a buffer lives.
    public sealed interface Place {
        /// In the program's array number `array`, from element `offset` on.
        record InArray(int array, int offset) implements Place {
        }

        /// In the arena; the memory plan says where.
        record InArena() implements Place {
        }

        /// In the running thread's own scratch, from element `offset` on; its content lasts for one iteration of the
        /// kernel's outermost loop. Its size is fixed.
        record InScratch(int offset) implements Place {
        }
    }
}
