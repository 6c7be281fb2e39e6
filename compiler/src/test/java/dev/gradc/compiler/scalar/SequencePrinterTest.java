package dev.gradc.compiler.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.Precision;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequencePrinterTest {
    @Test
    void oneValuePerLine() {
        SequenceBuilder b = new SequenceBuilder("f", Precision.DOUBLE);
        SequenceBuilder.Real x = b.realInput();
        SequenceBuilder.Real y = b.realInput();
        SequenceBuilder.Real flipped = x.bits().xor(b.integer(1L << 63)).asReal();
        assertThat(SequencePrinter.print(b.returning(x.lessThan(y).select(flipped.plus(0.5), -0.0)))).isEqualTo("""
                double f(%0: real, %1: real)
                %2: int = to_bits %0
                %3: int = ixor %2, 0x8000000000000000
                %4: real = from_bits %3
                %5: mask = lt %0, %1
                %6: real = add %4, 0.5
                %7: real = select %5, %6, -0.0
                return %7
                """);
    }

    @Test
    void differentSequencesHaveDifferentTexts() {
        Set<String> texts = new HashSet<>();
        for (TestedFunction function : TestedFunction.values()) {
            for (Precision precision : Precision.values()) {
                texts.add(SequencePrinter.print(function.sequence(precision)));
            }
        }
        assertThat(texts).hasSize(2 * TestedFunction.values().length);
    }
}
