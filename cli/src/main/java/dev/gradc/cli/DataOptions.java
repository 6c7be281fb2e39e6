package dev.gradc.cli;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.data.DataSpec;
import dev.gradc.data.Loaded;
import dev.gradc.data.Target;
import dev.gradc.data.TrainTest;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Split;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The data that a user names in the place of the model's.
final class DataOptions {
    private static final Pattern SHARE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*%");
    private static final double USUAL_SHARE = 0.3;

    @Option(names = "--data", paramLabel = "SPEC", description = "Data to train on, SOURCE[:option=value,...]: a CSV, IDX or NPY file, a folder of CIFAR-10,"
            + " mnist1d, xor, spirals, moons, circles or curve. Without it: what the model names.")
    private @Nullable String data;

    @Option(names = "--test", paramLabel = "SPEC|N%", description = "Data to test on, or a share of the rows to keep aside for that. Without it: what the data"
            + " brings along, else 30%%.")
    private @Nullable String test;

    @Option(names = "--label", paramLabel = "COLUMN", description = "The column of a CSV file that is to be predicted: its name, its number from 1 on, first or"
            + " last.")
    private @Nullable String label;

    /// The rows of a training.
    ///
    /// @param name what the user or the model calls them
    /// @param learnt the rows to learn from, and what is known of their columns
    /// @param test the rows to judge by
    /// @param note how the test rows were chosen, where the user did not say it
    record Rows(String name, Loaded learnt, DataSet test, Optional<String> note) {
    }

    /// Reads the data.
    ///
    /// @param seed of the split into training and test rows
    /// @throws GradcException when the data cannot be read or the model names none
    Rows read(Network network, long seed) {
        Target target = hasLabels(network) ? Target.CLASS : Target.DETECT;
        Optional<TrainTest> own = data == null ? network.dataSet() : Optional.empty();
        String name = own.isPresent() ? "the model's own data" : name(network);
        Loaded loaded = own.map(rows -> new Loaded(rows.train(), Optional.of(rows.test()), Optional.empty()))
                .orElseGet(() -> spec(name, target).load());
        Optional<Double> share = Optional.ofNullable(test).flatMap(DataOptions::share);
        if (test != null && share.isEmpty()) {
            return new Rows(name, loaded, spec(test, target).loadTest(loaded), Optional.empty());
        }
        if (loaded.test().isPresent() && share.isEmpty()) {
            return new Rows(name, loaded, loaded.test().get(), Optional.empty());
        }
        return split(name, loaded, share.orElse(USUAL_SHARE), seed);
    }

    private String name(Network network) {
        return Optional.ofNullable(data).or(network::dataSpec).orElseThrow(() -> new GradcException("the model "
                + network.name()
                + " names no data set: give --data, or say data(\"mnist1d\"), for example, in the model"));
    }

    private static Rows split(String name, Loaded loaded, double share, long seed) {
        Split split = Split.stratified(loaded.train(), share, seed);
        String note = "testing on " + split.second().size() + " of the " + loaded.train().size() + " rows of " + name
                + ", kept aside at random (seed " + seed + ")";
        return new Rows(name, new Loaded(split.first(), Optional.empty(), loaded.schema()), split.second(),
                Optional.of(note));
    }

    private DataSpec spec(String text, Target target) {
        DataSpec spec = DataSpec.parse(text).target(target);
        return label == null ? spec : spec.label(label);
    }

    private static Optional<Double> share(String text) {
        Matcher share = SHARE.matcher(text.strip());
        if (!share.matches()) {
            return Optional.empty();
        }
        double percent = Double.parseDouble(share.group(1));
        if (!(percent > 0 && percent < 100)) {
            throw new GradcException(
                    "--test " + text + " leaves no rows on one side: take more than 0% and less than 100%");
        }
        return Optional.of(percent / 100);
    }

    private static boolean hasLabels(Network network) {
        return network.definition().inputs().stream().map(Value::op)
                .anyMatch(op -> op instanceof Op.Input input && input.kind() instanceof InputSpec.Kind.Label);
    }
}
