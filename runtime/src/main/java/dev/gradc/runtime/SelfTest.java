package dev.gradc.runtime;

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
            golden = GoldenVectors.read(stream.readAllBytes());
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
        tell("the SHA-256 of the parameters", stored.place().isSha256(stored.sha256()));
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
        String code = lanes == 1 ? "scalar code" : "vectors of " + lanes;
        Model model = golden.losses().isEmpty() ? stored.shared(lanes) : stored.copy(lanes);
        new GoldenReplay(golden, model).run().forEach((what, same) -> tell(code + ": " + what, same));
    }

    private void tell(String what, boolean same) {
        passed &= same;
        lines.add(what + (same ? ": the same bits" : ": OTHER BITS than when the model was compiled"));
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
        return String.format(Locale.ROOT, "%d %s in %.1f us, %.1f GFLOP/s (median)", rows,
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
