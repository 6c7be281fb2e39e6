package dev.gradc.compiler.scalar;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Pow;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Expr.Sqrt;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void eachNodeCountsOnceForEachPlace() {
        assertThat(Cost.of(A)).isZero();
        assertThat(Cost.of(A.plus(B))).isEqualTo(1);
        assertThat(Cost.of(A.plus(B).times(A.plus(B)))).isEqualTo(3);
        assertThat(Cost.of(A.over(new Sqrt(B)))).isEqualTo(8);
        assertThat(Cost.of(new Select(new Condition(Relation.LESS, A.negate(), B), A, B))).isEqualTo(3);
        assertThat(Cost.of(new Call(Fn.EXP, A.negate()))).isEqualTo(Cost.FUNCTION + 1);
        assertThat(Cost.of(new Pow(A, B))).isEqualTo(2 * Cost.FUNCTION);
    }

    @Test
    void functionsAndPowersAreCallsHoweverDeepTheyStand() {
        assertThat(Cost.calls(new Call(Fn.EXP, A))).isTrue();
        assertThat(Cost.calls(new Pow(A, B))).isTrue();
        assertThat(Cost.calls(A.plus(B.times(new Call(Fn.LOG, A))))).isTrue();
        assertThat(Cost.calls(A.plus(new Sqrt(B)))).isFalse();
        assertThat(Cost.calls(A)).isFalse();
    }
}
