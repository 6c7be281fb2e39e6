package dev.gradc.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.EpochResult;
import dev.gradc.runtime.Metrics;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.ParameterSpec;
import dev.gradc.runtime.Trainer;
import dev.gradc.runtime.TrainingListener;
import dev.gradc.runtime.TrainingProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Example 22 at its full size: trains until no training row is wrong, and writes its row of docs/depth-efficiency.md. The
/// system property `gradc.depth.epochs` sets another limit of epochs than the example's, for a trial.
@Tag("campaign")
class DepthEfficiencyCampaignTest {
    private static final Path FILE = Path.of("..", "docs", "depth-efficiency.md");
    private static final String HEADER = "| hidden layers | parameters |";
    private static final int[] SHOWN = {100, 1000, 3000, 10_000, 30_000, 100_000};
    private static final int EVERY = 100;

    @ParameterizedTest(name = "{0} hidden layers")
    @ValueSource(ints = {4, 3, 2, 1})
    void learntByHeart(int layers) throws IOException {
        E22DepthEfficiency network = new E22DepthEfficiency(layers);
        DataSet rows = network.dataSet().orElseThrow().train();
        Model model = network.compile();
        int limit = Integer.getInteger("gradc.depth.epochs", network.plan().epochs());
        TrainingError error = new TrainingError(model, rows);
        new Trainer(model, network.plan().withEpochs(limit)).listener(error).stopWhen(error::isZero).train(rows);
        write(layers, model, error.curve);
        if (limit == network.plan().epochs()) {
            assertThat(error.isZero()).isTrue();
        }
    }

    /// The share of training rows that are wrong, in per cent, by epoch.
    private static final class TrainingError implements TrainingListener {
        private final Model model;
        private final DataSet rows;
        private final TreeMap<Integer, Double> curve = new TreeMap<>();

        TrainingError(Model model, DataSet rows) {
            this.model = model;
            this.rows = rows;
        }

        @Override
        public void epoch(EpochResult epoch, TrainingProgress progress) {
            if (epoch.epoch() % EVERY == 0) {
                double accuracy = Metrics.evaluate(model, rows).accuracy().orElseThrow();
                curve.put(epoch.epoch(), 100 * (1 - accuracy));
                if (epoch.epoch() % (10 * EVERY) == 0) {
                    System.out.printf("epoch %,d: loss %.4f, error %.2f %%%n", epoch.epoch(), epoch.loss(),
                            curve.lastEntry().getValue());
                }
            }
        }

        boolean isZero() {
            return !curve.isEmpty() && curve.lastEntry().getValue() == 0;
        }
    }

    /// Rewrites the network's row; one that is not there yet comes last.
    private static void write(int layers, Model model, TreeMap<Integer, Double> curve) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(FILE));
        int first = 2;
        while (!lines.get(first - 2).startsWith(HEADER)) {
            first++;
        }
        String key = "| %d |".formatted(layers);
        lines.removeIf(line -> line.startsWith(key));
        int last = first;
        while (last < lines.size() && lines.get(last).startsWith("|")) {
            last++;
        }
        lines.add(last, key + row(model, curve));
        Files.write(FILE, lines);
    }

    private static String row(Model model, TreeMap<Integer, Double> curve) {
        int parameters = model.program().parameters().stream().mapToInt(ParameterSpec::size).sum();
        StringBuilder row = new StringBuilder(" %,d |".formatted(parameters));
        for (int epoch : SHOWN) {
            boolean reached = !curve.isEmpty() && epoch <= curve.lastKey();
            row.append(reached ? " %.2f |".formatted(curve.get(epoch)) : " |");
        }
        boolean done = !curve.isEmpty() && curve.lastEntry().getValue() == 0;
        return row.append(done ? " %,d |".formatted(curve.lastKey()) : " |").toString();
    }
}
