package dev.gradc.runtime;

import dev.gradc.runtime.Program.Output;
import java.util.List;

/// What a model predicts for some rows: its named outputs.
public final class Predictions {
    private final List<Output> outputs;
    private final int rows;
    private final Object[] values;
    private final int[] widths;

    /// Makes room for `rows` rows of the given outputs.
    Predictions(Program program, List<Output> outputs, int rows) {
        this.outputs = outputs;
        this.rows = rows;
        values = new Object[outputs.size()];
        widths = new int[outputs.size()];
        for (int o = 0; o < values.length; o++) {
            Output output = outputs.get(o);
            widths[o] = output.width();
            long size = (long) widths[o] * (output.perRow() ? rows : 1);
            if (size > Integer.MAX_VALUE - 8) {
                throw new GradcException("the output " + output.name() + " of " + rows + " rows has " + size
                        + " numbers, more than an array of Java holds: predict fewer rows at once");
            }
            values[o] = Reals.allocate(program.precision(), (int) size);
        }
    }

    /// Takes over `count` rows from a session's arrays.
    void take(Object[] arrays, int firstRow, int count) {
        for (int o = 0; o < values.length; o++) {
            Output output = outputs.get(o);
            int first = output.perRow() ? firstRow * widths[o] : 0;
            for (int row = 0; row < (output.perRow() ? count : 1); row++) {
                System.arraycopy(arrays[output.array()], row * output.stride(), values[o], first + row * widths[o],
                        widths[o]);
            }
        }
    }

    /// The outputs' names, in the model's order.
    public List<String> names() {
        return outputs.stream().map(Output::name).toList();
    }

    /// How many rows there are.
    public int rows() {
        return rows;
    }

    /// How many numbers a row of an output has.
    /// @throws GradcException when there is no such output
    public int width(String name) {
        return widths[index(name)];
    }

    /// One number of the first output.
    public double get(int row, int column) {
        return Reals.get(values[0], row * widths[0] + column);
    }

    /// One number of an output.
    /// @throws GradcException when there is no such output
    public double get(String name, int row, int column) {
        int o = index(name);
        return Reals.get(values[o], row * widths[o] + column);
    }

    /// A row of the first output.
    public double[] row(int row) {
        return Reals.doubles(values[0], row * widths[0], widths[0]);
    }

    /// A row of an output.
    /// @throws GradcException when there is no such output
    public double[] row(String name, int row) {
        int o = index(name);
        return Reals.doubles(values[o], row * widths[o], widths[o]);
    }

    /// The column with the greatest number in a row of the first output; the first of them where several are equal.
    public int best(int row) {
        return argmax(values[0], row * widths[0], widths[0]);
    }

    static int argmax(Object array, int offset, int width) {
        int best = 0;
        for (int c = 1; c < width; c++) {
            if (Reals.get(array, offset + c) > Reals.get(array, offset + best)) {
                best = c;
            }
        }
        return best;
    }

    private int index(String name) {
        for (int o = 0; o < values.length; o++) {
            if (outputs.get(o).name().equals(name)) {
                return o;
            }
        }
        throw new GradcException("the model has no output " + name + "; its outputs are " + String.join(", ", names()));
    }
}
