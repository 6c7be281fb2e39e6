package dev.gradc.cli;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Definition;
import dev.gradc.runtime.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradc explain`.
@Command(name = "explain", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Shows how a model is computed: what each stage of the compiler makes of it.")
final class ExplainCommand implements Callable<Integer> {
    private static final String MATH = "math";

    private final Screen screen;

    @Parameters(paramLabel = "MODEL.java", description = "A Java file with a class that extends dev.gradc.dsl.Network.")
    private Path file = Path.of("");

    @Option(names = "--stage", paramLabel = "NAME", description = "Only this one, such as graph, gradient, math (the gradients as on paper), fused, loops,"
            + " memory, source (the kernels as Java) or bytecode; all of them without.")
    private @Nullable String stage;

    @Mixin
    private final CompileOptions compile = new CompileOptions();

    @Option(names = "--json", description = "Print one JSON object with the text of each stage.")
    private boolean json;

    ExplainCommand(Screen screen) {
        this.screen = screen;
    }

    /// What a stage of the compiler made.
    private record Stage(String name, String text) {
    }

    /// Keeps the text of the stages that are wanted, and the names of all.
    private final class Stages {
        private final List<Stage> wanted = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        void see(String name, Supplier<String> text) {
            names.add(name);
            if (stage == null || stage.equals(name)) {
                wanted.add(new Stage(name, text.get().stripTrailing()));
            }
        }
    }

    @Override
    public Integer call() {
        Definition definition = Misuse.when(() -> new ModelSource(file).network().definition());
        boolean derives = definition.loss().isPresent() && !definition.parameters().isEmpty();
        Stages stages = new Stages();
        Compiler.Options options = compile.options(Precision.FLOAT).watchedBy((name, text) -> {
            stages.see(name, text);
            if (name.equals("gradient") && (derives || MATH.equals(stage))) {
                stages.see(MATH, () -> Compiler.math(definition));
            }
        });
        Compiler.Compiled compiled = Misuse.when(() -> Compiler.compile(definition, options));
        if (stages.wanted.isEmpty()) {
            throw new Misuse("there is no stage " + stage + ": name one of " + String.join(", ", stages.names));
        }
        print(compiled, stages.wanted);
        return 0;
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
