package dev.gradc.cli;

import dev.gradc.compiler.Compiler;
import dev.gradc.data.CsvSchema;
import dev.gradc.data.DataSpec;
import dev.gradc.runtime.Answers;
import dev.gradc.runtime.Binding;
import dev.gradc.runtime.Checkpoint;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Program;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradc predict`.
@Command(name = "predict", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Asks a trained model for its answers, as CSV. Opening the model runs none of its author's code.")
final class PredictCommand implements Callable<Integer> {
    /// The property of a model's metadata that holds what the columns of its training file mean.
    static final String COLUMNS = "columns";

    private final Screen screen;

    @Parameters(paramLabel = "MODEL", description = "A file that 'gradc train --out' saved.")
    private Path file = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "SPEC", description = "The rows to ask for, as for 'gradc train'; what is to be predicted need not be there.")
    private String data = "";

    @Option(names = "--out", paramLabel = "FILE.csv", description = "Write the answers here, not on the screen.")
    private @Nullable Path out;

    @Mixin
    private final BackendOption backend = new BackendOption();

    @Option(names = "--json", description = "Print one JSON object: with the answers, or with --out, about them.")
    private boolean json;

    PredictCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        OutFile.check(out);
        Model model = Misuse.when(this::model);
        DataSet rows = Misuse.when(() -> rows(model));
        Answers answers = new Answers(model, model.predict(rows));
        Path to = out;
        if (to != null) {
            OutFile.write("the answers", to, answers.lines());
        }
        if (json) {
            Json result = new Json().put("model", model.program().name()).put("rows", rows.size());
            screen.out().println(to == null ? result.put("answers", answers.objects())
                    : result.put("file", to.toString()));
        } else if (to == null) {
            answers.lines().forEach(screen.out()::println);
        } else {
            screen.out().println(rows.size() + " answers of " + model.program().name() + " written to " + to);
        }
        return 0;
    }

    private Model model() {
        if (file.toString().endsWith(".java")) {
            throw new GradcException(file + " is the source of a model, but predict takes a trained one: train it with"
                    + " --out FILE, and name that file");
        }
        Checkpoint checkpoint = Checkpoint.read(file);
        return Compiler.open(checkpoint,
                Compiler.Options.of(checkpoint.precision()).withBackend(backend.backend()));
    }

    private DataSet rows(Model model) {
        Optional<CsvSchema> schema = Optional.ofNullable(model.metadata().properties().get(COLUMNS))
                .map(CsvSchema::parse);
        DataSet rows = DataSpec.parse(data).loadFeatures(schema);
        Binding.of(model, rows, Program.PREDICT).check();
        return rows;
    }
}
