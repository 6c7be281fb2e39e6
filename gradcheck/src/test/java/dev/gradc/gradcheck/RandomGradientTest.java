package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import dev.gradc.compiler.ir.Op;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/// Gradients of drawn networks against dual numbers and differences.
@Domain(GradcDomain.class)
@Domain(DomainContext.Global.class)
class RandomGradientTest {
    private static final int ROWS = 3;

    @Property(tries = 100)
    void derivedGradientsAreWhatDualNumbersGive(@ForAll DrawnNetwork network, @ForAll long seed) {
        Definition definition = network.network().definition();
        if (definition.parameters().stream()
                .noneMatch(value -> value.op() instanceof Op.Parameter parameter && parameter.trainable())) {
            return;
        }
        Report report = Checker.check(Subject.of(definition, 1),
                CheckOptions.DEFAULT.withRows(ROWS).withSamples(4).withSeed(seed));
        assertThat(report.passes()).as("worst element %s", report.worst()).isTrue();
    }
}
