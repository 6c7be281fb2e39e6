package dev.gradc.compiler.rewrite;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewriterTest {
    private final TestGraph net = new TestGraph();
    private final Value x = net.input("x", 3);

    @Test
    void usersAreRebuiltUnderTheirNames() {
        Value inner = net.map("inner", A.negate(), x);
        Value user = net.map("user", A.times(B), inner, x);
        Value result = Rewriter.rewrite(net.graph, List.of(user), (_, value) -> value == inner ? x : value).get(0);
        assertThat(result.op()).isEqualTo(new Op.Elementwise(A.times(B), List.of(x, x)));
        assertThat(result.name()).isEqualTo("user");
        assertThat(result.origin()).isEqualTo(user.origin());
    }

    @Test
    void whatARuleGivesIsRewrittenToo() {
        Value thrice = net.map(A.negate().negate().negate().negate(), x);
        Rewriter.Rule peel = (graph, value) -> value.op() instanceof Op.Elementwise(var formula, var args)
                && formula instanceof Expr.Neg(var inner)
                        ? graph.map(value, inner, args.get(0))
                        : value;
        assertThat(Rewriter.rewrite(net.graph, List.of(thrice), peel)).containsExactly(net.map(A, x));
    }

    @Test
    void aModuleThatDoesNotChangeIsTheSameObject() {
        GraphModule module = module(net.map(A.negate(), x), "predict");
        assertThat(Rewriter.rewrite(module, (_, value) -> value)).isSameAs(module);
        assertThat(Canonicalize.module(module)).isSameAs(module);
        assertThat(Phases.afterDifferentiation(module)).isSameAs(module);
    }

    @Test
    void rulesThatDoNotSettleAreFoundOut() {
        Value square = net.map(A.times(A), x);
        Value sum = net.map(A.plus(A), x);
        assertThatThrownBy(() -> Rewriter.rewrite(net.graph, List.of(square),
                (_, value) -> value == square ? sum : value == sum ? square : value))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("do not settle");
    }

    @Test
    void aPhaseIsChosen() {
        Value noise = net.map(A.plus(A), x);
        Value choice = net.map(A.negate(), net.add(new Op.Phase(noise, x)));
        Entry entry = module(choice, "any").entries().get(0);
        assertThat(values(Phases.choose(net.graph, entry, false))).containsExactly(net.map(A.negate(), x));
        assertThat(values(Phases.choose(net.graph, entry, true))).containsExactly(net.map(A.negate(), noise));
    }

    @Test
    void customOpsAndStoppedGradientsGo() {
        Value square = net.map("square", A.times(A), x);
        Value custom = net.add(new Op.Custom("mine", square, List.of(x), (_, _, gradient) -> List.of(gradient)));
        Value stopped = net.add(new Op.StopGradient(custom));
        assertThat(Phases.afterDifferentiation(module(net.map(A.plus(B), stopped, custom), "train")).roots())
                .containsExactly(net.map(A.plus(B), square, square));
    }

    @Test
    void theNameGoesOverToWhatHasNone() {
        Value named = net.map("hidden", A.negate().negate().negate(), x);
        Value plain = net.map(A.negate(), x);
        assertThat(Rewriter.rewrite(net.graph, List.of(named), Canonicalize::apply)).containsExactly(plain);
        assertThat(plain.name()).isEqualTo("hidden");
    }

    private static List<Value> values(Entry entry) {
        return entry.results().stream().map(Result::value).toList();
    }

    private GraphModule module(Value result, String entry) {
        return new GraphModule("net", net.graph, List.of(x), List.of(),
                List.of(new Entry(entry, List.of(new Result(new Target.Output("y"), result)))));
    }
}
