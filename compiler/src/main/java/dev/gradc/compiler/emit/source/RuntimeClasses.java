package dev.gradc.compiler.emit.source;

import dev.gradc.runtime.Kernels;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The class files of the runtime, wherever gradc itself was loaded from.
public final class RuntimeClasses {
    private RuntimeClasses() {
    }

    /// The file of a class of the runtime.
    ///
    /// @param name its name without the package, nested classes with `$`
    /// @throws IllegalStateException when there is no such class
    public static byte[] file(String name) {
        try (InputStream in = Kernels.class.getResourceAsStream(name + ".class")) {
            if (in == null) {
                throw new IllegalStateException("gradc's runtime has no class " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
