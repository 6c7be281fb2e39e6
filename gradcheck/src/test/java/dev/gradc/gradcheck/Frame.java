package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.gradcheck.draw.DrawnBatch;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.KernelSpec;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.ParameterSpec;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Program.Output;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// The arrays of a program with the content of a drawn batch, the same in both precisions, and a run of an entry on them.
final class Frame {
    private final Program program;
    private final int rows;
    private final Object[] arrays;

    Frame(Program program, DrawnBatch batch) {
        this.program = program;
        this.rows = batch.rows();
        this.arrays = new Object[program.arrays().size()];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = content(program.arrays().get(i), i, batch);
        }
    }

    /// What is not part of a value is NaN, or no class: it must not matter.
    private Object content(ArraySpec spec, int index, DrawnBatch batch) {
        int size = Math.toIntExact(spec.size().at(Layout.room(rows))) + Layout.LANES;
        Optional<InputSpec> input = program.inputs().stream().filter(given -> given.array() == index).findFirst();
        if (spec.role() == Role.INT_KEYS) {
            return batch.random("keys").ints(size).toArray();
        }
        if (spec.role().isInt()) {
            int[] labels = new int[size];
            Arrays.fill(labels, -7);
            input.ifPresent(given -> System.arraycopy(labels(given, batch), 0, labels, 0, rows));
            return labels;
        }
        double[] numbers = new double[size];
        Arrays.fill(numbers, Double.NaN);
        switch (spec.role()) {
            case SCALARS -> Arrays.fill(numbers, 0.125);
            case PARAMETERS -> program.parameters().forEach(parameter -> place(parameter, numbers,
                    batch.numbers(parameter.name(), parameter.size())));
            case SLOTS -> program.slots().forEach(slot -> place(slot, numbers, slot(slot, batch)));
            case INPUT -> input.ifPresent(given -> {
                double[] rowMajor = numbers(given, batch);
                for (int i = 0; i < rowMajor.length; i++) {
                    numbers[at(i, given.width(), given.stride())] = rowMajor[i];
                }
            });
            default -> {
            }
        }
        return program.precision() == Precision.DOUBLE ? numbers : floats(numbers);
    }

    private static String name(InputSpec input) {
        return input.name() + (input.rolled() ? " rolled" : "");
    }

    private int[] labels(InputSpec input, DrawnBatch batch) {
        return batch.labels(name(input), rows, input.kind() instanceof InputSpec.Kind.Label(var count) ? count : 0);
    }

    private double[] numbers(InputSpec input, DrawnBatch batch) {
        int size = rows * input.width();
        return input.kind() instanceof InputSpec.Kind.Distribution
                ? batch.distributions(name(input), size, input.width())
                : batch.numbers(name(input), size);
    }

    /// Sums of squares are not negative.
    private static double[] slot(ParameterSpec slot, DrawnBatch batch) {
        boolean squares = slot.name().endsWith(".squares") || slot.name().endsWith(".v");
        return squares ? batch.magnitudes(slot.name(), slot.size()) : batch.numbers(slot.name(), slot.size());
    }

    private static void place(ParameterSpec spec, double[] numbers, double[] content) {
        for (int i = 0; i < spec.size(); i++) {
            numbers[spec.place(i)] = content[i];
        }
    }

    private static int at(int element, int width, int stride) {
        return element / width * stride + element % width;
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    /// Runs an entry's kernels, each cut in `parts` ranges of iterations.
    Frame run(String entry, int parts) {
        Object[] scratch = program.scratch().allocate(program.precision());
        for (int kernel : program.entry(entry).kernels()) {
            KernelSpec spec = program.kernels().get(kernel);
            int iterations = Math.toIntExact(spec.iterations().at(rows));
            long units = Math.ceilDiv(iterations, spec.unit());
            for (int part = 0; part < parts; part++) {
                int from = (int) (units * part / parts) * spec.unit();
                int to = Math.min(iterations, (int) (units * (part + 1) / parts) * spec.unit());
                if (from < to) {
                    program.code().run(kernel, arrays, scratch, rows, from, to);
                }
            }
        }
        return this;
    }

    /// Runs an entry as a whole, where inputs that are exact have arrays without any room behind their rows.
    Frame runWhole(String entry) {
        for (InputSpec input : program.inputs()) {
            if (input.exact()) {
                int size = rows * input.stride();
                arrays[input.array()] = switch (arrays[input.array()]) {
                    case int[] labels -> Arrays.copyOf(labels, size);
                    case float[] numbers -> Arrays.copyOf(numbers, size);
                    case double[] numbers -> Arrays.copyOf(numbers, size);
                    default -> throw new IllegalStateException("no input is made of this");
                };
            }
        }
        int number = program.entries().indexOf(program.entry(entry));
        assertThat(program.code().runEntry(number, arrays, program.scratch().allocate(program.precision()), rows))
                .isTrue();
        return this;
    }

    /// What an input holds.
    double[] input(InputSpec input) {
        return rows(input.array(), rows * input.width(), input.width(), input.stride());
    }

    /// What an output holds.
    double[] output(Output output) {
        int width = output.shape().stream().reduce(1, Math::multiplyExact);
        return rows(output.array(), (output.perRow() ? rows : 1) * width, width, output.stride());
    }

    private double[] rows(int array, int size, int width, int stride) {
        double[] all = array(array);
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = all[at(i, width, stride)];
        }
        return values;
    }

    /// What a parameter or a slot holds, or its gradient, in the array of that role.
    double[] values(ParameterSpec spec, Role role) {
        double[] all = array(IntStream.range(0, arrays.length)
                .filter(i -> program.arrays().get(i).role() == role).findFirst().orElseThrow());
        return IntStream.range(0, spec.size()).mapToDouble(i -> all[spec.place(i)]).toArray();
    }

    /// The keys of the random masks.
    double[] keys() {
        return array(IntStream.range(0, arrays.length)
                .filter(i -> program.arrays().get(i).role() == Role.INT_KEYS).findFirst().orElseThrow());
    }

    /// An array's content as doubles.
    private double[] array(int index) {
        return switch (arrays[index]) {
            case double[] numbers -> numbers.clone();
            case float[] numbers -> widened(numbers);
            case int[] numbers -> widened(numbers);
            default -> throw new IllegalStateException("an array of another type");
        };
    }

    private static double[] widened(float[] numbers) {
        double[] wide = new double[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wide;
    }

    private static double[] widened(int[] numbers) {
        double[] wide = new double[numbers.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = numbers[i];
        }
        return wide;
    }

    /// The first element in which two frames of one program differ in a bit, NaNs being equal; empty where none does. The
    /// arena does not outlive a call and is left out.
    Optional<String> firstDifference(Frame other) {
        Map<String, double[]> mine = results();
        Map<String, double[]> theirs = other.results();
        for (String name : mine.keySet()) {
            int at = Arrays.mismatch(mine.get(name), theirs.get(name));
            if (at >= 0) {
                return Optional.of("element " + at + " of " + name + ": " + mine.get(name)[at] + ", not "
                        + theirs.get(name)[at]);
            }
        }
        return Optional.empty();
    }

    private Map<String, double[]> results() {
        Map<String, double[]> results = new TreeMap<>();
        program.parameters().forEach(spec -> {
            results.put(spec.name(), values(spec, Role.PARAMETERS));
            results.put("the gradient by " + spec.name(), values(spec, Role.GRADIENTS));
        });
        program.slots().forEach(spec -> results.put(spec.name(), values(spec, Role.SLOTS)));
        program.entries().forEach(entry -> entry.outputs()
                .forEach(output -> results.put(entry.name() + "." + output.name(), output(output))));
        return results;
    }
}
