package dev.gradc.compiler.loop;

import java.util.List;

/// One kernel: a nest of loops that becomes one method.
///
/// @param name made of the user's names; unique in its program
/// @param origin the user's file and line
/// @param body its outermost statement; where it is a PARALLEL loop, the runtime may run any range of its iterations
/// @param writes the buffers that it stores to for others to read
public record Kernel(String name, String origin, Stmt body, List<Buffer> writes) {
    /// The same kernel with other loops.
    public Kernel withBody(Stmt other) {
        return new Kernel(name, origin, other, writes);
    }
}
