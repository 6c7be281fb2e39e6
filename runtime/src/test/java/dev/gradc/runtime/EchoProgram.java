package dev.gradc.runtime;

import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.KernelSpec.Work;
import dev.gradc.runtime.Program.Entry;
import dev.gradc.runtime.Program.Output;
import java.util.ArrayList;
import java.util.List;

/// A program without parameters whose prediction is its input, for what surrounds the computation: how data meets inputs,
/// and what is measured.
final class EchoProgram implements Kernels {
    private final int width;

    private EchoProgram(int width) {
        this.width = width;
    }

    /// @param width numbers of the input `x` and of the output
    /// @param target the kind of the input `target`
    /// @param targetShape its extents
    /// @param rolled whether there are, beside these inputs, the same of each row's partner
    static Program of(Precision precision, int width, InputSpec.Kind target, List<Integer> targetShape,
            boolean rolled) {
        int targetWidth = targetShape.stream().reduce(1, Math::multiplyExact);
        Role targetRole = target instanceof InputSpec.Kind.Label ? Role.INT_INPUT : Role.INPUT;
        InputSpec.Kind real = new InputSpec.Kind.Real();
        List<ArraySpec> arrays = new ArrayList<>(List.of(new ArraySpec("x", Role.INPUT, Extent.perRow(width)),
                new ArraySpec("target", targetRole, Extent.perRow(targetWidth)),
                new ArraySpec("out", Role.OUTPUT, Extent.perRow(width)),
                new ArraySpec("loss", Role.OUTPUT, Extent.ONE)));
        List<InputSpec> inputs = new ArrayList<>(
                List.of(new InputSpec("x", real, List.of(width), false, 0, width, true, "Echo.java:1"),
                        new InputSpec("target", target, targetShape, false, 1, targetWidth, true, "Echo.java:2")));
        List<Integer> trained = new ArrayList<>(List.of(0, 1));
        if (rolled) {
            arrays.add(new ArraySpec("x rolled", Role.INPUT, Extent.perRow(width)));
            arrays.add(new ArraySpec("target rolled", targetRole, Extent.perRow(targetWidth)));
            inputs.add(new InputSpec("x", real, List.of(width), true, 4, width, true, "Echo.java:1"));
            inputs.add(new InputSpec("target", target, targetShape, true, 5, targetWidth, true, "Echo.java:2"));
            trained.addAll(List.of(2, 3));
        }
        Output loss = new Output("loss", 3, List.of(), false, 1);
        List<KernelSpec> kernels = List.of(
                new KernelSpec("copy", "Echo.java:3", Extent.perRow(1), 1, Extent.ONE, Work.NONE, List.of()),
                new KernelSpec("loss", "Echo.java:4", Extent.ONE, 1, Extent.ONE, Work.NONE, List.of()));
        List<Entry> entries = List.of(
                new Entry(Program.PREDICT, List.of(0), List.of(0),
                        List.of(new Output("out", 2, List.of(width), true, width))),
                new Entry(Program.LOSS, List.of(1), List.of(0, 1), List.of(loss)),
                new Entry(Program.TRAIN, List.of(1), trained, List.of(loss)));
        return new Program("echo", precision, arrays, kernels, entries, inputs, List.of(), List.of(), List.of(), 0,
                Scratch.of(0),
                new EchoProgram(width));
    }

    @Override
    public void run(int kernel, Object[] arrays, Object[] scratch, int rows, int from, int to) {
        if (kernel == 0) {
            System.arraycopy(arrays[0], from * width, arrays[2], from * width, (to - from) * width);
        } else {
            Reals.set(arrays[3], 0, rows);
        }
    }
}
