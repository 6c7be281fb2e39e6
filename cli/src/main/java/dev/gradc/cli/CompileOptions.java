package dev.gradc.cli;

import dev.gradc.compiler.Compiler;
import dev.gradc.runtime.Precision;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How a model's source is compiled.
final class CompileOptions {
    @Mixin
    private final BackendOption backend = new BackendOption();

    @Option(names = "--dtype", paramLabel = "TYPE", description = "The type of all numbers: float (the default) or double.")
    private @Nullable Precision precision;

    /// The options for the compiler.
    ///
    /// @param usual the precision unless the user named one
    Compiler.Options options(Precision usual) {
        return Compiler.Options.of(precision == null ? usual : precision).withBackend(backend.backend());
    }

    /// The backend's name.
    String backend() {
        return backend.toString();
    }
}
