package dev.gradc.compiler.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.scalar.Sequence.Operand;
import dev.gradc.compiler.scalar.Sequence.Operation;
import dev.gradc.compiler.scalar.Sequence.Step;
import dev.gradc.compiler.scalar.Sequence.Type;
import dev.gradc.runtime.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private static final Operand X = new Operand.Ref(0);

    @Test
    void aStepReadsOnlyWhatStandsBeforeIt() {
        assertRejected(Precision.DOUBLE, new Step(Operation.ADD, List.of(X, new Operand.Ref(1))));
    }

    @Test
    void aStepTakesTheOperandsOfItsOperation() {
        assertRejected(Precision.DOUBLE, new Step(Operation.ADD, List.of(X)));
        assertRejected(Precision.DOUBLE, new Step(Operation.FROM_BITS, List.of(X)));
        assertRejected(Precision.DOUBLE, new Step(Operation.ADD, List.of(X, new Operand.IntConstant(1))));
    }

    @Test
    void aConstantIsOneOfThePrecision() {
        Step tenth = new Step(Operation.ADD, List.of(X, new Operand.RealConstant(0.1)));
        assertRejected(Precision.FLOAT, tenth);
        assertThat(sequence(Precision.DOUBLE, tenth).type(1)).isEqualTo(Type.REAL);
        assertThat(sequence(Precision.FLOAT, new Step(Operation.ADD, List.of(X, new Operand.RealConstant(Double.NaN))))
                .type(1)).isEqualTo(Type.REAL);
    }

    @Test
    void aShiftIsByAConstantWithinTheWidth() {
        Step shift = new Step(Operation.SHL, List.of(new Operand.IntConstant(1), new Operand.IntConstant(32)));
        assertRejected(Precision.FLOAT, shift);
        assertThat(sequence(Precision.DOUBLE, shift).type(1)).isEqualTo(Type.INT);
    }

    @Test
    void theResultIsAValueOfTheSequence() {
        assertThatThrownBy(() -> new Sequence("f", Precision.FLOAT, List.of(Type.REAL), List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("f returns the value 1");
    }

    @Test
    void theBuilderFindsAnEqualStepAgain() {
        SequenceBuilder b = new SequenceBuilder("f", Precision.FLOAT);
        SequenceBuilder.Real x = b.realInput();
        Sequence f = b.returning(x.times(x).plus(x.times(x)));
        assertThat(f.steps()).containsExactly(new Step(Operation.MUL, List.of(X, X)),
                new Step(Operation.ADD, List.of(new Operand.Ref(1), new Operand.Ref(1))));
        assertThat(new SequenceEvaluator(f).evaluate(3)).isEqualTo(18);
    }

    @Test
    void positiveAndNegativeZeroAreDifferentConstants() {
        SequenceBuilder b = new SequenceBuilder("f", Precision.FLOAT);
        SequenceBuilder.Real x = b.realInput();
        Sequence f = b.returning(x.plus(0.0).times(x.plus(-0.0)));
        assertThat(f.steps()).hasSize(3);
    }

    @Test
    void thePolynomialIsTheSumOfItsTerms() {
        SequenceBuilder b = new SequenceBuilder("f", Precision.DOUBLE);
        SequenceBuilder.Real x = b.realInput();
        Sequence even = b.returning(x.polynomial(x.times(x), 1, 2, 3, 4));
        assertThat(new SequenceEvaluator(even).evaluate(10)).isEqualTo(4321);
        Sequence odd = b.returning(x.polynomial(x.times(x), 1, 2, 3, 4, 5));
        assertThat(new SequenceEvaluator(odd).evaluate(10)).isEqualTo(54321);
    }

    private static void assertRejected(Precision precision, Step step) {
        assertThatThrownBy(() -> sequence(precision, step)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Step 0 takes");
    }

    private static Sequence sequence(Precision precision, Step step) {
        return new Sequence("f", precision, List.of(Type.REAL), List.of(step), 1);
    }
}
