package dev.gradc.compiler.emit.c;

import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A compiler of C on this machine, with its options, and the folder that keeps what it made.
public final class CCompiler {
    /// What every unit is compiled with: no multiplication is joined to an addition but where it says so, and roots are the
    /// processor's, since nobody asks for `errno`.
    private static final List<String> ALWAYS = List.of("-std=c99", "-ffp-contract=off", "-fno-math-errno",
            "-fno-trapping-math");
    private static final List<String> LIBRARY = List.of("-shared", "-fPIC");
    private static final List<String> FAST = List.of("-O3", "-march=native");
    /// What compilers say of themselves and of the processor, by the command.
    private static final Map<List<String>, String> MACROS = new ConcurrentHashMap<>();

    private final List<String> command;
    private final Path folder;

    /// @param program the compiler's command, in words
    /// @param options what it is told beside what every unit needs
    /// @param folder where the libraries are kept
    public CCompiler(List<String> program, List<String> options, Path folder) {
        List<String> words = new ArrayList<>(program);
        words.addAll(options);
        words.addAll(ALWAYS);
        command = List.copyOf(words);
        this.folder = folder;
    }

    /// The machine's own: the command in the environment variable `CC`, else `cc`. The libraries are kept in `gradc/c` of the
    /// user's cache folder.
    public static CCompiler ofMachine() {
        String cc = System.getenv("CC");
        return new CCompiler(cc == null || cc.isBlank() ? List.of("cc") : List.of(cc.strip().split("\\s+")), FAST,
                cache());
    }

    private static Path cache() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path root = cache == null || cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(cache);
        return root.resolve("gradc").resolve("c");
    }

    /// Whether there is such a compiler here.
    public boolean isHere() {
        try {
            return !macros().isEmpty();
        } catch (GradcException none) {
            return false;
        }
    }

    /// The library of a unit; compiled now unless it was before, by this compiler for this processor.
    ///
    /// @throws GradcException when there is no such compiler, or no place for the library
    /// @throws IllegalStateException when it does not take the unit
    public Path library(String source) {
        Path library = folder.resolve(key(source) + ".so");
        if (!Files.isRegularFile(library)) {
            compile(source, library);
        }
        return library;
    }

    private String key(String source) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : List.of(String.join("\n", command), macros(), source)) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// All that the compiler defines by itself: its version, and what the processor has.
    private String macros() {
        return MACROS.computeIfAbsent(command, _ -> run(List.of("-dM", "-E", "-x", "c", "/dev/null"), Path.of(".")));
    }

    private void compile(String source, Path library) {
        try {
            Files.createDirectories(folder);
            Path work = Files.createTempDirectory(folder, "unit");
            Path unit = work.resolve("unit.c");
            Path made = work.resolve("unit.so");
            try {
                Files.writeString(unit, source);
                List<String> words = new ArrayList<>(LIBRARY);
                words.addAll(List.of("-o", "unit.so", "unit.c"));
                run(words, work);
                try (FileChannel written = FileChannel.open(made, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
                Files.move(made, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unit);
                Files.deleteIfExists(made);
                Files.delete(work);
            }
        } catch (IOException e) {
            throw new GradcException("what the C compiler makes cannot be kept in " + folder + " (" + e.getMessage()
                    + "): the variable XDG_CACHE_HOME names another folder", e);
        }
    }

    /// @return what the compiler prints
    private String run(List<String> words, Path directory) {
        List<String> line = new ArrayList<>(command);
        line.addAll(words);
        Process process;
        try {
            process = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new GradcException("the backend c needs a C compiler, and " + command.getFirst()
                    + " cannot be run here: install gcc or clang, or name one by the variable CC", e);
        }
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(
                        "the C compiler (" + String.join(" ", line) + ") ends with " + status + ":\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GradcException("compiling was interrupted", e);
        }
    }
}
