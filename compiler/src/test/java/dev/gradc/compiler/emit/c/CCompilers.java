package dev.gradc.compiler.emit.c;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Compilers for tests, which are skipped where there is no such compiler.
public final class CCompilers {
    private CCompilers() {
    }

    /// One that takes every warning for an error.
    ///
    /// @param command its command
    /// @param folder where it keeps its libraries
    public static CCompiler strict(String command, Path folder, String... options) {
        assumeTrue(new CCompiler(List.of(command), List.of(), folder).isHere(), "no " + command + " on this machine");
        return new CCompiler(List.of(command), Stream
                .concat(Stream.of(options), Stream.of("-Wall", "-Wextra", "-Wpedantic", "-Werror")).toList(), folder);
    }
}
