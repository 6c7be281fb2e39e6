package dev.gradc.cli;

import dev.gradc.compiler.jar.Verification;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradc verify`.
@Command(name = "verify", mixinStandardHelpOptions = true, versionProvider = Version.class, description = {
    "Checks a jar that 'gradc compile' wrote: every entry by its SHA-256, the certificate of its gradients, and its golden vectors, by"
            + " a model compiled anew from its graph and parameters. Nothing of the jar is run.",
    "The hashes stand in the jar itself: they find damage and careless changes. Whoever forges a jar can forge them too, and its classes"
            + " are then the forger's code: take jars from whom you trust, or keep the jar's own SHA-256 elsewhere."})
final class VerifyCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "FILE.jar", description = "A jar that 'gradc compile' wrote.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    VerifyCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        Verification.Result result = Misuse.when(() -> Verification.of(file, Version.number()));
        if (json) {
            screen.out().println(new Json().put("file", file.toString()).put("class", result.face())
                    .put("passes", result.passes()).put("checks", result.checks()).put("findings", result.findings()));
        } else {
            result.checks().forEach(screen.out()::println);
            result.findings().forEach(screen.out()::println);
            screen.out().println(
                    file + (result.passes() ? " is as gradc compiled it" : " is NOT as gradc compiled it"));
        }
        return result.passes() ? 0 : 1;
    }
}
