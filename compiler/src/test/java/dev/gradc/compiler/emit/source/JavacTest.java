package dev.gradc.compiler.emit.source;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.runtime.GradcException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavacTest {
    @Test
    void aJavaWithoutACompilerIsTold() {
        JavaSource source = JavaSource.of(NamedProgram.of(List.of("x")));
        assertThatThrownBy(() -> new Javac(() -> null).compile(source)).isInstanceOf(GradcException.class)
                .hasMessageContaining("needs a JDK").hasMessageContaining("janino");
    }
}
