package dev.gradc.cli;

import dev.gradc.benchmarks.Profile;
import dev.gradc.benchmarks.Profiler;
import dev.gradc.compiler.Compiler;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.TrainingPlan;
import dev.gradc.runtime.Workers;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradc profile`.
@Command(name = "profile", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Tells how long each kernel of a model takes, under the names of the model's own layers, and how much"
        + " of what this machine can do it reaches. No data are needed: the rows are made up.")
final class ProfileCommand implements Callable<Integer> {
    private static final int FULL_BATCH = 1000;

    private final Screen screen;

    @Parameters(paramLabel = "MODEL.java", description = "A Java file with a class that extends dev.gradc.dsl.Network.")
    private Path file = Path.of("");

    @Option(names = "--entry", paramLabel = "NAME", description = "train (the default where the model has a loss), predict or loss.")
    private @Nullable Entry entry;

    @Option(names = "--batch", paramLabel = "N", description = "Rows in a step; as many as the model says unless given, and "
            + FULL_BATCH
            + " where it says all of them.")
    private @Nullable Integer batch;

    @Option(names = "--threads", paramLabel = "T", description = "How many threads work; 0 (the default): one to each processor.")
    private int threads;

    @Option(names = "--seconds", paramLabel = "S", description = "Seconds of measuring, when the times have settled; ${DEFAULT-VALUE} unless given.")
    private double seconds = 2;

    @Mixin
    private final CompileOptions compile = new CompileOptions();

    @Option(names = "--json", description = "Print the result as one JSON object, and no progress.")
    private boolean json;

    ProfileCommand(Screen screen) {
        this.screen = screen;
    }

    /// What can be profiled.
    private enum Entry {
        TRAIN, PREDICT, LOSS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        if (!(seconds > 0 && Double.isFinite(seconds))) {
            throw new Misuse("--seconds " + seconds + " must be positive");
        }
        try (Workers workers = Misuse.when(() -> new Workers(threads))) {
            Profiler profiler = Misuse.when(() -> profiler(workers));
            Profile profile = profiler.measure(seconds, this::progress);
            screen.clear();
            ProfileReport report = new ProfileReport(profile, compile.backend());
            screen.out().println(json ? report.json() : report.text());
        }
        return 0;
    }

    private void progress(String what) {
        if (!json) {
            screen.progress(what);
        }
    }

    private Profiler profiler(Workers workers) {
        Network network = new ModelSource(file).network();
        Compiler.Compiled compiled = Compiler.compile(network.definition(), compile.options(Precision.FLOAT));
        Model model = new Model(compiled.program(), compiled.text());
        model.initialize(TrainingPlan.DEFAULT.seed());
        return new Profiler(model, entryOf(model.program()), rows(network), workers);
    }

    private String entryOf(Program program) {
        if (entry != null) {
            return entry.toString();
        }
        return program.find(Program.TRAIN).isPresent() ? Program.TRAIN : Program.PREDICT;
    }

    private int rows(Network network) {
        int rows = batch == null ? network.batch() : batch;
        return rows == TrainingPlan.FULL_BATCH ? FULL_BATCH : rows;
    }
}
