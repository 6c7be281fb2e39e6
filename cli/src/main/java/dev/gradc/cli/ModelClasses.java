package dev.gradc.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import org.jspecify.annotations.Nullable;

/// The classes of a model, which live in memory from the compiler's pen to the loader's eye.
final class ModelClasses extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ClassFile> files = new LinkedHashMap<>();

    ModelClasses(StandardJavaFileManager standard) {
        super(standard);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(JavaFileManager.Location location, String name, JavaFileObject.Kind kind,
            @Nullable FileObject source) {
        ClassFile file = new ClassFile(name, source);
        files.put(name, file);
        return file;
    }

    /// A source file as the compiler takes it.
    JavaFileObject source(Path file) {
        return fileManager.getJavaFileObjects(file).iterator().next();
    }

    /// The names of the classes that stand in a source file, in the compiler's order.
    List<String> from(JavaFileObject source) {
        return files.values().stream().filter(f -> f.source != null && f.source.toUri().equals(source.toUri()))
                .map(f -> f.name).toList();
    }

    /// A loader of these classes that finds all others where gradc's own are.
    ClassLoader loader() {
        return new Loader(files);
    }

    private static final class ClassFile extends SimpleJavaFileObject {
        private final String name;
        private final @Nullable FileObject source;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        ClassFile(String name, @Nullable FileObject source) {
            super(URI.create("memory:///" + name.replace('.', '/') + ".class"), Kind.CLASS);
            this.name = name;
            this.source = source;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, ClassFile> files;

        Loader(Map<String, ClassFile> files) {
            super("model", Loader.class.getClassLoader());
            this.files = files;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ClassFile file = files.get(name);
            if (file == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = file.bytes.toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
