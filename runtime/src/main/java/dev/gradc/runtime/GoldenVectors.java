package dev.gradc.runtime;

import dev.gradc.runtime.CounterRandom.Purpose;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Rows of random inputs with the outputs that a model gave for them, and, where it can train, the losses and the parameters of
/// some steps on random batches: what a compiled model must give again, to the bit.
///
/// @param rows how many rows
/// @param inputs an array for each input of predictions
/// @param outputs an array for each output
/// @param targets an array for each input of training, the inputs of predictions among them; none where the model cannot train
/// @param losses the loss of each step
/// @param sha256 of the parameters after the steps
public record GoldenVectors(int rows, List<Object> inputs, List<Object> outputs, List<Object> targets,
        List<Double> losses, String sha256) {
    private static final int STEPS = 3;
    private static final double RATE = 0x1p-10;

    /// Draws rows and computes what the model gives for them; its parameters, slots and step are as before afterwards.
    ///
    /// @param trains whether some steps of training are among them
    /// @param rows at least 1
    public static GoldenVectors of(Model model, boolean trains, int rows) {
        Program program = model.program();
        long key = CounterRandom.key(0, Purpose.DATA);
        List<Object> inputs = draw(model, Program.PREDICT, rows, key);
        List<Object> outputs = predict(model, rows, inputs);
        if (!trains) {
            return new GoldenVectors(rows, inputs, outputs, List.of(), List.of(), "");
        }
        List<Object> targets = draw(model, Program.TRAIN, rows, CounterRandom.bits(key, 1));
        Model copy = new Model(program, model.text());
        Checkpoint.of(model).restore(copy);
        List<Double> losses = train(copy, rows, targets);
        return new GoldenVectors(rows, inputs, outputs, targets, losses, copy.sha256());
    }

    /// What a model predicts for the rows.
    static List<Object> predict(Model model, int rows, List<Object> inputs) {
        Program program = model.program();
        CallerRows data = CallerRows.of(program, model.metadata(), Program.PREDICT, rows);
        Binding binding = Binding.of(model, data, Program.PREDICT);
        Session session = new Session(model, rows, new Workers(1));
        data.take(rows, inputs.toArray());
        session.predict(binding, data.order(), 0, rows);
        List<Object> outputs = new ArrayList<>();
        for (Program.Output output : program.entry(Program.PREDICT).outputs()) {
            int size = output.width() * (output.perRow() ? rows : 1);
            Object array = Reals.allocate(program.precision(), size);
            PlainRows.take(program, output, session.arrays(), rows, array);
            outputs.add(array);
        }
        return outputs;
    }

    /// The losses of some steps on the rows, which change the model.
    static List<Double> train(Model model, int rows, List<Object> targets) {
        CallerRows data = CallerRows.of(model.program(), model.metadata(), Program.TRAIN, rows);
        Binding binding = Binding.of(model, data, Program.TRAIN);
        data.take(rows, targets.toArray());
        Session session = new Session(model, rows, new Workers(1));
        List<Double> losses = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            losses.add(session.train(binding, data.order(), 0, rows, RATE));
        }
        return losses;
    }

    private static List<Object> draw(Model model, String entry, int rows, long key) {
        List<Object> arrays = new ArrayList<>();
        for (InputSpec input : CallerRows.inputs(model.program(), entry)) {
            long own = CounterRandom.bits(key, arrays.size());
            arrays.add(CallerRows.classes(model.program(), model.metadata(), input)
                    .<Object>map(names -> classes(input, names.size(), rows, own))
                    .orElseGet(() -> numbers(model, input, rows, own)));
        }
        return arrays;
    }

    private static int[] classes(InputSpec input, int known, int rows, long key) {
        int count = input.kind() instanceof InputSpec.Kind.Label label ? label.classes() : Math.max(known, 1);
        int[] classes = new int[rows];
        for (int i = 0; i < rows; i++) {
            classes[i] = CounterRandom.below(count, key, i);
        }
        return classes;
    }

    private static Object numbers(Model model, InputSpec input, int rows, long key) {
        int width = input.width();
        Standardization scaling = model.metadata().standardizations().get(input.name());
        Object array = Reals.allocate(model.program().precision(), rows * width);
        for (int i = 0; i < rows * width; i++) {
            double number = CounterRandom.normal(key, i);
            Reals.set(array, i, scaling == null ? number
                    : scaling.means().get(i % width) + number * scaling.deviations().get(i % width));
        }
        if (input.kind() instanceof InputSpec.Kind.Distribution) {
            for (int row = 0; row < rows; row++) {
                normalize(array, row * width, width);
            }
        }
        return array;
    }

    private static void normalize(Object array, int from, int width) {
        double sum = 0;
        for (int i = from; i < from + width; i++) {
            sum += Math.abs(Reals.get(array, i));
        }
        for (int i = from; i < from + width; i++) {
            Reals.set(array, i, Math.abs(Reals.get(array, i)) / sum);
        }
    }

    /// Writes them.
    ///
    /// @throws IOException when the stream fails
    public void write(OutputStream stream) throws IOException {
        DataOutputStream data = new DataOutputStream(stream);
        BodyOutput out = new BodyOutput(data);
        out.writeInt(rows);
        write(inputs, out);
        write(outputs, out);
        write(targets, out);
        out.writeAll(losses, out::writeDouble);
        out.writeString(sha256);
        data.flush();
    }

    private static void write(List<Object> arrays, BodyOutput out) throws IOException {
        out.writeAll(arrays, array -> {
            if (array instanceof int[] classes) {
                out.writeInt(0);
                out.writeInt(classes.length);
                for (int of : classes) {
                    out.writeInt(of);
                }
            } else {
                out.writeInt(array instanceof float[] ? Float.BYTES : Double.BYTES);
                out.writeInt(Reals.length(array));
                out.writeReals(array);
            }
        });
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IOException when the bytes are no such thing
    static GoldenVectors read(byte[] bytes) throws IOException {
        BoundedInput in = new BoundedInput(new DataInputStream(new ByteArrayInputStream(bytes)), bytes.length);
        int rows = in.readInt("the number of rows", Integer.MAX_VALUE);
        List<Object> inputs = readArrays(in);
        List<Object> outputs = readArrays(in);
        List<Object> targets = readArrays(in);
        List<Double> losses = new ArrayList<>();
        for (int i = in.readCount(Double.BYTES); i > 0; i--) {
            losses.add(in.readDouble());
        }
        GoldenVectors read = new GoldenVectors(rows, inputs, outputs, targets, losses, in.readString());
        in.end();
        return read;
    }

    private static List<Object> readArrays(BoundedInput in) throws IOException {
        List<Object> arrays = new ArrayList<>();
        for (int i = in.readCount(2 * Integer.BYTES); i > 0; i--) {
            arrays.add(readArray(in));
        }
        return arrays;
    }

    private static Object readArray(BoundedInput in) throws IOException {
        int kind = in.readInt("the kind of an array", Double.BYTES);
        if (kind != 0) {
            Precision precision = ProgramFormat.precision(kind);
            return in.readReals(precision, in.readCount(kind));
        }
        int[] classes = new int[in.readCount(Integer.BYTES)];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = in.readInt();
        }
        return classes;
    }

    /// Checks that they fit a model.
    ///
    /// @throws GradcException when they do not
    void check(Model model) {
        Program program = model.program();
        List<Program.Output> specs = program.entry(Program.PREDICT).outputs();
        boolean fits = rows > 0 && fits(model, Program.PREDICT, inputs) && outputs.size() == specs.size()
                && (losses.isEmpty() || program.find(Program.TRAIN).isPresent()
                        && fits(model, Program.TRAIN, targets));
        for (int i = 0; fits && i < specs.size(); i++) {
            long size = specs.get(i).width() * (long) (specs.get(i).perRow() ? rows : 1);
            fits = isReals(program, outputs.get(i), size);
        }
        if (!fits) {
            throw new GradcException("its golden vectors are of another model");
        }
    }

    private boolean fits(Model model, String entry, List<Object> arrays) {
        List<InputSpec> specs = CallerRows.inputs(model.program(), entry);
        boolean fits = arrays.size() == specs.size();
        for (int i = 0; fits && i < specs.size(); i++) {
            InputSpec spec = specs.get(i);
            Object array = arrays.get(i);
            fits = CallerRows.classes(model.program(), model.metadata(), spec).isPresent()
                    ? array instanceof int[] classes && classes.length == rows
                    : isReals(model.program(), array, spec.width() * (long) rows);
        }
        return fits;
    }

    private static boolean isReals(Program program, Object array, long size) {
        return program.precision() == Precision.FLOAT ? array instanceof float[] floats && floats.length == size
                : array instanceof double[] doubles && doubles.length == size;
    }
}
