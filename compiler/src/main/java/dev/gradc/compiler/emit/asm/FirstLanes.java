package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// The lanes of a vector that take part where not all do: the first ones. The others may hold anything, but store nothing.
///
/// Masked loads and stores would do the same, but C1 inlines so much for them that it gives up, see [CompilerEffort].
///
/// @param count the variable that holds how many
/// @param staging the first of as many elements of scratch as a vector has lanes
record FirstLanes(Variable count, int staging) {

    /// Loads a whole vector: what lies behind the elements of the lanes is loaded too, for nobody. At the end of an array,
    /// where nothing lies behind, the elements are copied into scratch first.
    void load(Frame frame, VectorApi api, Buffer from, Index at) {
        InstructionAdapter code = frame.code();
        Variable array = frame.locals().take(Frame.reals(frame.program().precision()));
        Variable index = frame.locals().take(Type.INT_TYPE);
        frame.place(from, at);
        frame.store(index);
        frame.store(array);
        Label fits = new Label();
        frame.load(index);
        frame.load(array);
        code.arraylength();
        api.lanes();
        code.sub(Type.INT_TYPE);
        code.ificmple(fits);
        frame.load(array);
        frame.load(index);
        stage(frame);
        copy(frame);
        stage(frame);
        frame.store(index);
        frame.store(array);
        code.mark(fits);
        api.load(() -> {
            frame.load(array);
            frame.load(index);
        });
    }

    /// Pops a vector: writes it to scratch, and copies the elements of the lanes from there.
    void store(Frame frame, VectorApi api, Buffer to, Index at) {
        stage(frame);
        api.store();
        stage(frame);
        frame.place(to, at);
        copy(frame);
    }

    /// Pushes the mask of the lanes.
    void mask(Frame frame, VectorApi api) {
        api.first(() -> frame.load(count));
    }

    /// Pushes the place for elements on their way.
    private void stage(Frame frame) {
        frame.load(frame.scratch());
        frame.code().iconst(staging);
    }

    /// Pops two places, each an array and an index, and copies the elements of the lanes.
    private void copy(Frame frame) {
        frame.load(count);
        frame.code().invokestatic("java/lang/System", "arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;II)V", false);
    }
}
