package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Definition;
import dev.gradc.compiler.check.GradientCheck;
import dev.gradc.compiler.check.GradientCheck.Report;
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
        Report report = GradientCheck.check(definition, Compiler.derive(definition), ROWS, 4, seed);
        assertThat(report.passes()).as("worst element %s", report.worst()).isTrue();
    }
}
