package dev.gradc.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;

/// Starts the command, as the script `gradc` does.
///
/// It reads two system properties: `gradc.terminal` tells that messages go to a terminal, and `gradc.stderr` is the file
/// descriptor for messages where that is not Java's own: the script keeps Java's for the warning that Java prints of its
/// incubating modules.
public final class Main {
    private Main() {
    }

    /// Runs the command and exits with its code: 0, 1 when it failed, 2 when it was misused.
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Results results = new Results();
        PrintStream out = new PrintStream(results, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(messages()), true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(err);
        Screen screen = new Screen(out, err, Boolean.getBoolean("gradc.terminal"));
        int code = Gradc.run(screen, arguments);
        out.flush();
        if (code == 0 && results.trouble().isPresent()) {
            code = 1;
            results.trouble().filter(e -> !Results.isReaderGone(e)).ifPresent(
                    e -> screen.say("the result cannot be written to the standard output (" + e.getMessage() + ")"));
        }
        err.flush();
        System.exit(code);
    }

    private static FileDescriptor messages() throws ReflectiveOperationException {
        Integer number = Integer.getInteger("gradc.stderr");
        if (number == null) {
            return FileDescriptor.err;
        }
        Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
        constructor.setAccessible(true);
        return constructor.newInstance(number);
    }
}
