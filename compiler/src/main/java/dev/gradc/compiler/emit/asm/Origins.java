package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.emit.source.JavaSource;
import dev.gradc.compiler.emit.source.JavaSource.Lines;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Mark;
import dev.gradc.compiler.loop.Routine;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where the code of a program comes from.
sealed interface Origins {
    /// Where a kernel does.
    Origin kernel(int number);

    /// Where the call of a kernel does.
    ///
    /// @param entry the number of the entry point
    /// @param call the how many-th of its calls, from 0
    Origin call(int entry, int call);

    /// The lines of the statements of a routine that a kernel calls.
    RoutineLines routine(int kernel, Routine routine);

    /// The user's model: a line for each kernel, and none for what it does.
    record OfModel(LoopProgram program) implements Origins {
        @Override
        public Origin kernel(int number) {
            return Origin.of(program.kernels().get(number).origin());
        }

        @Override
        public Origin call(int entry, int call) {
            return Origin.NONE;
        }

        @Override
        public RoutineLines routine(int kernel, Routine routine) {
            return RoutineLines.NONE;
        }
    }

    /// Java source that shows the same kernels, perhaps in other layouts and orders of loops.
    record OfSource(LoopProgram program, JavaSource source) implements Origins {
        @Override
        public Origin kernel(int number) {
            return Origin.at(file(number), source.kernels().get(number).declared());
        }

        private String file(int kernel) {
            return source.files().get(source.kernels().get(kernel).file()).fileName();
        }

        @Override
        public Origin call(int entry, int call) {
            return Origin.at(source.files().getFirst().fileName(), source.calls().get(entry).get(call));
        }

        @Override
        public RoutineLines routine(int kernel, Routine routine) {
            Lines shown = source.kernels().get(kernel);
            List<Mark> marks = Mark.in(program.kernels().get(kernel).body());
            boolean isSame = shown.statements().keySet().equals(Set.copyOf(marks));
            return new RoutineLines(kernel(kernel), routine.body(), marks, isSame ? shown.statements() : Map.of());
        }
    }
}
