package dev.gradc.compiler.emit.source;

import dev.gradc.runtime.Kernels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardLocation;

/// What javac reads and writes: sources and classes in memory, the JDK, and of gradc the one interface that the source implements,
/// wherever gradc itself was loaded from.
final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, byte[]> classes;

    /// @param classes gets the class files
    MemoryFiles(JavaFileManager files, Map<String, byte[]> classes) {
        super(files);
        this.classes = classes;
    }

    /// A file of a source.
    static JavaFileObject source(JavaSource.File file) {
        return new SimpleJavaFileObject(URI.create("string:///" + file.fileName()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return file.text();
            }
        };
    }

    @Override
    public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
            FileObject sibling) {
        return new SimpleJavaFileObject(URI.create("bytes:///" + name + kind.extension), kind) {
            @Override
            public OutputStream openOutputStream() {
                return new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        classes.put(name, toByteArray());
                    }
                };
            }
        };
    }

    @Override
    public Iterable<JavaFileObject> list(Location location, String packageName, Set<JavaFileObject.Kind> kinds,
            boolean recurse) throws IOException {
        if (location == StandardLocation.CLASS_PATH) {
            return packageName.equals(Kernels.class.getPackageName()) ? List.of(new Interface()) : List.of();
        }
        List<JavaFileObject> found = new ArrayList<>();
        super.list(location, packageName, kinds, recurse).forEach(found::add);
        return found;
    }

    @Override
    public String inferBinaryName(Location location, JavaFileObject file) {
        return file instanceof Interface ? Kernels.class.getName() : super.inferBinaryName(location, file);
    }

    /// The class file of [Kernels].
    private static final class Interface extends SimpleJavaFileObject {
        private static final String FILE = Kernels.class.getSimpleName() + Kind.CLASS.extension;

        Interface() {
            super(URI.create("gradc:///" + FILE), Kind.CLASS);
        }

        @Override
        public InputStream openInputStream() throws IOException {
            InputStream in = Kernels.class.getResourceAsStream(FILE);
            if (in == null) {
                throw new IOException("gradc's own " + FILE + " is missing");
            }
            return in;
        }
    }
}
