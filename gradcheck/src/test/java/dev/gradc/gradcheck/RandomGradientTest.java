package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Gradients of random networks against dual numbers and differences.
class RandomGradientTest {
    private static final int ROWS = 3;

    @Property(tries = 100)
    void derivedGradientsAreWhatDualNumbersGive(@ForAll long seed) {
        Definition definition = new RandomNetwork(seed).define(1 + (int) Math.floorMod(seed, 7L));
        if (definition.parameters().isEmpty()) {
            return;
        }
        Report report = Checker.check(Subject.of(definition, 1),
                CheckOptions.DEFAULT.withRows(ROWS).withSamples(4).withSeed(seed));
        assertThat(report.passes()).as("worst element %s", report.worst()).isTrue();
    }
}
