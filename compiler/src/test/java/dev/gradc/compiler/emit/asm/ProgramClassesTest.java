package dev.gradc.compiler.emit.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Routine;
import dev.gradc.compiler.loop.SharedRoutines;
import dev.gradc.runtime.Precision;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What becomes a class, and who shares it.
class ProgramClassesTest {
    @Test
    void kernelsOfEqualFormShareARoutine() {
        LoopProgram program = Corpus.twice(Precision.FLOAT, 40, 64, 64).build();
        List<Routine.Call> calls = SharedRoutines.calls(program);
        assertThat(calls).hasSize(3);
        assertThat(calls.get(1).routine()).isEqualTo(calls.get(2).routine());
        assertThat(calls.get(1)).isNotEqualTo(calls.get(2));
        assertThat(routines(program)).containsExactlyInAnyOrder("copy", "first");
    }

    @Test
    void kernelsOfAnotherFormDoNot() {
        LoopProgram program = Corpus.twice(Precision.FLOAT, 40, 64, 48).build();
        assertThat(routines(program)).containsExactlyInAnyOrder("copy", "first", "second");
    }

    @Test
    void tilesAreClassesOfTheirOwn() {
        Set<String> names = AsmBackend.compile(Corpus.twice(Precision.FLOAT, 40, 64, 64).build(), true).classes()
                .files()
                .keySet();
        assertThat(names).anyMatch(name -> name.matches(".*\\$first\\$\\d+"))
                .anyMatch(name -> name.endsWith("$calls$0"));
    }

    /// The classes of routines, by the kernels that they are named after.
    private static List<String> routines(LoopProgram program) {
        String prefix = "dev/gradc/generated/Model$";
        return AsmBackend.compile(program, true).classes().files().keySet().stream()
                .filter(name -> name.startsWith(prefix)).map(name -> name.substring(prefix.length()))
                .filter(name -> !name.contains("$")).toList();
    }
}
