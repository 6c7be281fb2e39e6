package dev.gradc.runtime;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A compiled model at work in one thread: the arrays for some rows, made once. Predictions into given arrays allocate nothing,
/// but for the one time when better code has become ready.
public final class StoredSession {
    /// So many operations or calls are worth bringing better code to speed.
    private static final double ENOUGH_OPERATIONS = 5e7;
    private static final int ENOUGH_CALLS = 2_000;

    private final StoredModel stored;
    private final int capacity;
    private final Workers one = new Workers(1);
    private Session session;
    private @Nullable CallerRows given;
    private @Nullable Binding binding;
    private double operations;
    private int calls;

    StoredSession(StoredModel stored, int capacity) {
        this.stored = stored;
        this.capacity = capacity;
        session = new Session(stored.current(), capacity, one);
    }

    /// The most rows that are predicted at once.
    public int capacity() {
        return capacity;
    }

    /// Predicts rows that stand one after another, for a model with one real input, into the first output's rows.
    ///
    /// @param rows how many, from 1 to [#capacity()]
    /// @throws GradcException when the model has not one real input, a length is wrong, or a number is not finite
    public void predict(float[] input, int rows, float[] result) {
        ready(rows).predict(input, rows, result);
    }

    /// The same in double; the model computes in its own precision.
    public void predict(double[] input, int rows, double[] result) {
        ready(rows).predict(input, rows, result);
    }

    /// Predicts rows of several inputs, into the rows of several outputs.
    ///
    /// @param inputs an array for each input in the model's order: `float[]` or `double[]`, and `int[]` for classes
    /// @param outputs an array for each output in the model's order: `float[]` or `double[]`
    /// @throws GradcException when a length is wrong, a number is not finite or a class unknown
    public void predict(int rows, Object[] inputs, Object[] outputs) {
        Session ready = ready(rows);
        CallerRows data = given;
        Binding bound = binding;
        if (data == null || bound == null) {
            data = CallerRows.of(ready.model().program(), ready.model().metadata(), Program.PREDICT, capacity);
            bound = Binding.of(ready.model(), data, Program.PREDICT);
            given = data;
            binding = bound;
        }
        data.take(rows, inputs);
        ready.predict(bound, data.order(), 0, rows);
        List<Program.Output> specs = ready.model().program().entry(Program.PREDICT).outputs();
        for (int o = 0; o < outputs.length; o++) {
            PlainRows.take(ready.model().program(), specs.get(o), ready.arrays(), rows, outputs[o]);
        }
    }

    /// The gradients of the training loss of a batch, by parameter, row-major.
    ///
    /// @param rows how many rows it has
    /// @param inputs an array for each input in the model's order: `float[]` or `double[]`, and `int[]` for classes
    /// @throws GradcException when a length is wrong, a number is not finite or a class unknown
    public Map<String, double[]> gradients(int rows, Object... inputs) {
        Model model = stored.current();
        CallerRows data = CallerRows.of(model.program(), model.metadata(), Program.GRADIENTS, rows);
        data.take(rows, inputs);
        Session ready = ready(rows);
        ready.gradients(Binding.of(model, data, Program.GRADIENTS), data.order(), 0, rows);
        return ready.gradients();
    }

    /// The session to use now.
    private Session ready(int rows) {
        Model current = stored.current();
        if (session.model() != current) {
            session = new Session(current, capacity, one);
            given = null;
            binding = null;
        }
        if (calls < ENOUGH_CALLS) {
            count(rows);
        }
        return session;
    }

    private void count(int rows) {
        calls++;
        Program program = session.model().program();
        operations += program.operations(program.entry(Program.PREDICT), rows);
        if (calls == ENOUGH_CALLS || operations > ENOUGH_OPERATIONS) {
            calls = ENOUGH_CALLS;
            stored.warmUp(capacity);
        }
    }
}
