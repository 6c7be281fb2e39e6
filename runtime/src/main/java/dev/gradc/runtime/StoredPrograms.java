package dev.gradc.runtime;

import dev.gradc.runtime.StoredModel.Ready;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the plan of a compiled model holds, and the code that goes with it: the same network twice, with its matrices as scalar
/// code wants them and as vectors want them.
final class StoredPrograms {
    /// What the text of a graph says beside the graph: where values stand in the user's files, and notes of its derivation.
    private static final String BESIDE = " @ \"[^\"\n]*\" [0-9]+|(?m:^note [^\n]*\n)";

    private final ModelCard card;
    private final Program plain;
    private final Program vector;
    private final StoredModel.Code code;

    private StoredPrograms(ModelCard card, Program plain, Program vector, StoredModel.Code code) {
        this.card = card;
        this.plain = plain;
        this.vector = vector;
        this.code = code;
    }

    /// Checks what a plan begins with.
    ///
    /// @throws DamagedException when it is of another version
    static void checkVersion(byte[] plan) throws DamagedException {
        if (plan.length < Integer.BYTES || ByteBuffer.wrap(plan).getInt() != StoredFormat.VERSION) {
            throw new DamagedException("its plan is of another version of gradc than its classes");
        }
    }

    /// Reads a plan.
    ///
    /// @throws IOException when it is damaged or of another version
    static StoredPrograms read(byte[] plan, StoredModel.Code code) throws IOException {
        checkVersion(plan);
        BoundedInput in = new BoundedInput(new DataInputStream(new ByteArrayInputStream(plan)), plan.length);
        in.readInt();
        StoredPrograms read;
        try {
            read = read(in, code);
        } catch (DamagedException e) {
            DamagedException damaged = new DamagedException("its plan cannot be read: " + e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
        if (!names(read.plain.parameters()).equals(names(read.vector.parameters()))
                || !names(read.plain.slots()).equals(names(read.vector.slots()))
                || read.plain.precision() != read.vector.precision()) {
            throw new DamagedException("its two programs have not the same parameters");
        }
        return read;
    }

    private static StoredPrograms read(BoundedInput in, StoredModel.Code code) throws IOException {
        ModelCard card = StoredFormat.readCard(in);
        in.readInt("the number of programs", 2);
        Program plain = ProgramFormat.read(in, NoKernels.INSTANCE);
        Program vector = ProgramFormat.read(in, NoKernels.INSTANCE);
        in.end();
        return new StoredPrograms(card, plain, vector, code);
    }

    private static Map<String, List<Integer>> names(List<ParameterSpec> specs) {
        Map<String, List<Integer>> names = new LinkedHashMap<>();
        for (ParameterSpec spec : specs) {
            names.put(spec.name(), spec.shape());
        }
        return names;
    }

    ModelCard card() {
        return card;
    }

    /// The precision of both.
    Precision precision() {
        return plain.precision();
    }

    /// How many bytes the parameters take where they are stored.
    long parameterBytes() {
        return bytes(plain.parameters());
    }

    /// How many bytes the optimiser's slots take where they are stored.
    long slotBytes() {
        return bytes(plain.slots());
    }

    private long bytes(List<ParameterSpec> specs) {
        long count = 0;
        for (ParameterSpec spec : specs) {
            count += spec.size();
        }
        return count * precision().bytes();
    }

    /// How many bytes parameters and slots take in memory, at most.
    long room() {
        return Math.max(room(plain.parameters()), room(vector.parameters()))
                + Math.max(room(plain.slots()), room(vector.slots()));
    }

    private long room(List<ParameterSpec> specs) {
        return specs.isEmpty() ? 0 : (long) specs.get(specs.size() - 1).end() * precision().bytes();
    }

    /// Whether a program that may do more has the same inputs, outputs, parameters and slots by name and shape.
    boolean fits(Program other) {
        return names(plain.parameters()).equals(names(other.parameters()))
                && (plain.slots().isEmpty() || names(plain.slots()).equals(names(other.slots())))
                && precision() == other.precision()
                && plain.entries().stream().allMatch(entry -> other.find(entry.name())
                        .filter(same -> fits(entry, other, same)).isPresent());
    }

    private boolean fits(Program.Entry entry, Program other, Program.Entry same) {
        return entry.inputs().stream().map(i -> value(plain.inputs().get(i))).toList()
                .equals(same.inputs().stream().map(i -> value(other.inputs().get(i))).toList())
                && entry.outputs().stream().map(StoredPrograms::value).toList()
                        .equals(same.outputs().stream().map(StoredPrograms::value).toList());
    }

    private static List<Object> value(InputSpec input) {
        return List.of(input.name(), input.kind(), input.shape(), input.rolled());
    }

    private static List<Object> value(Program.Output output) {
        return List.of(output.name(), output.shape(), output.perRow());
    }

    /// A model without its parameters.
    ///
    /// @param lanes how many lanes its vectors have; 1 for scalar code
    Ready ready(int lanes) {
        Program program = (lanes > 1 ? vector : plain).withCode(code.kernels(lanes));
        Model model = new Model(program, card.text());
        model.metadata(card.metadata());
        model.restart(card.seed(), card.step());
        return new Ready(model, lanes);
    }

    /// The lanes of the widest vectors that this machine has for it; 1 where it has none.
    int widest() {
        return VectorWidth.lanes(precision());
    }

    /// Whether another model's graph is this one's, wherever its lines stand in the user's files.
    boolean isSameGraph(String text) {
        return text.replaceAll(BESIDE, "").equals(card.text().replaceAll(BESIDE, ""));
    }

    /// Stands for the code of a program that is not run.
    private enum NoKernels implements Kernels {
        INSTANCE;

        @Override
        public void run(int kernel, Object[] arrays, Object[] scratch, int rows, int from, int to) {
            throw new IllegalStateException("this program has no code");
        }
    }
}
