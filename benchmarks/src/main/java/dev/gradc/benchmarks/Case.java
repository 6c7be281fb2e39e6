package dev.gradc.benchmarks;

import dev.gradc.runtime.GradcException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/// One piece of work: a dense network, a batch, and whether to train or to predict. Every engine gets the same weights and
/// data, so that all come to the same check value.
///
/// A network of one output ends in a sigmoid and binary cross-entropy, any other in softmax cross-entropy.
///
/// @param name what it is called in results
/// @param sizes the widths of the input and of every layer, at least two
/// @param batch rows in a step
/// @param train whether it is a training step, or a prediction
/// @param activation of the hidden layers
/// @param optimizer of the training
public record Case(String name, List<Integer> sizes, int batch, boolean train, Hidden activation, Update optimizer) {
    /// The learning rate of every training.
    public static final double RATE = 0.01;

    /// The steps before a training's check value is taken.
    public static final int CHECK_STEPS = 20;

    /// What follows each hidden layer.
    public enum Hidden {
        RELU, TANH, ELU, GELU, SIGMOID
    }

    /// What updates the parameters.
    public enum Update {
        SGD, MOMENTUM, ADAM
    }

    private static final List<Integer> MLP = List.of(784, 256, 128, 10);
    private static final List<Integer> WIDE = List.of(784, 1024, 1024, 10);
    private static final List<Integer> TINY = List.of(2, 16, 16, 1);

    /// The cases that the performance page shows.
    public static final List<Case> STANDARD = List.of(standard("mlp", MLP, 64, true), standard("mlp", MLP, 256, true),
            standard("wide", WIDE, 128, true), standard("tiny", TINY, 32, true), standard("mlp", MLP, 1, false),
            standard("mlp", MLP, 256, false), standard("wide", WIDE, 1, false), standard("wide", WIDE, 256, false),
            standard("tiny", TINY, 1, false), standard("tiny", TINY, 256, false));

    private static Case standard(String network, List<Integer> sizes, int batch, boolean train) {
        return new Case(network + "-" + (train ? "train" : "infer") + "-b" + batch, sizes, batch, train,
                sizes.equals(TINY) ? Hidden.TANH : Hidden.RELU, Update.SGD);
    }

    /// Copies the sizes.
    /// @throws GradcException when there are fewer than two sizes, or a number is not positive
    public Case {
        sizes = List.copyOf(sizes);
        if (sizes.size() < 2 || sizes.stream().anyMatch(n -> n < 1)) {
            throw new GradcException("the sizes " + dashed(sizes)
                    + " must be two or more, of the input and of each layer, all at least 1, as in 784-256-10");
        }
        if (batch < 1) {
            throw new GradcException("the batch is " + batch + ", but must be at least 1");
        }
    }

    /// A case that is named after what it does.
    public static Case of(List<Integer> sizes, int batch, boolean train, Hidden activation, Update optimizer) {
        String name = dashed(sizes) + (train ? "-train" : "-infer") + "-b" + batch
                + (activation == Hidden.RELU ? "" : "-" + activation.name().toLowerCase(Locale.ROOT))
                + (optimizer == Update.SGD ? "" : "-" + optimizer.name().toLowerCase(Locale.ROOT));
        return new Case(name, sizes, batch, train, activation, optimizer);
    }

    /// The standard case of that name.
    /// @throws GradcException when there is none
    public static Case named(String name) {
        return STANDARD.stream().filter(c -> c.name().equals(name)).findFirst()
                .orElseThrow(() -> new GradcException("there is no case " + name + "; the cases are "
                        + STANDARD.stream().map(Case::name).collect(Collectors.joining(", "))));
    }

    private static String dashed(List<Integer> sizes) {
        return sizes.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }

    /// How many layers have weights.
    public int layers() {
        return sizes.size() - 1;
    }

    /// The width of the input.
    public int in() {
        return sizes.getFirst();
    }

    /// The width of the output.
    public int out() {
        return sizes.getLast();
    }

    /// Whether the output is one number, the probability of class 1.
    public boolean binary() {
        return out() == 1;
    }

    /// The weights of a layer, row-major, a row for each of its inputs: uniform, with Glorot's limits.
    public float[] weights(int layer) {
        Random random = new Random(1000 + layer);
        int rows = sizes.get(layer);
        int columns = sizes.get(layer + 1);
        float limit = (float) Math.sqrt(6.0 / (rows + columns));
        return uniform(random, rows * columns, limit);
    }

    /// The same, transposed: a row for each output.
    public float[] weightsTransposed(int layer) {
        float[] weights = weights(layer);
        int rows = sizes.get(layer);
        int columns = sizes.get(layer + 1);
        float[] transposed = new float[weights.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = weights[i * columns + j];
            }
        }
        return transposed;
    }

    /// The biases of a layer: zeros.
    public float[] bias(int layer) {
        return new float[sizes.get(layer + 1)];
    }

    /// The inputs, row-major, uniform from −1 to 1.
    public float[] inputs() {
        return uniform(new Random(7), batch * in(), 1);
    }

    /// The classes of the rows.
    public int[] labels() {
        Random random = new Random(8);
        int classes = Math.max(2, out());
        int[] labels = new int[batch];
        Arrays.setAll(labels, _ -> random.nextInt(classes));
        return labels;
    }

    /// The classes as the network is to give them: one-hot rows, or a column of 0 and 1.
    public float[] targets() {
        int[] labels = labels();
        float[] targets = new float[batch * out()];
        for (int i = 0; i < batch; i++) {
            if (binary()) {
                targets[i] = labels[i];
            } else {
                targets[i * out() + labels[i]] = 1;
            }
        }
        return targets;
    }

    private static float[] uniform(Random random, int count, float limit) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextFloat() * 2 - 1) * limit;
        }
        return values;
    }

    /// The check value of a prediction: its first row, each probability times its place from 1 on.
    public double checkOf(float[] probabilities) {
        double sum = 0;
        for (int j = 0; j < out(); j++) {
            sum += (j + 1) * probabilities[j];
        }
        return sum;
    }

    /// Floating-point operations of the matrix products of a step: forward, and when training by every weight, and by every
    /// layer's input but the first's.
    public double operations() {
        double sum = 0;
        for (int layer = 0; layer < layers(); layer++) {
            double product = 2.0 * batch * sizes.get(layer) * sizes.get(layer + 1);
            sum += !train ? product : layer == 0 ? 2 * product : 3 * product;
        }
        return sum;
    }

    /// The bytes of the parameters.
    public double parameterBytes() {
        double sum = 0;
        for (int layer = 0; layer < layers(); layer++) {
            sum += (sizes.get(layer) + 1.0) * sizes.get(layer + 1);
        }
        return sum * Float.BYTES;
    }

    /// The bytes that a step must move at least: each weight read once forward and, when training, once backward (but the
    /// first layer's), then read and written by the update; the inputs once for each product that they enter.
    public double bytes() {
        double first = ((double) in() + 1) * sizes.get(1) * Float.BYTES;
        double inputs = (double) batch * in() * Float.BYTES;
        return train ? 4 * parameterBytes() - first + 2 * inputs : parameterBytes() + inputs;
    }
}
