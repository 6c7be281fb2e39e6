package dev.gradc.compiler.emit.c;

import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Kernels;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Calls the functions of a library, which work on Java's arrays themselves: while a function runs, no array moves.
final class CKernels implements Kernels {
    private static final MethodType CALL = MethodType.methodType(void.class, MemorySegment[].class,
            MemorySegment.class, int.class, int.class, int.class);

    /// A method takes 255 parameters, and an array of Java counts three: its object, and a long for where in it the elements begin.
    private static final int MOST_ARRAYS = 80;

    private final MethodHandle[] functions;
    private final int[][] arrays;
    private final Segments segments;
    private final Segments own = new Segments(new int[][]{{0}});

    CKernels(List<CFunction> kernels, SymbolLookup symbols) {
        int count = kernels.size();
        functions = new MethodHandle[count];
        arrays = new int[count][];
        for (int i = 0; i < count; i++) {
            CFunction kernel = kernels.get(i);
            functions[i] = link(kernel, symbols.findOrThrow(kernel.name()));
            arrays[i] = kernel.arrays().stream().mapToInt(number -> number).toArray();
        }
        segments = new Segments(arrays);
    }

    /// The function as one of its arrays' segments, that of the thread's own array, the rows, and the range.
    @SuppressWarnings("restricted")
    private static MethodHandle link(CFunction kernel, MemorySegment address) {
        int count = kernel.arrays().size();
        if (count > MOST_ARRAYS) {
            throw new GradcException("the kernel " + kernel.name() + " works on " + count
                    + " arrays, and the backend c passes at most " + MOST_ARRAYS + ": use the backend bytecode");
        }
        List<ValueLayout> given = new ArrayList<>(Collections.nCopies(count, ValueLayout.ADDRESS));
        if (kernel.usesOwn()) {
            given.add(ValueLayout.ADDRESS);
        }
        int numbers = (kernel.usesRows() ? 1 : 0) + (kernel.isRange() ? 2 : 0);
        given.addAll(Collections.nCopies(numbers, ValueLayout.JAVA_INT));
        MethodHandle function = Linker.nativeLinker().downcallHandle(address,
                FunctionDescriptor.ofVoid(given.toArray(ValueLayout[]::new)), Linker.Option.critical(true));
        if (!kernel.usesOwn()) {
            function = MethodHandles.dropArguments(function, count, MemorySegment.class);
        }
        if (!kernel.usesRows()) {
            function = MethodHandles.dropArguments(function, count + 1, int.class);
        }
        if (!kernel.isRange()) {
            function = MethodHandles.dropArguments(function, count + 2, int.class, int.class);
        }
        return function.asSpreader(0, MemorySegment[].class, count).asType(CALL);
    }

    @Override
    public void run(int kernel, Object[] given, Object[] scratch, int rows, int from, int to) {
        if (from >= to) {
            return;
        }
        MemorySegment[] shared = segments.of(given, kernel);
        MemorySegment mine = own.of(scratch, 0)[0];
        try {
            functions[kernel].invokeExact(shared, mine, rows, from, to);
        } catch (Throwable e) {
            throw new IllegalStateException("the function of kernel " + kernel + " cannot be called", e);
        }
    }
}
