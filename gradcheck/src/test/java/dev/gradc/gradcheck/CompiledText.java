package dev.gradc.gradcheck;

import dev.gradc.dsl.Network;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Compiles files `Drawn.java` in memory, all by one run of the compiler, each in a package of its own.
final class CompiledText {
    private CompiledText() {
    }

    /// The networks that the files declare.
    static List<Network> networks(List<String> files) {
        List<Source> sources = new ArrayList<>();
        for (String file : files) {
            sources.add(new Source("drawn" + sources.size(), file));
        }
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        Classes classes = new Classes(compiler.getStandardFileManager(found, Locale.ROOT, null));
        List<String> options = List.of("-proc:none", "-classpath", System.getProperty("java.class.path"));
        if (!compiler.getTask(null, classes, found, options, null, sources).call()) {
            throw new AssertionError(found.getDiagnostics() + "\n" + String.join("\n", files));
        }
        ClassLoader loader = new Loader(classes.files);
        return sources.stream().map(source -> network(loader, source.folder + ".Drawn")).toList();
    }

    private static Network network(ClassLoader loader, String name) {
        try {
            return (Network) loader.loadClass(name).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(name, e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String folder;
        private final String text;

        Source(String folder, String text) {
            super(URI.create("memory:///" + folder + "/Drawn.java"), Kind.SOURCE);
            this.folder = folder;
            this.text = "package " + folder + "; " + text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Classes extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> files = new HashMap<>();

        Classes(StandardJavaFileManager standard) {
            super(standard);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(JavaFileManager.Location location, String name,
                JavaFileObject.Kind kind, FileObject source) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            files.put(name, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> files;

        Loader(Map<String, ByteArrayOutputStream> files) {
            super(CompiledText.class.getClassLoader());
            this.files = files;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!files.containsKey(name)) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = files.get(name).toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
