package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GradcTest {
    @Test
    void aloneItTellsWhatItCanDo() {
        Run alone = Run.gradc();
        assertThat(alone.code()).isZero();
        assertThat(alone.out()).startsWith("Usage: gradc").contains("Exit codes: 0 done, 1 failed, 2 misused");
        assertThat(alone).isEqualTo(Run.gradc("--help"));
    }

    @Test
    void itTellsItsVersion() {
        Run run = Run.gradc("--version");
        assertThat(run.code()).isZero();
        assertThat(run.out()).matches("gradc \\d+\\.\\d+\\.\\d+\\S* \\(Java 2[5-9].* processors\\)\\R");
    }

    @Test
    void misuseIsOneSentence() {
        Run option = Run.gradc("--hlep");
        assertThat(option.code()).isEqualTo(2);
        assertThat(option.out()).isEmpty();
        assertThat(option.err()).matches("gradc: there is no option --hlep.*\\(see gradc --help\\)\\R");
    }

    @Test
    void aWrongNameTellsTheRightOnes() {
        Run backend = Run.gradc("train", "Some.java", "--backend", "foo");
        assertThat(backend.code()).isEqualTo(2);
        assertThat(backend.err()).contains("foo is none of bytecode, janino, javac, c, interpreter");
        assertThat(Run.gradc("trian").err()).contains("there is no command trian: did you mean train?");
    }
}
