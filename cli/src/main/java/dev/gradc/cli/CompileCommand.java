package dev.gradc.cli;

import dev.gradc.compiler.emit.source.Identifiers;
import dev.gradc.compiler.jar.Certificate;
import dev.gradc.compiler.jar.JarNames;
import dev.gradc.compiler.jar.ModelJar;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Program;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradc compile`.
@Command(name = "compile", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Compiles a model into a jar that depends on nothing: its code, its parameters, and a class to use it"
        + " by. Opening a trained model runs none of its author's code.")
final class CompileCommand implements Callable<Integer> {
    private static final Set<String> ENTRIES = Set.of(Program.PREDICT, Program.GRADIENTS, Program.TRAIN);

    private final Screen screen;

    @Parameters(paramLabel = "MODEL", description = "A file that 'gradc train --out' saved; or a Java file with a class that extends"
            + " dev.gradc.dsl.Network, whose parameters are then as before any training.")
    private Path file = Path.of("");

    @Option(names = {"-o",
        "--out"}, paramLabel = "FILE.jar", description = "The jar; unless given, the class's name in small letters, here.")
    private @Nullable Path out;

    @Option(names = "--package", paramLabel = "NAME", description = "The package of the class; unless given, its name in small letters.")
    private @Nullable String packageName;

    @Option(names = "--class", paramLabel = "NAME", description = "The name of the class; unless given, the model's.")
    private @Nullable String className;

    @Option(names = "--include", paramLabel = "WHAT", split = ",", description = "What the model is to do beside predict: gradients, train.")
    private List<String> include = List.of();

    @Option(names = "--release", paramLabel = "N", description = "The oldest Java that it is to run on, 17 to 25; ${DEFAULT-VALUE} unless given.")
    private int release = ModelJar.OLDEST;

    @Option(names = "--source", paramLabel = "DIR", description = "Also write the sources here: the class, and the kernels as Java for a reader.")
    private @Nullable Path source;

    @Option(names = "--seed", paramLabel = "S", description = "Draws the parameters of a model that was not trained; ${DEFAULT-VALUE} unless given.")
    private long seed;

    @Option(names = "--json", description = "Print one JSON object about the jar.")
    private boolean json;

    CompileCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        CompileInput input = Misuse.when(() -> CompileInput.read(file, seed));
        JarNames names = Misuse.when(() -> names(input));
        Path to = out != null ? out : Path.of(names.className().toLowerCase(Locale.ROOT) + ".jar");
        OutFile.checkInside(to);
        OutFile.check(to);
        if (source != null) {
            OutFile.checkInside(source);
            OutFile.checkFolder("--source", source);
        }
        String certificate = Certificate.of(input.model().text(), Version.number());
        ModelJar jar = Misuse.when(() -> ModelJar.of(input.model(), new ModelJar.Order(names, entries(), release,
                input.plan(), input.rows(), input.facts(), Version.number(), certificate)));
        jar.write(to);
        Path sources = to.resolveSibling(to.getFileName().toString().replaceAll("\\.jar$", "") + "-sources.jar");
        jar.writeSources(sources);
        if (source != null) {
            writeSources(jar, source);
        }
        tell(input, names, to, sources);
        return 0;
    }

    private JarNames names(CompileInput input) {
        String type = className != null ? className : usual(input.model().program().name());
        return new JarNames(packageName != null ? packageName : JarNames.small(type), type);
    }

    /// The model's name as that of a class.
    private static String usual(String model) {
        String name = new Identifiers().fresh(model);
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private Set<String> entries() {
        Set<String> entries = new LinkedHashSet<>(List.of(Program.PREDICT));
        for (String word : include) {
            if (!ENTRIES.contains(word)) {
                throw new GradcException("--include " + word + " is none of predict, gradients, train");
            }
            entries.add(word);
        }
        return entries;
    }

    private static void writeSources(ModelJar jar, Path folder) {
        jar.sources().forEach((name, text) -> {
            Path target = folder.resolve(name);
            OutFile.makeFolders(target);
            OutFile.write("the source", target, text.lines());
        });
    }

    private void tell(CompileInput input, JarNames names, Path to, Path sources) {
        long size = to.toFile().length();
        if (json) {
            screen.out().println(new Json().put("model", input.model().program().name()).put("class", names.face())
                    .put("file", to.toString()).put("bytes", size).put("sources", sources.toString())
                    .put("parameters", input.model().program().parameterCount())
                    .put("sha256", input.model().sha256()));
            return;
        }
        screen.out().println(String.format(Locale.ROOT, "%s: %s with %,d parameters, %,d bytes", to, names.face(),
                input.model().program().parameterCount(), size));
        screen.out().println("sha256 of the parameters: " + input.model().sha256());
        screen.out().println("try it: java -jar " + to + " --selftest");
    }
}
