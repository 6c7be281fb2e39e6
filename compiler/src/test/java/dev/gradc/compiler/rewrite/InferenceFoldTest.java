package dev.gradc.compiler.rewrite;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.rewrite.InferenceFold.Folded;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceFoldTest {
    private final TestGraph net = new TestGraph();
    private final Value x = net.input("x", 3);

    @Test
    void fourAffineMapsAreOne() {
        Value y = x;
        for (int layer = 1; layer <= 4; layer++) {
            y = affine("affine" + layer, y, 5);
        }
        Folded folded = InferenceFold.module(module("predict", y));
        assertThat(folded.notes())
                .containsExactly("affine1, affine2, affine3 and affine4 collapse into one affine map when predicting");
        Value one = folded.module().roots().get(0);
        assertThat(one.name()).isEqualTo("affine4");
        assertThat(one.op()).isInstanceOfSatisfying(Op.Elementwise.class, op -> assertThat(op.args().get(0).op())
                .isInstanceOfSatisfying(Op.Contraction.class, map -> assertThat(map.a()).isSameAs(x)));
        Rewrites.close(y, one);
    }

    @Test
    void withAndWithoutBias() {
        Value w1 = net.parameter("w1", 3, 4);
        Value w2 = net.parameter("w2", 4, 2);
        Value b = net.parameter("b", 4);
        Value plain = net.matmul(net.matmul(x, w1), w2);
        Rewrites.same(net, folded(plain), net.matmul(x, net.add(
                new Op.Contraction(w1, w2, List.of(0, 1), List.of(1, 2), List.of(0, 2)))));
        Value first = net.matmul(net.affine("first", x, w1, b), w2);
        Rewrites.close(first, folded(first));
        Value second = net.affine("second", net.matmul(x, w1), w2, net.parameter("c", 2));
        Rewrites.close(second, folded(second));
        assertThat(List.of(folded(first), folded(second))).doesNotContain(first, second);
    }

    @Test
    void weightsMayBeTransposed() {
        Value w1 = net.parameter("w1", 4, 3);
        Value w2 = net.parameter("w2", 2, 4);
        Value hidden = net.add(new Op.Contraction(w1, x, List.of(0, 1), List.of(2, 1), List.of(2, 0)));
        Value y = net.add(new Op.Contraction(hidden, w2, List.of(0, 1), List.of(2, 1), List.of(0, 2)));
        assertThat(folded(y)).isNotSameAs(y);
        Rewrites.close(y, folded(y));
    }

    @Test
    void whatMustNotCollapse() {
        Value hidden = affine("hidden", x, 4);
        Value y = affine("y", hidden, 2);
        stays(module("loss", y));
        stays(module("predict", y, hidden));
        stays(module("predict", net.map(A.plus(B), affine("residual", hidden, 4), hidden)));
        stays(module("predict", affine("z", net.map(new Expr.Call(Fn.TANH, A), hidden), 2)));
        stays(module("predict", affine("wide", affine("narrow", x, 1), 3)));
    }

    /// A row takes 3·out multiplications instead of 3·2 + 2·out.
    @Test
    void onlyFewerMultiplicationsAreAGain() {
        assertThat(InferenceFold.module(module("predict", affine("y5", affine("a", x, 2), 5))).notes()).hasSize(1);
        stays(module("predict", affine("y6", affine("b", x, 2), 6)));
        stays(module("predict", affine("y7", affine("c", x, 2), 7)));
    }

    @Test
    void theBiasMayStandFirst() {
        Value product = net.matmul(affine("hidden", x, 4), net.parameter("w", 4, 2));
        Value y = net.map(A.plus(B), net.broadcast(net.parameter("first", 2), product.shape(), 1), product);
        assertThat(folded(y)).isNotSameAs(y);
        Rewrites.close(y, folded(y));
    }

    private Value affine(String name, Value in, int outputs) {
        return net.affine(name, in, net.parameter(name + ".weight", in.shape().extent(1), outputs),
                net.parameter(name + ".bias", outputs));
    }

    private Value folded(Value y) {
        return InferenceFold.module(module("predict", y)).module().roots().get(0);
    }

    private static void stays(GraphModule module) {
        Folded folded = InferenceFold.module(module);
        assertThat(folded.module()).isSameAs(module);
        assertThat(folded.notes()).isEmpty();
    }

    private GraphModule module(String entry, Value... results) {
        List<Result> outputs = new java.util.ArrayList<>();
        for (Value result : results) {
            outputs.add(new Result(new Target.Output("y" + outputs.size()), result));
        }
        return new GraphModule("net", net.graph, List.of(x), List.of(), List.of(new Entry(entry, outputs)));
    }
}
