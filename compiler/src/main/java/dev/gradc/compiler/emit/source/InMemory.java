package dev.gradc.compiler.emit.source;

import java.util.Map;

/// A Java compiler that reads and writes no files.
interface InMemory {
    /// Compiles classes for Java 17, with line numbers and the names of local variables.
    ///
    /// @return the class files by the classes' names, such as `dev.gradc.generated.Model`
    /// @throws dev.gradc.runtime.GradcException when there is no such compiler here
    /// @throws IllegalStateException when it does not take the source
    Map<String, byte[]> compile(JavaSource source);
}
