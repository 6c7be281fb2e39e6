package dev.gradc.compiler.emit.source;

import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Compiles by the javac of the running JDK.
final class Javac implements InMemory {
    /// Not `--release`, which reads the index of another JDK and takes three times as long: the source uses nothing newer.
    private static final List<String> OPTIONS = List.of("-source", "17", "-target", "17", "-g", "-proc:none",
            "-Xlint:none");

    private final Supplier<@Nullable JavaCompiler> jdk;

    Javac() {
        this(ToolProvider::getSystemJavaCompiler);
    }

    /// @param jdk gives the compiler of the running Java, null where it has none
    Javac(Supplier<@Nullable JavaCompiler> jdk) {
        this.jdk = jdk;
    }

    @Override
    public Map<String, byte[]> compile(JavaSource source) {
        JavaCompiler compiler = jdk.get();
        if (compiler == null) {
            throw new GradcException(
                    "the backend javac needs a JDK, and this Java has no compiler: run gradc with a JDK, or"
                            + " use the backend janino");
        }
        StringWriter messages = new StringWriter();
        Map<String, byte[]> classes = new HashMap<>();
        try (MemoryFiles files = new MemoryFiles(compiler.getStandardFileManager(null, Locale.ROOT, null), classes)) {
            List<JavaFileObject> sources = source.files().stream().map(MemoryFiles::source).toList();
            if (!compiler.getTask(messages, files, null, OPTIONS, null, sources).call()) {
                throw new IllegalStateException("javac does not take the source of the model: " + messages);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }
}
