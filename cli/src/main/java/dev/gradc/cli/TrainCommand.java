package dev.gradc.cli;

import dev.gradc.compiler.Compiler;
import dev.gradc.data.CsvSchema;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.Binding;
import dev.gradc.runtime.Checkpoint;
import dev.gradc.runtime.Metadata;
import dev.gradc.runtime.Metrics;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Trainer;
import dev.gradc.runtime.Training;
import dev.gradc.runtime.TrainingPlan;
import dev.gradc.runtime.TrainingResult;
import dev.gradc.runtime.TrainingResult.Reason;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradc train`.
@Command(name = "train", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Trains a model and measures it on rows that it has not seen.")
final class TrainCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;

    private final Screen screen;

    @Parameters(paramLabel = "MODEL.java", description = "A Java file with a class that extends dev.gradc.dsl.Network.")
    private Path file = Path.of("");

    @Mixin
    private final DataOptions data = new DataOptions();

    @Mixin
    private final PlanOptions plan = new PlanOptions();

    @Mixin
    private final CompileOptions compile = new CompileOptions();

    @Option(names = "--debug-nans", description = "Look for the first NaN or infinity after every kernel (slow).")
    private boolean debugNans;

    @Option(names = "--raw", description = "Take the numbers of a CSV file as they are, not standardised.")
    private boolean raw;

    @Option(names = "--out", paramLabel = "FILE", description = "Save the model here, now and then and at the end. With --resume: there, unless named.")
    private @Nullable Path out;

    @Option(names = "--resume", paramLabel = "FILE", description = "Go on with a training that was saved here; it ends in the same bits.")
    private @Nullable Path resume;

    @Option(names = "--json", description = "Print the result as one JSON object, and no progress.")
    private boolean json;

    TrainCommand(Screen screen) {
        this.screen = screen;
    }

    /// All that a training needs, found and checked before it begins.
    private record Job(Model model, TrainingPlan plan, DataOptions.Rows rows, List<String> notes, Training training) {
    }

    @Override
    public Integer call() {
        Interrupt interrupt = new Interrupt();
        ProgressBar bar = new ProgressBar(screen);
        Job job = Misuse.when(() -> prepare(interrupt, bar));
        if (!json) {
            job.notes().forEach(screen::say);
        }
        TrainingResult result;
        try (Interrupt _ = interrupt.watch()) {
            result = run(job.training(), bar);
            if (result.reason() == Reason.INTERRUPTED) {
                screen.say("stopped after " + result.steps() + " steps and saved as " + savedTo()
                        + "; the same command with --resume " + savedTo() + " goes on");
                return INTERRUPTED;
            }
        }
        TrainReport report = new TrainReport(job.model(), job.plan(), result, job.rows(),
                Metrics.evaluate(job.model(), job.rows().test()), compile.backend(), Optional.ofNullable(file()));
        note(report);
        screen.out().println(json ? report.json() : report.text());
        return 0;
    }

    /// Has the saved model know how well it did.
    private static void note(TrainReport report) {
        report.saved().ifPresent(saved -> {
            Checkpoint checkpoint = Checkpoint.read(saved);
            checkpoint.withMetadata(checkpoint.metadata().withProperty(Metadata.TESTED, report.tested())).write(saved);
        });
    }

    private static TrainingResult run(Training training, ProgressBar bar) {
        try {
            return training.run();
        } finally {
            bar.end();
        }
    }

    private Job prepare(Interrupt interrupt, ProgressBar bar) {
        OutFile.check(out);
        Network network = new ModelSource(file).network();
        Optional<Checkpoint> checkpoint = Optional.ofNullable(resume).map(Checkpoint::read);
        TrainingPlan numbers = plan.apply(checkpoint.flatMap(Checkpoint::plan).orElseGet(network::plan));
        DataOptions.Rows rows = data.read(network, numbers.seed());
        Precision precision = checkpoint.map(Checkpoint::precision).orElse(Precision.FLOAT);
        Compiler.Compiled compiled = Compiler.compile(network.definition(),
                compile.options(precision).withDebug(debugNans));
        Model model = new Model(compiled.program(), compiled.text());
        Binding.of(model, rows.test(), Program.LOSS).check();
        rows.learnt().schema().map(CsvSchema::text)
                .ifPresent(text -> model.metadata(model.metadata().withProperty(PredictCommand.COLUMNS, text)));
        Trainer trainer = trainer(new Trainer(model, numbers), rows, interrupt);
        checkpoint.ifPresent(trainer::resume);
        if (!json) {
            trainer.listener(bar);
        }
        List<String> notes = Stream.concat(compiled.notes().stream(), rows.note().stream()).toList();
        return new Job(model, numbers, rows, notes, trainer.prepare(rows.learnt().train()));
    }

    private Trainer trainer(Trainer trainer, DataOptions.Rows rows, Interrupt interrupt) {
        trainer.debugNans(debugNans).stopWhen(interrupt::asked)
                .standardize(rows.learnt().schema().isPresent() && !raw).saveIfStopped(savedTo());
        Path saved = file();
        return saved == null ? trainer : trainer.saveTo(saved);
    }

    /// Where the training is saved in any case.
    private @Nullable Path file() {
        return out != null ? out : resume;
    }

    /// Where it is saved when it is interrupted.
    private Path savedTo() {
        Path saved = file();
        return saved != null ? saved
                : file.resolveSibling(file.getFileName().toString().replaceAll("\\.java$", "") + ".gradc");
    }
}
