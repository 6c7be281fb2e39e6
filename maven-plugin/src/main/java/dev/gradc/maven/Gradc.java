package dev.gradc.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;

/// The command `gradc`, started in a Java that is new enough.
final class Gradc {
    private static final String SAYS = "gradc: ";

    private final Path jdk;
    private final List<Path> classPath;
    private final List<String> options;
    private final Path folder;
    private final Log log;

    /// @param classPath gradc's classes
    /// @param options more of Java's options
    /// @param folder to run it in
    Gradc(Path jdk, List<Path> classPath, List<String> options, Path folder, Log log) {
        this.jdk = jdk;
        this.classPath = classPath;
        this.options = options;
        this.folder = folder;
        this.log = log;
    }

    /// Checks the model's gradients, and that its checkpoint is its own.
    ///
    /// @param how more of the words of `gradc check`
    /// @throws MojoFailureException when they are wrong, or the model is
    void check(Order order, List<String> how) throws IOException, MojoFailureException {
        List<String> words = new ArrayList<>(order.check());
        words.addAll(how);
        JavaRun run = run(words);
        if (run.code() != 0) {
            String worst = run.lines().stream().dropWhile(line -> !line.startsWith("worst: "))
                    .collect(Collectors.joining("\n"));
            throw failure(order, worst.isEmpty() ? sentence(run) : "its gradients are wrong; " + worst);
        }
    }

    /// Compiles the model into a jar.
    ///
    /// @throws MojoFailureException when it cannot be
    void compile(Order order, Path jar) throws IOException, MojoFailureException {
        JavaRun run = run(order.compile(jar));
        if (run.code() != 0) {
            throw failure(order, sentence(run));
        }
    }

    /// Has the model test itself, on the Java that it is for where that is here.
    ///
    /// @param own the home of a Java that is perhaps too old
    /// @param version that Java's
    /// @throws MojoFailureException when it does not give the bits that it gave when it was compiled
    void selfTest(Order order, Path jar, Path own, int version) throws IOException, MojoFailureException {
        Path home = version >= order.release() ? own : jdk;
        JavaRun run = JavaRun.of(home, "", folder, List.of("-jar", jar.toString(), "--selftest"));
        run.lines().forEach(log::debug);
        if (run.code() != 0) {
            throw failure(order, "the compiled model fails its self-test: " + all(run));
        }
    }

    private JavaRun run(List<String> words) throws IOException, MojoFailureException {
        List<String> command = new ArrayList<>(
                List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.add("dev.gradc.cli.Main");
        command.addAll(words);
        log.debug(jdk + " runs " + command);
        JavaRun run = JavaRun.of(jdk,
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)), folder,
                command);
        run.lines().forEach(log::debug);
        return run;
    }

    /// What gradc said, from where it began to: the error's one sentence, or those of the model's compiler, a line each.
    private static String sentence(JavaRun run) {
        String said = run.lines().stream().dropWhile(line -> !line.startsWith(SAYS))
                .collect(Collectors.joining("\n"));
        return said.isEmpty() ? "gradc failed (" + run.code() + "): " + all(run)
                : said.substring(SAYS.length());
    }

    /// All that was printed, but for Java's own warnings.
    private static String all(JavaRun run) {
        return run.lines().stream().filter(line -> !line.startsWith("WARNING: ")).collect(Collectors.joining("; "));
    }

    private static MojoFailureException failure(Order order, String sentence) {
        return new MojoFailureException(order.source().getFileName() + ": " + sentence);
    }
}
