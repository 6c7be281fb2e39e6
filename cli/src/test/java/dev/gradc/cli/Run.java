package dev.gradc.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// What a command line came to.
record Run(int code, String out, String err) {
    /// Runs the command in this process, on no terminal.
    static Run gradc(Object... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Screen screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), false);
        int code = Gradc.run(screen, Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// The last line of the output.
    String lastLine() {
        return out.lines().reduce("", (_, line) -> line);
    }

    /// The root of the repository.
    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return here.resolve("gradc").toFile().isFile() ? here : here.getParent();
    }
}
