package dev.gradc.runtime;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Replays a compiled model's golden vectors, with every code that this machine can run (a large model's with the widest vectors
/// alone, since a copy of it may have no room), and times its predictions.
final class SelfTest {
    /// So long each prediction is repeated, in ns, and at least so often; the later half is what counts.
    private static final long NANOS = 1_000_000_000L;
    private static final int FEWEST = 30;
    private static final long MOST_NANOS = 5_000_000_000L;
    private static final int BATCH = 256;

    private final StoredModel stored;
    private final GoldenVectors golden;
    private final List<String> lines = new ArrayList<>();
    private boolean passed = true;

    /// @throws GradcException when the golden vectors are missing or damaged
    SelfTest(StoredModel stored) {
        this.stored = stored;
        try (InputStream stream = stored.place().open("golden")) {
            byte[] bytes = stream.readAllBytes();
            golden = GoldenVectors
                    .read(new BoundedInput(new DataInputStream(new ByteArrayInputStream(bytes)), bytes.length));
        } catch (IOException e) {
            throw stored.place().damaged(e);
        }
    }

    /// Whether every bit was right.
    boolean passed() {
        return passed;
    }

    /// What was found, for people.
    List<String> lines() {
        return lines;
    }

    /// Replays and times.
    ///
    /// @return itself
    SelfTest run() {
        int widest = stored.widest();
        if (widest == 1 || !stored.isLarge()) {
            replay(1);
        }
        if (widest > 1) {
            replay(widest);
        }
        lines.add(time(widest, 1));
        lines.add(time(widest, BATCH));
        return this;
    }

    private void replay(int lanes) {
        Model model = stored.shared(lanes);
        String code = lanes == 1 ? "scalar code" : "vectors of " + lanes;
        List<Object> outputs = GoldenVectors.predict(model, golden.rows(), golden.inputs());
        tell(code + ": " + golden.rows() + " predictions", same(outputs, golden.outputs()));
        tell(code + ": each row by itself", rowByRow(model));
        if (!golden.losses().isEmpty()) {
            Model trained = stored.with(lanes);
            List<Double> losses = GoldenVectors.train(trained, golden.rows(), golden.targets());
            tell(code + ": " + losses.size() + " training steps",
                    losses.equals(golden.losses()) && trained.sha256().equals(golden.sha256()));
        }
    }

    private void tell(String what, boolean same) {
        passed &= same;
        lines.add(what + (same ? ": the same bits" : ": OTHER BITS than when the model was compiled"));
    }

    private boolean rowByRow(Model model) {
        boolean same = true;
        for (int row = 0; row < golden.rows(); row++) {
            List<Object> inputs = row(golden.inputs(), row);
            List<Program.Output> specs = model.program().entry(Program.PREDICT).outputs();
            List<Object> outputs = GoldenVectors.predict(model, 1, inputs);
            for (int o = 0; o < outputs.size(); o++) {
                same &= !specs.get(o).perRow() || same(outputs.get(o), slice(golden.outputs().get(o), row));
            }
        }
        return same;
    }

    private List<Object> row(List<Object> arrays, int row) {
        return arrays.stream().map(array -> slice(array, row)).toList();
    }

    private Object slice(Object array, int row) {
        if (array instanceof int[] classes) {
            return Arrays.copyOfRange(classes, row, row + 1);
        }
        int width = Reals.length(array) / golden.rows();
        return array instanceof float[] floats ? Arrays.copyOfRange(floats, row * width, (row + 1) * width)
                : Arrays.copyOfRange((double[]) array, row * width, (row + 1) * width);
    }

    private static boolean same(List<Object> some, List<Object> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            same = same(some.get(i), others.get(i));
        }
        return same;
    }

    private static boolean same(Object some, Object other) {
        return some instanceof float[] floats ? Arrays.equals(floats, (float[]) other)
                : Arrays.equals((double[]) some, (double[]) other);
    }

    private String time(int lanes, int rows) {
        Model model = stored.shared(lanes);
        Program program = model.program();
        CallerRows data = CallerRows.of(program, model.metadata(), Program.PREDICT, rows);
        List<Object> inputs = golden.inputs().stream().map(array -> repeat(array, rows)).toList();
        data.take(rows, inputs.toArray());
        Session session = new Session(model, rows, new Workers(1));
        session.rehearse(Program.PREDICT);
        session.load(Binding.of(model, data, Program.PREDICT), data.order(), 0, rows);
        double nanos = median(session);
        double operations = program.operations(program.entry(Program.PREDICT), rows);
        return String.format(Locale.ROOT, "%d %s in %.1f µs, %.1f GFLOP/s (median)", rows,
                rows == 1 ? "row" : "rows", nanos / 1000, operations / nanos);
    }

    private static double median(Session session) {
        List<Long> times = new ArrayList<>();
        long begin = System.nanoTime();
        long spent = 0;
        while (spent < NANOS || times.size() < FEWEST && spent < MOST_NANOS) {
            long start = System.nanoTime();
            session.run(Program.PREDICT);
            long end = System.nanoTime();
            times.add(end - start);
            spent = end - begin;
        }
        List<Long> later = times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        return later.get(later.size() / 2);
    }

    /// As many rows as wanted, the golden ones again and again.
    private Object repeat(Object array, int rows) {
        if (array instanceof int[] classes) {
            int[] result = new int[rows];
            Arrays.setAll(result, i -> classes[i % classes.length]);
            return result;
        }
        int width = Reals.length(array) / golden.rows();
        Object result = array instanceof float[] ? new float[rows * width] : new double[rows * width];
        for (int row = 0; row < rows; row++) {
            Reals.copy(array, row % golden.rows() * width, result, row * width, width);
        }
        return result;
    }
}
