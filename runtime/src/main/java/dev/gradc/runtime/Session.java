package dev.gradc.runtime;

import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.EntryRunner.Call;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model at work: the arrays for batches of up to `capacity` rows, made once. Steps and predictions into given arrays
/// allocate nothing.
///
/// A session is for one thread at a time. Several sessions may predict from one model at once, as long as none trains it.
public final class Session {
    private final Model model;
    private final Program program;
    private final int capacity;
    private final Object[] arrays;
    private final EntryRunner runner;
    private final @Nullable Call predict;
    private final @Nullable Call loss;
    private final @Nullable Call gradients;
    private final @Nullable Call train;
    private final int gradientArray;
    private @Nullable PlainRows plainRows;
    /// The rows of the batch that is loaded; 0 when none is.
    private int loaded;

    /// @param capacity the most rows of a batch, at least 1
    /// @param workers the threads that share the work; the session does not close them
    /// @throws GradcException when the arrays for such a batch are larger than Java's arrays or than its memory
    public Session(Model model, int capacity, Workers workers) {
        Check.positive("the batch size", capacity);
        this.model = model;
        this.program = model.program();
        this.capacity = capacity;
        arrays = Memory.allocate(program, capacity, model.parameterArray(), model.slotArray());
        runner = new EntryRunner(program, arrays, workers);
        predict = runner.find(Program.PREDICT);
        loss = runner.find(Program.LOSS);
        gradients = runner.find(Program.GRADIENTS);
        train = runner.find(Program.TRAIN);
        gradientArray = Memory.indexOf(program, Role.GRADIENTS);
    }

    /// The model.
    public Model model() {
        return model;
    }

    /// The most rows of a batch.
    public int capacity() {
        return capacity;
    }

    /// Whether every kernel's results are searched for NaN and infinities (slow).
    public void debugNans(boolean on) {
        runner.debugNans(on);
    }

    /// Brings an entry's code to speed for batches of [#capacity()] rows before its first use, which takes about a second and
    /// changes nothing else: with it, the first step is nearly as fast as the later ones; without, it takes some seconds of
    /// steps until the JVM has compiled them well. It is worth that where the first answer matters; a [Trainer] does it by itself
    /// before a long training.
    ///
    /// @param entry [Program#TRAIN], [Program#PREDICT], …
    /// @throws GradcException when the program was compiled without it
    public void rehearse(String entry) {
        Rehearsal.run(program, program.entry(entry), capacity);
    }

    /// Has an observer told of every kernel from now on, or nobody when it is null. Kernels that are observed run one by one, not
    /// a whole entry point at once; the results are the same.
    public void observe(@Nullable KernelObserver observer) {
        runner.observe(observer);
    }

    /// Trains on a batch: computes the loss, updates parameters and slots, and counts the step. Allocates nothing.
    ///
    /// @param data bound to [Program#TRAIN]
    /// @param order rows of the data set; the batch is `order[from]` to `order[from + rows − 1]`
    /// @return the training loss of the batch before the update
    /// @throws GradcException when a row is bad
    public double train(Binding data, int[] order, int from, int rows, double rate) {
        load(data, order, from, rows);
        return train(rate);
    }

    /// Brings a batch into the session, for [#train(double)] and [#run(String)]. Allocates nothing.
    ///
    /// @param data bound to the entry points that are to be run
    /// @param order rows of the data set; the batch is `order[from]` to `order[from + rows − 1]`
    /// @throws GradcException when a row is bad
    public void load(Binding data, int[] order, int from, int rows) {
        bring(data, order, from, rows);
        loaded = rows;
    }

    /// Trains on the batch that was loaded last, which may be done again and again. Allocates nothing.
    ///
    /// @return the training loss of the batch before the update
    /// @throws GradcException when none is loaded, or the session has been used for something else since
    public double train(double rate) {
        checkLoaded("to train on");
        Call call = call(train, Program.TRAIN);
        run(call, loaded, rate);
        model.countStep();
        return call.loss();
    }

    /// Runs an entry point on the batch that was loaded last and leaves its results where they are, as one does again and
    /// again to measure it. The learning rate is 0 and no step is counted, so that parameters stay as they are.
    /// Allocates nothing.
    ///
    /// @param entry such as [Program#TRAIN]
    /// @throws GradcException when the program has no such entry point, or no batch is loaded
    public void run(String entry) {
        checkLoaded("to run " + entry + " on");
        run(switch (entry) {
            case Program.PREDICT -> call(predict, entry);
            case Program.LOSS -> call(loss, entry);
            case Program.GRADIENTS -> call(gradients, entry);
            case Program.TRAIN -> call(train, entry);
            default -> throw program.lacks(entry);
        }, loaded, 0);
    }

    private void checkLoaded(String purpose) {
        if (loaded == 0) {
            throw new GradcException("no batch is loaded " + purpose + ": load one first");
        }
    }

    /// The loss of a batch, as when predicting.
    ///
    /// @param data bound to [Program#LOSS]
    /// @throws GradcException when a row is bad
    public double loss(Binding data, int[] order, int from, int rows) {
        Call call = call(loss, Program.LOSS);
        bring(data, order, from, rows);
        run(call, rows, 0);
        return call.loss();
    }

    /// Computes the training loss of a batch and its gradient by every trainable parameter; see [#gradient(String)].
    ///
    /// @param data bound to [Program#GRADIENTS]
    /// @return the training loss
    /// @throws GradcException when a row is bad
    public double gradients(Binding data, int[] order, int from, int rows) {
        Call call = call(gradients, Program.GRADIENTS);
        bring(data, order, from, rows);
        run(call, rows, 0);
        return call.loss();
    }

    /// The gradient by a parameter, row-major as the parameter, as the last call of [#gradients] left it.
    /// @throws GradcException when there is no such parameter, or it is not trainable
    public double[] gradient(String parameter) {
        ParameterSpec spec = model.spec(parameter);
        if (!spec.trainable()) {
            throw new GradcException("the parameter " + parameter + " is not trainable and has no gradient");
        }
        return Reals.doubles(arrays[gradientArray], spec);
    }

    /// The gradients by all trainable parameters, by name, in declared order.
    public Map<String, double[]> gradients() {
        Map<String, double[]> result = new LinkedHashMap<>();
        program.parameters().stream().filter(ParameterSpec::trainable)
                .forEach(p -> result.put(p.name(), gradient(p.name())));
        return result;
    }

    /// Predicts every row of a data set, in batches.
    /// @throws GradcException when the data set does not fit, or a row is bad
    public Predictions predict(DataSet data) {
        Binding binding = Binding.of(model, data, Program.PREDICT);
        Predictions predictions = new Predictions(program, call(predict, Program.PREDICT).entry().outputs(),
                data.size());
        int[] order = new int[capacity];
        for (int from = 0; from < data.size(); from += capacity) {
            int rows = Math.min(capacity, data.size() - from);
            for (int i = 0; i < rows; i++) {
                order[i] = from + i;
            }
            predict(binding, order, 0, rows);
            predictions.take(arrays, from, rows);
        }
        return predictions;
    }

    /// Predicts a batch, whose outputs stay in the arrays.
    void predict(Binding data, int[] order, int from, int rows) {
        bring(data, order, from, rows);
        run(call(predict, Program.PREDICT), rows, 0);
    }

    /// Predicts one row, for a model with one real input: copies the first output into `result`. Allocates nothing.
    ///
    /// @throws GradcException when the model has not one real input, a width is wrong, or a number is not finite
    public void predict(float[] row, float[] result) {
        predictRows(row, 1, result);
    }

    /// The same in double; the model computes in its own precision.
    public void predict(double[] row, double[] result) {
        predictRows(row, 1, result);
    }

    /// Predicts rows that stand one after another, for a model with one real input: copies the first output's rows into
    /// `result`, one after another. Allocates nothing.
    ///
    /// @param rows how many, from 1 to [#capacity()]
    /// @throws GradcException when the model has not one real input, a length is wrong, or a number is not finite
    public void predict(float[] input, int rows, float[] result) {
        predictRows(input, checked(rows), result);
    }

    /// The same in double; the model computes in its own precision.
    public void predict(double[] input, int rows, double[] result) {
        predictRows(input, checked(rows), result);
    }

    private void predictRows(Object input, int rows, Object result) {
        Call call = call(predict, Program.PREDICT);
        PlainRows plain = plainRows;
        if (plain == null) {
            plain = new PlainRows(model, call.entry());
            plainRows = plain;
        }
        loaded = 0;
        Object own = plain.put(input, rows, arrays);
        try {
            run(call, rows, 0);
        } finally {
            plain.give(arrays, own);
        }
        plain.take(arrays, rows, result);
    }

    private void bring(Binding data, int[] order, int from, int rows) {
        loaded = 0;
        data.fill(arrays, order, from, checked(rows));
    }

    private Call call(@Nullable Call known, String name) {
        if (known == null) {
            throw program.lacks(name);
        }
        return known;
    }

    private int checked(int rows) {
        if (rows < 1 || rows > capacity) {
            throw new GradcException("a batch of " + rows + " rows was given, but the session takes 1 to " + capacity);
        }
        return rows;
    }

    private void run(Call call, int rows, double rate) {
        runner.run(call, rows, model.seed(), model.step(), rate);
    }

    /// The arrays, as the program lists them.
    Object[] arrays() {
        return arrays;
    }
}
