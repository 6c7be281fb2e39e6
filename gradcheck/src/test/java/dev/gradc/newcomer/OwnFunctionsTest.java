package dev.gradc.newcomer;

import dev.gradc.dsl.Tensors;
import dev.gradc.gradcheck.GradientCheck;
import org.junit.jupiter.api.Test;

class OwnFunctionsTest {
    @Test
    void swish() {
        GradientCheck.of(x -> x.map(a -> a.times(a.sigmoid())), 4).order(2).assertRight();
    }

    @Test
    void cube() {
        GradientCheck.of(x -> Tensors.custom("cube", x, a -> a.times(a).times(a),
                (a, y, g) -> g.times(a.square()).times(3)), 4).assertRight();
    }
}
