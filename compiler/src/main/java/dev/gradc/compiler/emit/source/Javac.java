package dev.gradc.compiler.emit.source;

import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Kernels;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Compiles by the javac of the running JDK, for Java 17.
public final class Javac implements InMemory {
    /// Not `--release`, which reads the index of another JDK and takes three times as long: the source uses nothing newer.
    private static final List<String> OPTIONS = List.of("-source", "17", "-target", "17", "-g", "-proc:none",
            "-Xlint:none");

    private final Supplier<@Nullable JavaCompiler> jdk;

    /// The compiler of the running JDK.
    public Javac() {
        this(ToolProvider::getSystemJavaCompiler);
    }

    /// @param jdk gives the compiler of the running Java, null where it has none
    Javac(Supplier<@Nullable JavaCompiler> jdk) {
        this.jdk = jdk;
    }

    @Override
    public Map<String, byte[]> compile(JavaSource source) {
        Map<String, String> sources = new LinkedHashMap<>();
        source.files().forEach(file -> sources.put(file.fileName(), file.text()));
        return compile(sources, Map.of(Kernels.class.getName(), RuntimeClasses.file(Kernels.class.getSimpleName())));
    }

    /// Compiles sources that need nothing but the JDK and some classes.
    ///
    /// @param sources the texts by the names of their files
    /// @param known the files of the classes that they use, by the classes' names with dots
    /// @return the class files by the classes' names with dots
    /// @throws GradcException when there is no such compiler here
    /// @throws IllegalStateException when it does not take the sources
    public Map<String, byte[]> compile(Map<String, String> sources, Map<String, byte[]> known) {
        JavaCompiler compiler = jdk.get();
        if (compiler == null) {
            throw new GradcException(
                    "this needs a JDK, and this Java has no compiler: run gradc with a JDK, or use the backend janino");
        }
        StringWriter messages = new StringWriter();
        Map<String, byte[]> classes = new HashMap<>();
        try (MemoryFiles files = new MemoryFiles(compiler.getStandardFileManager(null, Locale.ROOT, null), known,
                classes)) {
            List<JavaFileObject> units = sources.entrySet().stream()
                    .map(source -> MemoryFiles.source(source.getKey(), source.getValue())).toList();
            if (!compiler.getTask(messages, files, null, OPTIONS, null, units).call()) {
                throw new IllegalStateException("javac does not take the source of the model: " + messages);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }
}
