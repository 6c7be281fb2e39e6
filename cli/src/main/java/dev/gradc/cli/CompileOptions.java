package dev.gradc.cli;

import dev.gradc.compiler.Compiler;
import dev.gradc.runtime.Precision;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a model is compiled.
final class CompileOptions {
    @Option(names = "--backend", paramLabel = "NAME", description = "What runs the model: bytecode (the default) or interpreter (slow; the same bits).")
    private Compiler.Backend backend = Compiler.Backend.BYTECODE;

    @Option(names = "--dtype", paramLabel = "TYPE", description = "The type of all numbers: float (the default) or double.")
    private @Nullable Precision precision;

    /// The options for the compiler.
    ///
    /// @param usual the precision unless the user named one
    Compiler.Options options(Precision usual) {
        return Compiler.Options.of(precision == null ? usual : precision).withBackend(backend);
    }

    /// The backend's name.
    String backend() {
        return backend.name().toLowerCase(Locale.ROOT);
    }
}
