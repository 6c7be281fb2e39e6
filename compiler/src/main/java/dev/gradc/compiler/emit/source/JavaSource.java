package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Mark;
import dev.gradc.runtime.Scratch;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A lowered program as Java source for a reader: a class that implements [dev.gradc.runtime.Kernels], with a method for each
/// kernel, and more classes where there are many. The same program always has the same source.
///
/// @param files the source files; the first has the class that implements `Kernels`
/// @param kernels where each kernel stands, in the program's order
/// @param calls for each entry point, the lines of the first file that call its kernels, in order
/// @param scratch what the code needs for each thread
public record JavaSource(List<File> files, List<Lines> kernels, List<List<Integer>> calls, Scratch scratch) {
    /// The package of all classes.
    public static final String PACKAGE = "dev.gradc.generated";

    /// One class.
    ///
    /// @param name its simple name
    /// @param text its source
    public record File(String name, String text) {
        /// The class's name with its package.
        public String className() {
            return PACKAGE + "." + name;
        }

        /// What the file is called.
        public String fileName() {
            return name + ".java";
        }
    }

    /// Where a kernel stands: its comment, its method and the methods that it is continued in.
    ///
    /// @param file the file's index in [JavaSource#files()]
    /// @param method the name of its method
    /// @param first the first line, from 1
    /// @param declared the line that its method is declared in
    /// @param last the last line
    /// @param statements the lines of its statements
    public record Lines(int file, String method, int first, int declared, int last, Map<Mark, Integer> statements) {
        /// A copy, so that nobody changes it.
        public Lines {
            statements = Map.copyOf(statements);
        }
    }

    /// The source of a program.
    ///
    /// @param program lowered, with its memory planned
    public static JavaSource of(LoopProgram program) {
        return new Classes(program).write();
    }

    /// All files, one behind another.
    public String text() {
        return files.stream().map(File::text).collect(Collectors.joining("\n"));
    }
}
