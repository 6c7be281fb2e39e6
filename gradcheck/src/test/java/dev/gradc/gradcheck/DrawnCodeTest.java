package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.ir.GraphPrinter;
import dev.gradc.dsl.Network;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/// What a drawn network prints is the network.
class DrawnCodeTest {
    private static final int AT_ONCE = 80;

    @Provide
    Arbitrary<List<DrawnNetwork>> networks() {
        return Draws.networks().list().ofSize(AT_ONCE);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void thePrintedClassDeclaresTheSameNetwork(@ForAll("networks") List<DrawnNetwork> drawn) {
        List<Network> written = CompiledText.networks(drawn.stream().map(DrawnNetwork::code).toList());
        for (int i = 0; i < drawn.size(); i++) {
            assertThat(text(written.get(i))).as(drawn.get(i).code()).isEqualTo(text(drawn.get(i).network()));
        }
    }

    /// The derived graph's text without the lines that values were made at.
    private static String text(Network network) {
        return GraphPrinter.print(Compiler.derive(network.definition())).replaceAll(" @ \"[^\"]*\" \\d+", "");
    }
}
