package dev.gradc.cli;

import dev.gradc.compiler.Compiler;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradc explain`.
@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Shows how a model is computed: what each stage of the compiler makes of it.")
final class ExplainCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "MODEL.java", description = "A Java file with a class that extends dev.gradc.dsl.Network.")
    private Path file = Path.of("");

    @Option(names = "--stage", paramLabel = "NAME", description = "Only this one, such as graph, gradient, loops, memory or bytecode; all of them without.")
    private @Nullable String stage;

    @Mixin
    private final CompileOptions compile = new CompileOptions();

    @Option(names = "--json", description = "Print one JSON object with the text of each stage.")
    private boolean json;

    ExplainCommand(Screen screen) {
        this.screen = screen;
    }

    /// A stage and, if it is wanted, its text.
    private record Stage(String name, String text) {
    }

    @Override
    public Integer call() {
        Network network = Misuse.when(() -> new ModelSource(file).network());
        List<Stage> stages = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Compiler.Options options = compile.options(Precision.FLOAT).withWatcher((name, text) -> {
            names.add(name);
            if (wanted(name)) {
                stages.add(new Stage(name, text.get().stripTrailing()));
            }
        });
        Compiler.Compiled compiled = Misuse.when(() -> Compiler.compile(network.definition(), options));
        if (stages.isEmpty()) {
            throw new Misuse("there is no stage " + stage + ": name one of " + String.join(", ", names));
        }
        print(compiled, stages);
        return 0;
    }

    private boolean wanted(String name) {
        return stage == null || name.equals(stage.toLowerCase(Locale.ROOT));
    }

    private void print(Compiler.Compiled compiled, List<Stage> stages) {
        if (json) {
            Json texts = new Json();
            stages.forEach(s -> texts.put(s.name(), s.text()));
            screen.out().println(new Json().put("model", compiled.program().name())
                    .put("stages", texts.members()).put("notes", compiled.notes()));
            return;
        }
        for (Stage s : stages) {
            screen.out().println(stages.size() == 1 ? s.text() : "=== " + s.name() + "\n" + s.text() + "\n");
        }
        compiled.notes().forEach(screen::say);
    }
}
