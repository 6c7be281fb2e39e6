package dev.gradc.runtime;

import dev.gradc.runtime.Evaluation.Classification;
import dev.gradc.runtime.Evaluation.Regression;
import dev.gradc.runtime.Program.Entry;
import dev.gradc.runtime.Program.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// Measures a model on a data set, batch by batch.
///
/// The target is the one input that the loss reads and predictions do not; the answer is the first output of the
/// predictions. Where the target is a class, the answer is the column with the greatest number; of a single number, class
/// 1 from the threshold of [Metadata#THRESHOLD] on. Otherwise target and answer are compared as numbers.
public final class Metrics {
    private final Session session;
    private final Binding binding;
    private final @Nullable InputSpec target;
    private final @Nullable Output answer;

    private Metrics(Session session, Binding binding) {
        this.session = session;
        this.binding = binding;
        Program program = session.model().program();
        Entry predict = program.find(Program.PREDICT).orElse(null);
        List<Integer> features = predict == null ? List.of() : predict.inputs();
        List<InputSpec> targets = program.entry(Program.LOSS).inputs().stream().filter(i -> !features.contains(i))
                .map(program.inputs()::get).filter(i -> !i.rolled()).toList();
        target = targets.size() == 1 ? targets.get(0) : null;
        answer = predict == null
                ? null
                : predict.outputs().stream().findFirst().filter(Output::perRow).orElse(null);
    }

    /// Measures the session's model on a data set, in batches as large as the session takes.
    ///
    /// @throws GradcException when the data set is empty or does not fit, or a row is bad
    public static Evaluation evaluate(Session session, DataSet data) {
        return evaluate(session, bind(session.model(), data));
    }

    /// Measures a model on a data set, on one thread, in batches of up to 256 rows.
    ///
    /// @throws GradcException when the data set is empty or does not fit, or a row is bad
    public static Evaluation evaluate(Model model, DataSet data) {
        return evaluate(new Session(model, Math.max(1, Math.min(data.size(), 256)), new Workers(1)), data);
    }

    /// Ties a data set to all inputs that a measurement needs.
    static Binding bind(Model model, DataSet data) {
        return model.program().find(Program.PREDICT).isPresent()
                ? Binding.of(model, data, Program.LOSS, Program.PREDICT)
                : Binding.of(model, data, Program.LOSS);
    }

    /// The same for a data set tied by [#bind].
    static Evaluation evaluate(Session session, Binding binding) {
        return new Metrics(session, binding).evaluate();
    }

    private Evaluation evaluate() {
        int size = binding.data().size();
        int[] order = new int[size];
        Arrays.setAll(order, i -> i);
        Tally tally = tally();
        double loss = 0;
        for (int from = 0; from < size; from += session.capacity()) {
            int rows = Math.min(session.capacity(), size - from);
            loss += session.loss(binding, order, from, rows) * rows;
            if (answer != null) {
                session.predict(binding, order, from, rows);
                tally.add(session.arrays(), rows);
            }
        }
        return new Evaluation(size, OptionalDouble.of(loss / size), tally.classification(), tally.regression());
    }

    private Tally tally() {
        if (target == null || answer == null) {
            return new NoTally();
        }
        int width = answer.width();
        if (binding.isClass(target) || target.kind() instanceof InputSpec.Kind.Distribution) {
            int classes = Math.max(2, width);
            return new ClassTally(target, answer, width, classes,
                    session.model().metadata().threshold());
        }
        return width == target.width() ? new NumberTally(target, answer, width) : new NoTally();
    }

    /// Adds up what a measure needs, a batch at a time.
    private sealed interface Tally {
        void add(Object[] arrays, int rows);

        default Optional<Classification> classification() {
            return Optional.empty();
        }

        default Optional<Regression> regression() {
            return Optional.empty();
        }
    }

    private record NoTally() implements Tally {
        @Override
        public void add(Object[] arrays, int rows) {
            // There is nothing to compare.
        }
    }

    private record ClassTally(InputSpec target, Output answer, int width, int[][] confusion,
            double threshold) implements Tally {
        ClassTally(InputSpec target, Output answer, int width, int classes, double threshold) {
            this(target, answer, width, new int[classes][classes], threshold);
        }

        @Override
        public void add(Object[] arrays, int rows) {
            for (int row = 0; row < rows; row++) {
                int truth = Math.min(truth(arrays[target.array()], row), confusion.length - 1);
                confusion[truth][guess(arrays[answer.array()], row)]++;
            }
        }

        private int truth(Object array, int row) {
            if (array instanceof int[] labels) {
                return labels[row];
            }
            int columns = target.width();
            int first = row * target.stride();
            return columns == 1 ? Reals.get(array, first) >= 0.5 ? 1 : 0 : Predictions.argmax(array, first, columns);
        }

        private int guess(Object array, int row) {
            int first = row * answer.stride();
            return width == 1 ? Reals.get(array, first) >= threshold ? 1 : 0
                    : Predictions.argmax(array, first, width);
        }

        @Override
        public Optional<Classification> classification() {
            long right = 0;
            long all = 0;
            List<List<Integer>> matrix = new ArrayList<>();
            for (int i = 0; i < confusion.length; i++) {
                right += confusion[i][i];
                all += Arrays.stream(confusion[i]).sum();
                matrix.add(Arrays.stream(confusion[i]).boxed().toList());
            }
            return Optional.of(new Classification((double) right / all, List.copyOf(matrix)));
        }
    }

    /// Sums of squares about the mean, by Welford's update (1962), each column for itself.
    private static final class NumberTally implements Tally {
        private final InputSpec target;
        private final Output answer;
        private final int width;
        private final double[] mean;
        private double aboutMean;
        private double squared;
        private double absolute;
        private long rows;

        NumberTally(InputSpec target, Output answer, int width) {
            this.target = target;
            this.answer = answer;
            this.width = width;
            mean = new double[width];
        }

        @Override
        public void add(Object[] arrays, int count) {
            for (int row = 0; row < count; row++) {
                rows++;
                for (int c = 0; c < width; c++) {
                    double y = Reals.get(arrays[target.array()], row * target.stride() + c);
                    double error = y - Reals.get(arrays[answer.array()], row * answer.stride() + c);
                    double delta = y - mean[c];
                    mean[c] += delta / rows;
                    aboutMean += delta * (y - mean[c]);
                    squared += error * error;
                    absolute += Math.abs(error);
                }
            }
        }

        @Override
        public Optional<Regression> regression() {
            double count = (double) rows * width;
            double r2 = aboutMean == 0 ? Double.NaN : 1 - squared / aboutMean;
            return Optional.of(new Regression(r2, absolute / count, squared / count));
        }
    }
}
