package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Compiler.Compiled;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever can be written has the right gradient, becomes a program, is read back from its text, and takes a step.
class CompiledTest {
    private static final DataSet DATA = ArrayDataSet.rows(3)
            .reals("x", new double[]{0.5, -1, 2, 0.25, 1, 1, -0.5, 0, -2, 0.75, 0.5, 1}, 4)
            .labels("y", new int[]{0, 1, 1}, 2)
            .reals("t", new double[]{1, -1, 0.5}, 1).reals("d", new double[]{0.25, 0.75, 0.5, 0.5, 0.125, 0.875}, 2)
            .build();

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.gradc.newcomer.Written#all")
    void whateverCanBeWrittenTrains(Written written) {
        String name = written.name();
        Network network = written.network();
        Report report = Checker.check(Subject.of(network.definition(), 1),
                CheckOptions.DEFAULT.withSamples(4).withSeed(7));
        assertThat(report.passes()).as("%s: %s", name, report.worst()).isTrue();

        Compiled compiled = Compiler.compile(network.definition(), Options.of(Precision.FLOAT));
        assertThat(Compiler.compile(compiled.text(), Options.of(Precision.FLOAT)).text()).isEqualTo(compiled.text());

        Model model = new Model(compiled.program());
        model.initialize(1);
        List<double[]> before = parameters(model);
        assertThat(model.train(DATA, 0.1)).isFinite();
        List<double[]> after = parameters(model);
        assertThat(after).anyMatch(parameter -> before.stream().noneMatch(old -> Arrays.equals(old, parameter)));
        assertThat(after).allSatisfy(parameter -> assertThat(parameter).doesNotContain(Double.NaN));
    }

    private static List<double[]> parameters(Model model) {
        return model.program().parameters().stream().map(parameter -> model.parameter(parameter.name())).toList();
    }
}
