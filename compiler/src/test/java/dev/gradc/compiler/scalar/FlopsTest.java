package dev.gradc.compiler.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Sequence.Operation;
import dev.gradc.compiler.scalar.Sequence.Type;
import dev.gradc.runtime.Precision;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlopsTest {
    private static final Expr A = Expr.arg(0);
    private static final Expr B = Expr.arg(1);

    private static int flops(Expr formula) {
        return Flops.of(formula, Precision.FLOAT);
    }

    @Test
    void eachOperationIsOneAndAFusedOneTwo() {
        assertThat(flops(A)).isZero();
        assertThat(flops(A.negate())).isZero();
        assertThat(flops(A.plus(B).times(A.minus(B)).over(new Expr.Sqrt(B)))).isEqualTo(5);
        assertThat(flops(new Expr.Fma(A, B, new Expr.Max(A, B)))).isEqualTo(3);
        assertThat(flops(new Expr.Select(new Condition(Relation.LESS, A, B), A, A.plus(B)))).isEqualTo(2);
    }

    /// The operations that take or give reals are those that count, but for moves of bits and choices.
    @ParameterizedTest
    @EnumSource
    void aFunctionHasThoseOfItsSequence(Fn function) {
        for (Precision precision : Precision.values()) {
            long reals = Functions.of(function, precision).steps().stream().map(Sequence.Step::operation)
                    .filter(o -> o.operandTypes().contains(Type.REAL) && o != Operation.SELECT
                            && o != Operation.TO_BITS)
                    .flatMap(o -> Stream.generate(() -> o).limit(o == Operation.FMA ? 2 : 1)).count();
            assertThat(Flops.of(new Expr.Call(function, A), precision)).isEqualTo((int) reals).isPositive();
            assertThat(Flops.of(new Expr.Call(function, A.plus(B)), precision)).isEqualTo((int) reals + 1);
        }
    }
}
