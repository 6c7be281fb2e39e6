package dev.gradc.compiler.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter.Phase;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.rewrite.Law.Licence;
import dev.gradc.runtime.Program;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each law against the form that is not rewritten, on edge rows and on random ones, by its licence. A law that no case
/// of [LawCases] sets off fails.
class EachLawTest {
    private static final int DRAWS = 30;
    /// Logits far apart, a step from 1, and numbers whose exponentials overflow or vanish.
    private static final double[] EDGES = {0.0, -0.0, 1, -1, 1 + 0x1p-52, 40, -40, 1e-20, -1e-20, 750, -750, 1e4, -1e4};
    private static final double[] RANDOM = new Random(9).doubles(1000, -6, 6).toArray();
    /// How many roundings to the size of the terms that a new form is computed from may lie between it and the truth.
    private static final double ROUNDINGS = 4 * 0x1p-53;

    private final LawCases cases = new LawCases();

    @ParameterizedTest
    @EnumSource
    void holdsByItsLicence(Law law) {
        assertThat(cases.of(law)).as("cases of %s", law).isNotEmpty();
        for (Value before : cases.of(law)) {
            Value after = rewritten(law, before);
            assertThat(after).as("%s of %s", law, before.op()).isNotSameAs(before);
            assertThat(after.shape()).isEqualTo(before.shape());
            switch (law.licence()) {
                case EXACT -> Rewrites.sameBits(before, after);
                case STABILIZING -> neverLessAccurate(before, after);
                case INFERENCE_FOLD -> Rewrites.close(before, after);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatItIs(Law law) {
        assertThat(law.statement()).isNotBlank();
        assertThat(law.licence().word()).isEqualTo(law.licence().name().toLowerCase(java.util.Locale.ROOT)
                .replace('_', '-'));
        assertThat(law.licence() == Licence.EXACT).isEqualTo(law == Law.STRUCTURE || law == Law.FORMULA);
    }

    /// By the pass that has the law; fails where the law was not applied.
    private Value rewritten(Law law, Value before) {
        GraphModule module = new GraphModule("net", cases.net.graph, List.of(), List.of(), List.of(
                new Entry(Program.PREDICT, List.of(new Result(new Target.Output("y"), before)))));
        if (law.licence() == Licence.INFERENCE_FOLD) {
            return InferenceFold.module(module).module().roots().get(0);
        }
        AppliedLaws applied = new AppliedLaws();
        GraphModule after = Stabilize.module(module, applied);
        assertThat(applied.times()).as("the laws applied to %s", before.op()).containsKey(law);
        return after.roots().get(0);
    }

    /// At every element whose true value is a real, the new form is not further from it than the old one, or within a
    /// few roundings of the terms that it is computed from; and it is a number wherever the old one is.
    private void neverLessAccurate(Value before, Value after) {
        Random random = new Random(3);
        int reals = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Map<Value, double[]> given = Rewrites.draw(random, draw % 2 == 0 ? EDGES : RANDOM, before, after);
            BigDecimal[] truth = truth(before, given);
            GraphInterpreter interpreter = new GraphInterpreter(Rewrites.ROWS, Phase.TRAINING, given);
            double[] old = interpreter.value(before);
            double[] now = interpreter.value(after);
            double[] scale = interpreter.magnitude(after);
            for (int i = 0; i < truth.length; i++) {
                assertThat(error(now[i], truth[i])).as("%s → %s at %s, element %d", before.op(), after.op(),
                        given.values().stream().map(Arrays::toString).toList(), i)
                        .isLessThanOrEqualTo(Math.max(error(old[i], truth[i]), ROUNDINGS * scale[i]));
            }
            reals += truth.length;
        }
        assertThat(reals).isPositive();
    }

    /// No elements where one of them is not a real.
    private BigDecimal[] truth(Value value, Map<Value, double[]> given) {
        try {
            return new BigGraph(cases.net.graph, Rewrites.ROWS, given).value(value);
        } catch (ArithmeticException noReal) {
            return new BigDecimal[0];
        }
    }

    private static double error(double result, BigDecimal truth) {
        if (DoubleStream.of(result, truth.doubleValue()).allMatch(Double::isFinite)) {
            return new BigDecimal(result).subtract(truth).abs().round(MathContext.DECIMAL64).doubleValue();
        }
        return result == truth.doubleValue() ? 0 : Double.POSITIVE_INFINITY;
    }
}
