package dev.gradc.cli;

import dev.gradc.compiler.Compiler.Backend;
import java.util.Locale;
import picocli.CommandLine.Option;

/// What runs a model.
final class BackendOption {
    @Option(names = "--backend", paramLabel = "NAME", description = "What runs the model: bytecode (the default), Java source compiled by janino or javac, c (C99 compiled by the machine's cc), or interpreter (slow); all give the same bits.")
    private Backend backend = Backend.BYTECODE;

    /// The backend.
    Backend backend() {
        return backend;
    }

    /// Its name.
    @Override
    public String toString() {
        return backend.name().toLowerCase(Locale.ROOT);
    }
}
