package dev.gradc.runtime;

import dev.gradc.runtime.Field.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Rows that stand in a caller's arrays, one array for each input, which change with every batch. For one thread.
public final class CallerRows implements DataSet {
    private final List<Field> fields;
    private final int capacity;
    private final int[] order;
    private Object[] arrays = {};

    private CallerRows(List<Field> fields, int capacity) {
        this.fields = fields;
        this.capacity = capacity;
        order = IntStream.range(0, capacity).toArray();
    }

    /// Rows for the inputs of an entry point, in the order of [#inputs].
    ///
    /// @param capacity the most rows of a batch
    static CallerRows of(Program program, Metadata metadata, String entry, int capacity) {
        return new CallerRows(inputs(program, entry).stream().map(input -> field(program, metadata, input)).toList(),
                capacity);
    }

    /// The inputs that a caller gives to an entry point, in the program's order: those that are not rolled, each once.
    public static List<InputSpec> inputs(Program program, String entry) {
        List<InputSpec> inputs = new ArrayList<>();
        for (int i : program.entry(entry).inputs()) {
            InputSpec input = program.inputs().get(i);
            if (inputs.stream().noneMatch(other -> other.name().equals(input.name()))) {
                inputs.add(input);
            }
        }
        return inputs;
    }

    /// The names of the classes that an input tells apart where its rows are given as classes, `int[]`; none where they are numbers.
    public static Optional<List<String>> classes(Program program, Metadata metadata, InputSpec input) {
        boolean isTarget = program.find(Program.PREDICT)
                .map(predict -> inputs(program, predict.name()).stream().noneMatch(i -> i.name().equals(input.name())))
                .orElse(false);
        List<Field> known = metadata.fields();
        Field last = known.isEmpty() ? null : known.get(known.size() - 1);
        List<String> names = isTarget && last != null && last.kind() == Kind.LABEL ? last.classes() : List.of();
        return input.kind() instanceof InputSpec.Kind.Label || !names.isEmpty() ? Optional.of(names)
                : Optional.empty();
    }

    private static Field field(Program program, Metadata metadata, InputSpec input) {
        return classes(program, metadata, input).map(names -> new Field(input.name(), Kind.LABEL, 1, names))
                .orElseGet(() -> new Field(input.name(), Kind.REAL, input.width(), List.of()));
    }

    /// Takes the next batch.
    ///
    /// @param rows how many rows there are
    /// @param given an array for each field: `float[]` or `double[]`, and `int[]` for classes
    /// @throws GradcException when there are too many rows, or an array has another length
    void take(int rows, Object... given) {
        if (rows < 1 || rows > capacity) {
            throw new GradcException("a batch of " + rows + " rows was given, but this session takes 1 to " + capacity);
        }
        for (int i = 0; i < fields.size(); i++) {
            int length = given[i] instanceof int[] ints ? ints.length : Reals.length(given[i]);
            if (length != rows * (long) fields.get(i).width()) {
                throw new GradcException("the input " + fields.get(i).name() + " has " + fields.get(i).width()
                        + (fields.get(i).width() == 1 ? " number a row, but " : " numbers a row, but ") + rows
                        + (rows == 1 ? " row has " : " rows have ") + length);
            }
        }
        arrays = given;
    }

    /// The rows in their order.
    int[] order() {
        return order;
    }

    @Override
    public int size() {
        return capacity;
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    @Override
    public void copy(int field, int row, float[] to, int offset) {
        copy(field, row, (Object) to, offset);
    }

    @Override
    public void copy(int field, int row, double[] to, int offset) {
        copy(field, row, (Object) to, offset);
    }

    private void copy(int field, int row, Object to, int offset) {
        int width = fields.get(field).width();
        Reals.copy(arrays[field], row * width, to, offset, width);
    }

    @Override
    public int label(int field, int row) {
        return ((int[]) arrays[field])[row];
    }
}
