package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Definition;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Subject;
import dev.gradc.compiler.interp.FormulaInterpreter;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.gradcheck.draw.Activation;
import dev.gradc.gradcheck.draw.DrawnBatch;
import dev.gradc.gradcheck.draw.DrawnInput;
import dev.gradc.gradcheck.draw.DrawnLayer;
import dev.gradc.gradcheck.draw.DrawnLoss;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import dev.gradc.gradcheck.draw.Formula;
import dev.gradc.gradcheck.draw.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;

/// What is drawn keeps what it promises.
class DrawsTest {
    private static final int ROWS = 3;

    @Provide
    Arbitrary<Double> numbers() {
        return Draws.numbers();
    }

    @Provide
    Arbitrary<DrawnNetwork> smooth() {
        return Draws.networks(NetworkOptions.DEFAULT.smooth().withoutLargeInputs().withWidth(8).withSteps(4));
    }

    @Property
    void aContentHasANumberForEachElement(@ForAll("shapesAndContents") Content content) {
        assertThat(content.numbers()).hasSize(Math.toIntExact(content.shape().size().at(ROWS)));
    }

    @Provide
    Arbitrary<Content> shapesAndContents() {
        return Draws.shapes().flatMap(shape -> Draws.contents(shape, ROWS).map(numbers -> new Content(shape, numbers)));
    }

    /// A shape and its content.
    record Content(Shape shape, double[] numbers) {
    }

    @Property
    @Domain(GradcDomain.class)
    void formulasAreFiniteEverywhere(@ForAll Formula formula, @ForAll("numbers") double a,
            @ForAll("numbers") double b) {
        DrawnNetwork network = network(new Step.Augment(0, 1), new Step.Meet(0, 0, formula));
        var value = network.network().definition().outputs().get("prediction");
        assertThat(value.op()).isInstanceOfSatisfying(Op.Elementwise.class,
                op -> assertThat(FormulaInterpreter.value(op.formula(), a, b)).isFinite());
    }

    @Property
    @Domain(GradcDomain.class)
    void moreRowsBeginWithFewer(@ForAll DrawnBatch batch) {
        for (int size : new int[]{1, 6, 20}) {
            double[] many = batch.numbers("x", 40);
            assertThat(Arrays.copyOf(many, size)).isEqualTo(batch.numbers("x", size));
        }
        assertThat(Arrays.stream(batch.distributions("y", 9, 3))).allMatch(share -> share > 0);
        assertThat(Arrays.stream(batch.distributions("y", 3, 3)).sum()).isBetween(1 - 1e-15, 1 + 1e-15);
        assertThat(Arrays.stream(batch.magnitudes("v", 50))).allMatch(number -> number >= 0);
        assertThat(Arrays.stream(batch.labels("y", 50, 4))).allMatch(label -> label >= 0 && label < 4);
    }

    @Property(tries = 100)
    void noDifferenceStraddlesAKinkOfASmoothNetwork(@ForAll("smooth") DrawnNetwork network) {
        Definition definition = network.network().definition();
        if (network.optimizer().isPresent() && network.code().contains("optimizer(")) {
            var report = Checker.check(Subject.of(definition, 1), CheckOptions.DEFAULT.withRows(ROWS).withSamples(2));
            assertThat(report.redrawn() + report.atKinks()).isZero();
        }
    }

    @Example
    void referencesAndPartsOfAnyNumberAreNetworks() {
        Step wild = new Step.Part(-7, -1, Integer.MIN_VALUE);
        Step far = new Step.Siamese(Integer.MAX_VALUE, Integer.MIN_VALUE, 2);
        Step column = new Step.Column(3, -9);
        Step pool = new Step.Swap(0, 1000);
        Definition definition = network(wild, far, column, pool).network().definition();
        assertThat(Compiler.derive(definition).entries()).isNotEmpty();
    }

    @Example
    void everyValueHasItsPartInTheLoss() {
        Step twice = new Step.Apply(1, new DrawnLayer.Activated(Activation.TANH));
        assertThat(network(new Step.Apply(0, new DrawnLayer.Dense(4)), twice).code())
                .contains("Tensor x2 = x1.then(affine(4));", "Tensor x3 = x1.then(tanh());", "concat(x2, x3)");
    }

    private static DrawnNetwork network(Step... steps) {
        return new DrawnNetwork(List.of(new DrawnInput(DrawnInput.Kind.REAL, 3)), List.of(steps), new DrawnLoss.Plain(),
                List.of(), List.of(), Optional.empty());
    }
}
