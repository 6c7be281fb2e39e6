package dev.gradc.compiler.emit.source;

import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// Compiles by the javac of the running JDK.
final class Javac implements InMemory {
    private static final List<String> OPTIONS = List.of("--release", "17", "-g", "-proc:none", "-Xlint:none");

    @Override
    public Map<String, byte[]> compile(JavaSource source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
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
