package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.gradcheck.draw.Activation;
import dev.gradc.gradcheck.draw.DrawnLayer;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import dev.gradc.gradcheck.draw.Step;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Example;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;

/// The smallest network for which a property fails.
class DrawnShrinkingTest {
    private static final int GENERATOR_SIZE = 1000;

    @Example
    void isTheLayerAtFaultAlone() {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(smallest(network -> network.steps().stream().anyMatch(DrawnShrinkingTest::isTanh), seed).code())
                    .isEqualTo("""
                            import dev.gradc.dsl.*;

                            public class Drawn extends Network {
                                @Override
                                protected void define() {
                                    Tensor x1 = input("x1", 1);
                                    Tensor x2 = x1.then(tanh());
                                    loss(x2.square().mean());
                                    output("prediction", x2);
                                }
                            }
                            """);
        }
    }

    @Example
    void hasTheSmallestWidthAtFault() {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(smallest(network -> network.steps().stream().anyMatch(DrawnShrinkingTest::isWide), seed).code())
                    .contains("Tensor x2 = x1.then(affine(13));").doesNotContain("x3");
        }
    }

    @Example
    void hasAsFewStepsAsAreAtFault() {
        for (long seed = 0; seed < 5; seed++) {
            DrawnNetwork network = smallest(drawn -> drawn.steps().size() >= 4 && drawn.optimizer().isPresent(), seed);
            assertThat(network.steps()).hasSize(4)
                    .containsOnly(new Step.Apply(0, new DrawnLayer.Activated(Activation.TANH)));
            assertThat(network.optimizer()).isPresent();
        }
    }

    private static boolean isTanh(Step step) {
        return step instanceof Step.Apply(_, DrawnLayer.Activated(var activation)) && activation == Activation.TANH;
    }

    private static boolean isWide(Step step) {
        return step instanceof Step.Apply(_, DrawnLayer.Dense dense) && dense.width() > 10;
    }

    /// Goes to a smaller network at fault as long as there is one, as jqwik does.
    private static DrawnNetwork smallest(Predicate<DrawnNetwork> fault, long seed) {
        RandomGenerator<DrawnNetwork> networks = Draws.networks().generator(GENERATOR_SIZE);
        Random random = new Random(seed);
        Shrinkable<DrawnNetwork> smallest = networks.stream(random).filter(drawn -> fault.test(drawn.value()))
                .findFirst().orElseThrow();
        Optional<Shrinkable<DrawnNetwork>> next = Optional.of(smallest);
        while (next.isPresent()) {
            smallest = next.get();
            Shrinkable<DrawnNetwork> last = smallest;
            next = last.shrink().filter(drawn -> drawn.distance().compareTo(last.distance()) < 0)
                    .filter(drawn -> fault.test(drawn.value())).findFirst();
        }
        return smallest.value();
    }
}
