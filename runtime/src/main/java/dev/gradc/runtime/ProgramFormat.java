package dev.gradc.runtime;

import dev.gradc.runtime.KernelSpec.Work;
import dev.gradc.runtime.Program.Entry;
import dev.gradc.runtime.Program.Output;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A program without its code as bytes, for a model that is compiled ahead of time. Two things are left out: how parameters begin,
/// since a stored model has them, and what kernels write, which only the search for NaN asks for. Each part is written and read
/// by two methods that stand together.
public final class ProgramFormat {
    private static final Initializer NONE = new Initializer.Constant(0);
    private static final int MOST_SCRATCH_ROWS = 1 << 16;

    private ProgramFormat() {
    }

    /// Writes all of a program but its code.
    ///
    /// @throws IOException when the stream fails
    public static void write(Program program, DataOutputStream stream) throws IOException {
        BodyOutput out = new BodyOutput(stream);
        out.writeString(program.name());
        out.writeInt(program.precision().bytes());
        out.writeAll(program.arrays(), array -> write(array, out));
        out.writeAll(program.kernels(), kernel -> write(kernel, out));
        out.writeAll(program.entries(), entry -> write(entry, out));
        out.writeAll(program.inputs(), input -> write(input, out));
        out.writeAll(program.parameters(), parameter -> write(parameter, out));
        out.writeAll(program.slots(), slot -> write(slot, out));
        out.writeAll(program.scalars(), scalar -> write(scalar, out));
        out.writeInt(program.streams());
        out.writeInt(program.scratch().elements());
        out.writeInt(program.scratch().rows());
    }

    /// Reads a program, and gives it its code.
    ///
    /// @throws IOException when the stream fails, or does not hold a program
    static Program read(BoundedInput in, Kernels code) throws IOException {
        String name = in.readString();
        Precision precision = precision(in.readInt());
        List<ArraySpec> arrays = new ArrayList<>();
        for (int i = in.readCount(4 * Integer.BYTES); i > 0; i--) {
            arrays.add(readArray(in));
        }
        List<KernelSpec> kernels = new ArrayList<>();
        for (int i = in.readCount(7 * Integer.BYTES); i > 0; i--) {
            kernels.add(readKernel(in));
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = in.readCount(4 * Integer.BYTES); i > 0; i--) {
            entries.add(readEntry(in));
        }
        List<InputSpec> inputs = new ArrayList<>();
        for (int i = in.readCount(8 * Integer.BYTES); i > 0; i--) {
            inputs.add(readInput(in));
        }
        List<ParameterSpec> parameters = readParameters(in);
        List<ParameterSpec> slots = readParameters(in);
        List<StepScalar> scalars = new ArrayList<>();
        for (int i = in.readCount(Integer.BYTES); i > 0; i--) {
            scalars.add(readScalar(in));
        }
        Program program = new Program(name, precision, List.copyOf(arrays), List.copyOf(kernels),
                List.copyOf(entries), List.copyOf(inputs), parameters, slots, List.copyOf(scalars), size(in),
                new Scratch(size(in), in.readInt("the rows of scratch", MOST_SCRATCH_ROWS)), code);
        checkIndices(program);
        StoredSpecs.check(parameters);
        StoredSpecs.check(slots);
        return program;
    }

    private static void checkIndices(Program program) throws DamagedException {
        for (Entry entry : program.entries()) {
            check(entry.kernels(), program.kernels());
            check(entry.inputs(), program.inputs());
            for (Output output : entry.outputs()) {
                check(List.of(output.array()), program.arrays());
            }
        }
        for (InputSpec input : program.inputs()) {
            check(List.of(input.array()), program.arrays());
        }
    }

    private static void check(List<Integer> indices, List<?> of) throws DamagedException {
        for (int index : indices) {
            if (index >= of.size()) {
                throw new DamagedException("it says " + index + " for one of " + of.size());
            }
        }
    }

    /// The precision whose numbers have so many bytes.
    ///
    /// @throws DamagedException when there is none
    static Precision precision(int bytes) throws DamagedException {
        for (Precision precision : Precision.values()) {
            if (precision.bytes() == bytes) {
                return precision;
            }
        }
        throw new DamagedException("it says that a number has " + bytes + " bytes");
    }

    private static List<Integer> shape(BoundedInput in) throws IOException {
        return StoredSpecs.checkShape(in.readInts("an extent"));
    }

    private static int size(BoundedInput in) throws IOException {
        return in.readInt("a size", Integer.MAX_VALUE);
    }

    private static void write(Extent extent, BodyOutput out) throws IOException {
        out.writeInt(extent.perRow());
        out.writeInt(extent.fixed());
    }

    private static Extent readExtent(BoundedInput in) throws IOException {
        return new Extent(size(in), size(in));
    }

    private static void write(Count count, BodyOutput out) throws IOException {
        out.writeLong(count.perRow());
        out.writeLong(count.fixed());
    }

    private static Count readCount(BoundedInput in) throws IOException {
        return new Count(in.readLong(), in.readLong());
    }

    private static void write(ArraySpec array, BodyOutput out) throws IOException {
        out.writeString(array.name());
        out.writeInt(array.role().ordinal());
        write(array.size(), out);
    }

    private static ArraySpec readArray(BoundedInput in) throws IOException {
        String name = in.readString();
        ArraySpec.Role[] roles = ArraySpec.Role.values();
        return new ArraySpec(name, roles[in.readInt("the role of an array", roles.length - 1)], readExtent(in));
    }

    private static void write(KernelSpec kernel, BodyOutput out) throws IOException {
        out.writeString(kernel.name());
        out.writeString(kernel.origin());
        write(kernel.iterations(), out);
        out.writeInt(kernel.unit());
        write(kernel.operationsPerIteration(), out);
        write(kernel.work().operations(), out);
        write(kernel.work().bytes(), out);
    }

    private static KernelSpec readKernel(BoundedInput in) throws IOException {
        return new KernelSpec(in.readString(), in.readString(), readExtent(in), size(in), readExtent(in),
                new Work(readCount(in), readCount(in)), List.of());
    }

    private static void write(Entry entry, BodyOutput out) throws IOException {
        out.writeString(entry.name());
        out.writeAll(entry.kernels(), out::writeInt);
        out.writeAll(entry.inputs(), out::writeInt);
        out.writeAll(entry.outputs(), output -> {
            out.writeString(output.name());
            out.writeInt(output.array());
            out.writeAll(output.shape(), out::writeInt);
            out.writeBoolean(output.perRow());
            out.writeInt(output.stride());
        });
    }

    private static Entry readEntry(BoundedInput in) throws IOException {
        String name = in.readString();
        List<Integer> kernels = in.readInts("a kernel");
        List<Integer> inputs = in.readInts("an input");
        List<Output> outputs = new ArrayList<>();
        for (int i = in.readCount(5 * Integer.BYTES); i > 0; i--) {
            outputs.add(new Output(in.readString(), size(in), shape(in), in.readBoolean(), size(in)));
        }
        return new Entry(name, kernels, inputs, List.copyOf(outputs));
    }

    private static void write(InputSpec input, BodyOutput out) throws IOException {
        out.writeString(input.name());
        if (input.kind() instanceof InputSpec.Kind.Label label) {
            out.writeInt(2);
            out.writeInt(label.classes());
        } else {
            out.writeInt(input.kind() instanceof InputSpec.Kind.Real ? 0 : 1);
        }
        out.writeAll(input.shape(), out::writeInt);
        out.writeBoolean(input.rolled());
        out.writeInt(input.array());
        out.writeInt(input.stride());
        out.writeBoolean(input.exact());
        out.writeString(input.origin());
    }

    private static InputSpec readInput(BoundedInput in) throws IOException {
        String name = in.readString();
        InputSpec.Kind kind = switch (in.readInt("the kind of an input", 2)) {
            case 0 -> new InputSpec.Kind.Real();
            case 1 -> new InputSpec.Kind.Distribution();
            default -> new InputSpec.Kind.Label(size(in));
        };
        return new InputSpec(name, kind, shape(in), in.readBoolean(), size(in), size(in),
                in.readBoolean(), in.readString());
    }

    private static void write(ParameterSpec parameter, BodyOutput out) throws IOException {
        out.writeString(parameter.name());
        out.writeAll(parameter.shape(), out::writeInt);
        out.writeInt(parameter.offset());
        write(parameter.layout().rows(), out);
        write(parameter.layout().columns(), out);
        write(parameter.layout().row(), out);
        write(parameter.layout().column(), out);
        out.writeInt(parameter.layout().panels());
        out.writeBoolean(parameter.trainable());
        out.writeString(parameter.origin());
    }

    private static List<ParameterSpec> readParameters(BoundedInput in) throws IOException {
        List<ParameterSpec> parameters = new ArrayList<>();
        for (int i = in.readCount(13 * Integer.BYTES); i > 0; i--) {
            parameters.add(new ParameterSpec(in.readString(), shape(in), size(in),
                    new Layout(readExtent(in), readExtent(in), readExtent(in), readExtent(in), size(in)), NONE,
                    in.readBoolean(), in.readString()));
        }
        return List.copyOf(parameters);
    }

    private static void write(StepScalar scalar, BodyOutput out) throws IOException {
        if (scalar instanceof StepScalar.LearningRate) {
            out.writeInt(0);
        } else if (scalar instanceof StepScalar.StepNumber) {
            out.writeInt(1);
        } else if (scalar instanceof StepScalar.BiasCorrection correction) {
            out.writeInt(2);
            out.writeDouble(correction.beta());
        } else if (scalar instanceof StepScalar.MixShare share) {
            out.writeInt(3);
            out.writeDouble(share.alpha());
            out.writeInt(share.stream());
        } else {
            throw new IllegalStateException("no form for " + scalar);
        }
    }

    private static StepScalar readScalar(BoundedInput in) throws IOException {
        return switch (in.readInt("the kind of a scalar", 3)) {
            case 0 -> new StepScalar.LearningRate();
            case 1 -> new StepScalar.StepNumber();
            case 2 -> new StepScalar.BiasCorrection(in.readDouble());
            default -> new StepScalar.MixShare(in.readDouble(), size(in));
        };
    }
}
