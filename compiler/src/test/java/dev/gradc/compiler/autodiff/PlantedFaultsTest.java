package dev.gradc.compiler.autodiff;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.TestGraph;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.runtime.StepScalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The checks find whatever is wrong: faults are planted in every derivative and in every rule, and each must be caught.
class PlantedFaultsTest {
    private static final Path TABLE = Path.of("../docs/planted-faults.md");
    private static final int LEAST = 3;
    private static final Set<Class<?>> WITHOUT_RULE = Set.of(Op.Input.class, Op.Parameter.class, Op.Slot.class,
            Op.Scalar.class, Op.Constant.class, Op.Rows.class, Op.Random.class, Op.OneHot.class, Op.StopGradient.class,
            Op.Phase.class);

    static List<PlantedFault> faults() {
        return Stream.concat(RuleFaults.all().stream(), DerivativeFaults.all().stream()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aPlantedFaultIsCaught(PlantedFault fault) {
        Report report = fault.report();
        assertThat(report.passes()).as("%s, %s:%n%s", fault.of(), fault.fault(), report.table()).isFalse();
    }

    @Test
    void withoutAFaultAllPasses() {
        assertThat(faults()).allSatisfy(fault -> {
            Report report = fault.control();
            assertThat(report.passes()).as("%s:%n%s", fault.of(), report.table()).isTrue();
        });
    }

    @Test
    void noDerivativeAndNoRuleIsForgotten() {
        List<Object> kinds = new ArrayList<>(Arrays.asList(Op.class.getPermittedSubclasses()));
        kinds.removeAll(WITHOUT_RULE);
        kinds.remove(Op.Reduce.class);
        kinds.addAll(Arrays.asList(Reduction.values()));
        kinds.addAll(Arrays.asList(Expr.class.getPermittedSubclasses()));
        kinds.addAll(Arrays.asList(Fn.values()));
        Map<Object, Set<String>> planted = faults().stream().collect(Collectors.groupingBy(PlantedFault::kind,
                Collectors.mapping(PlantedFault::fault, Collectors.toSet())));
        assertThat(planted.keySet()).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(planted).allSatisfy((kind, names) -> assertThat(names).as("faults of %s", kind)
                .hasSizeGreaterThanOrEqualTo(LEAST));
    }

    /// What is left out above has no rule in which a fault could be.
    @Test
    void theOtherOpsSendNothingBack() {
        TestGraph net = new TestGraph();
        Value w = net.parameter("w", 4);
        List<Value> others = List.of(net.input("x", 2), w, net.add(new Op.Slot("m", w, 0)),
                net.add(new Op.Scalar(new StepScalar.LearningRate())), net.constant(1), net.add(new Op.Rows()),
                net.add(new Op.Random(Shape.of(Shape.BATCH), 0)), net.oneHot("y", 3), net.add(new Op.StopGradient(w)));
        assertThat(others).allSatisfy(value -> assertThat(Backprop.shares(net.graph, value, value))
                .allMatch(Optional::isEmpty));
        Value phase = net.add(new Op.Phase(w, w));
        assertThatThrownBy(() -> Backprop.shares(net.graph, phase, phase)).isInstanceOf(IllegalStateException.class);
        Set<Class<?>> tried = Stream.concat(others.stream(), Stream.of(phase)).map(value -> value.op().getClass())
                .collect(Collectors.toSet());
        assertThat(tried).isEqualTo(WITHOUT_RULE);
    }

    /// Here the fault is in the graph itself, not around the rules, so that the search for suspects meets it.
    @Test
    void aFaultyBackwardPassIsNamed() {
        Site site = Site.of(net -> {
            Value a = net.parameter("a", 4);
            Value b = net.parameter("b", 4);
            return RuleFaults.custom(net, net.map(A.times(B), a, b), a, b, (args, _, g) -> List.of(
                    net.map(A.times(B), g, args.get(0)), net.map(A.times(B), g, args.get(1))));
        }, Map.of());
        Report report = Checker.check(site.subject(new Vjp(site.net().graph)), CheckOptions.DEFAULT, site.content());
        assertThat(report.passes()).isFalse();
        assertThat(report.suspects()).singleElement().asString().contains("the backward pass of product");
    }

    /// `-Dgolden.update=true` rewrites the file.
    @Test
    void theTableIsThatOfTheDocumentation() throws IOException {
        List<PlantedFault> faults = faults();
        String text = """
                # Planted faults

                What would the checks of gradients overlook? `PlantedFaultsTest` spoils the
                rules of differentiation one by one, in the ways that people get them wrong, and asks the checks. Every one of the
                %d faults below must be caught, and the same graphs must pass with the true rules; each op that sends a gradient
                back, each node of a formula and each function has at least %d, which the test finds out by reflection.

                The last column is |derived − dual| over the sum of the absolute terms, the largest of the elements; rounding explains
                about 10⁻¹³ of it. On a kink itself there are no differences, so there dual numbers are the only witness.

                The test writes this page: `mvn test -pl compiler -am -Dtest=PlantedFaultsTest -Dsurefire.failIfNoSpecifiedTests=false -Dgolden.update=true`.

                | op, node or function | fault | caught by | worst error |
                |---|---|---|---|
                """
                .formatted(faults.size(), LEAST)
                + faults.stream().map(PlantedFault::row).collect(Collectors.joining());
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(TABLE, text, StandardCharsets.UTF_8);
        }
        assertThat(text).isEqualTo(Files.readString(TABLE, StandardCharsets.UTF_8));
    }
}
