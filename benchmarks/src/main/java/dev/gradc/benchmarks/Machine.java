package dev.gradc.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The machine that measures.
public final class Machine {
    private Machine() {
    }

    /// The processor, how many there are, Java and the operating system.
    public static String description() {
        return processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors; Java "
                + Runtime.version() + " on " + System.getProperty("os.name");
    }

    /// What the system calls the processor.
    private static String processor() {
        Path file = Path.of("/proc/cpuinfo");
        if (Files.isReadable(file)) {
            try (Stream<String> lines = Files.lines(file)) {
                return lines.filter(line -> line.startsWith("model name")).findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException _) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }
}
