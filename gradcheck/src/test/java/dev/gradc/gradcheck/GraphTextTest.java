package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphParser;
import dev.gradc.compiler.ir.GraphPrinter;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import dev.gradc.runtime.GradcException;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/// The text of a graph, to and fro.
@Domain(GradcDomain.class)
@Domain(DomainContext.Global.class)
class GraphTextTest {
    private static final String JUNK = "%0[]\" ,:=-9eEx@(\n";

    private static String text(DrawnNetwork network) {
        return GraphPrinter.print(Compiler.derive(network.network().definition()));
    }

    @Property
    void readsBackAsTheSameText(@ForAll DrawnNetwork network) {
        String text = text(network);
        GraphModule read = GraphParser.parse(text);
        assertThat(GraphPrinter.print(read)).isEqualTo(text);
    }

    @Property
    void damageIsToldOrHarmless(@ForAll DrawnNetwork network, @ForAll long seed) {
        StringBuilder text = new StringBuilder(text(network));
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 3; i++) {
            text.setCharAt(random.nextInt(text.length()), JUNK.charAt(random.nextInt(JUNK.length())));
        }
        try {
            assertThat(GraphPrinter.print(GraphParser.parse(text.toString()))).isNotEmpty();
        } catch (GradcException e) {
            assertThat(e).hasMessageContaining("the model's text");
        }
    }

    @Example
    void aTextThatEndsEarlyIsNoModel() {
        assertThatThrownBy(() -> GraphParser.parse("gradc graph 1\n")).isInstanceOf(GradcException.class);
        assertThatThrownBy(() -> GraphParser.parse("something else\nmodel \"x\"\n")).isInstanceOf(GradcException.class)
                .hasMessageContaining("begin");
    }
}
