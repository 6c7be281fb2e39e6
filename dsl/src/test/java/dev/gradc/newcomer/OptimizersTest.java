package dev.gradc.newcomer;

import static dev.gradc.dsl.Network.adagrad;
import static dev.gradc.dsl.Network.adam;
import static dev.gradc.dsl.Network.adamW;
import static dev.gradc.dsl.Network.constantRate;
import static dev.gradc.dsl.Network.cosineDecay;
import static dev.gradc.dsl.Network.exponentialDecay;
import static dev.gradc.dsl.Network.momentum;
import static dev.gradc.dsl.Network.nesterov;
import static dev.gradc.dsl.Network.rmsProp;
import static dev.gradc.dsl.Network.sgd;
import static dev.gradc.dsl.Network.stepDecay;
import static dev.gradc.dsl.Network.warmUp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.of;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.autodiff.Backprop;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Optimizer;
import dev.gradc.dsl.Optimizers;
import dev.gradc.runtime.LearningRate;
import dev.gradc.runtime.StepScalar;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptimizersTest {
    private static final double RATE = 0.1;
    private static final double[] START = {1, -2};
    private static final double[] SLOPE = {0.5, -3};
    /// The slope is another at each step, so that what is remembered matters.
    private static final double[] FACTORS = {1, -0.5, 1.25, 0.75, -1};

    /// One number's update, written independently of the optimiser: `s` holds what is remembered, and t counts from 1.
    private interface ByHand {
        double step(double w, double g, double[] s, int t);
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                of("sgd", sgd(RATE), (ByHand) (w, g, s, t) -> w - RATE * g),
                of("momentum", momentum(RATE, 0.9), (ByHand) (w, g, s, t) -> w - RATE * (s[0] = 0.9 * s[0] + g)),
                of("nesterov", nesterov(RATE, 0.9), (ByHand) (w, g, s, t) -> {
                    s[0] = 0.9 * s[0] + g;
                    return w - RATE * (g + 0.9 * s[0]);
                }),
                of("adagrad", adagrad(RATE),
                        (ByHand) (w, g, s, t) -> w - RATE * g / (Math.sqrt(s[0] += g * g) + 1e-10)),
                of("rmsProp", rmsProp(RATE),
                        (ByHand) (w, g, s, t) -> w - RATE * g / (Math.sqrt(s[0] = 0.9 * s[0] + 0.1 * g * g) + 1e-8)),
                of("rmsProp, other constants", rmsProp(constantRate(RATE), 0.8, 1e-3),
                        (ByHand) (w, g, s, t) -> w - RATE * g / (Math.sqrt(s[0] = 0.8 * s[0] + 0.2 * g * g) + 1e-3)),
                of("adam", adam(RATE), (ByHand) (w, g, s, t) -> w - RATE * adamDirection(g, s, t, 0.9, 0.999, 1e-8)),
                of("adam, other constants", adam(constantRate(RATE), 0.7, 0.95, 1e-3),
                        (ByHand) (w, g, s, t) -> w - RATE * adamDirection(g, s, t, 0.7, 0.95, 1e-3)),
                of("adamW", adamW(RATE, 0.01),
                        (ByHand) (w, g, s, t) -> w - RATE * (adamDirection(g, s, t, 0.9, 0.999, 1e-8) + 0.01 * w)),
                of("adamW, other constants", adamW(constantRate(RATE), 0.7, 0.95, 1e-3, 0.2),
                        (ByHand) (w, g, s, t) -> w - RATE * (adamDirection(g, s, t, 0.7, 0.95, 1e-3) + 0.2 * w)),
                of("clip by value", sgd(RATE).clipByValue(1), (ByHand) (w, g, s, t) -> w - RATE * Math.clamp(g, -1, 1)),
                of("clip by norm", sgd(RATE).clipByGlobalNorm(1),
                        (ByHand) (w, g, s, t) -> w - RATE * g / (Math.sqrt(9.25) * Math.abs(FACTORS[t - 1]))),
                of("norm below the limit", sgd(RATE).clipByGlobalNorm(4), (ByHand) (w, g, s, t) -> w - RATE * g),
                of("one's own",
                        Optimizer.of(constantRate(RATE),
                                (w, g, step) -> w.minus(step.rate().times(g).over(step.number()))),
                        (ByHand) (w, g, s, t) -> w - RATE * g / t));
    }

    private static double adamDirection(double g, double[] s, int t, double beta1, double beta2, double epsilon) {
        s[0] = beta1 * s[0] + (1 - beta1) * g;
        s[1] = beta2 * s[1] + (1 - beta2) * g * g;
        return s[0] / (1 - StrictMath.pow(beta1, t)) / (Math.sqrt(s[1] / (1 - StrictMath.pow(beta2, t))) + epsilon);
    }

    @Test
    void noOptimizerIsForgotten() {
        assertThat(optimizers().map(row -> ((String) row.get()[0]).replaceFirst(",.*", "")))
                .containsAll(Arrays.stream(Optimizers.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers())).map(Method::getName).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void theStepsAreThoseOfThePublishedFormula(String name, Optimizer optimizer, ByHand byHand) {
        Definition definition = network(optimizer).definition();
        Value w = definition.parameters().get(0);
        List<Result> updates = definition.updates()
                .apply(Backprop.gradients(definition.graph(), definition.loss().orElseThrow(), List.of(w)));
        Map<Value, double[]> state = new HashMap<>(Map.of(w, START));
        double[] expected = START.clone();
        double[][] remembered = new double[2][2];
        for (int t = 1; t <= FACTORS.length; t++) {
            state = step(updates, state, t);
            for (int i = 0; i < 2; i++) {
                expected[i] = byHand.step(expected[i], SLOPE[i] * FACTORS[t - 1], remembered[i], t);
            }
            assertThat(state.get(w)).as("%s, step %s", name, t).containsExactly(expected, within(1e-13));
        }
    }

    private static Map<Value, double[]> step(List<Result> updates, Map<Value, double[]> state, int t) {
        Map<Value, double[]> given = new HashMap<>(state);
        for (Value value : Graph.reachable(updates.stream().map(Result::value).toList())) {
            switch (value.op()) {
                case Op.Parameter parameter when !parameter.trainable() ->
                    given.put(value, new double[]{SLOPE[0] * FACTORS[t - 1], SLOPE[1] * FACTORS[t - 1]});
                case Op.Slot slot -> given.putIfAbsent(value, filled(slot.initial()));
                case Op.Scalar(var scalar) -> given.put(value, new double[]{switch (scalar) {
                    case StepScalar.LearningRate() -> RATE;
                    case StepScalar.StepNumber() -> t;
                    case StepScalar.BiasCorrection(double beta) -> 1 - StrictMath.pow(beta, t);
                    case StepScalar.MixShare _ -> throw new AssertionError("no optimiser mixes");
                }});
                default -> {
                }
            }
        }
        GraphInterpreter interpreter = new GraphInterpreter(1, GraphInterpreter.Phase.TRAINING, given);
        Map<Value, double[]> next = new HashMap<>();
        updates.forEach(update -> next.put(((Target.Update) update.target()).state(),
                interpreter.value(update.value()).clone()));
        return next;
    }

    private static double[] filled(double number) {
        double[] all = new double[2];
        Arrays.fill(all, number);
        return all;
    }

    private static Network network(Optimizer optimizer) {
        return new Network() {
            @Override
            protected void define() {
                loss(parameter("w", values(START), 2).times(fixed("slope", values(SLOPE), 2)).sum());
                optimizer(optimizer);
            }
        };
    }

    @Test
    void slotsAreNamedAfterTheirParameter() {
        Definition definition = network(adam(RATE)).definition();
        Value w = definition.parameters().get(0);
        assertThat(definition.updates().apply(Map.of(w, w))).extracting(
                result -> ((Target.Update) result.target()).state().name()).containsExactly("w", "w.m", "w.v");
    }

    @Test
    void schedulesBecomeThePlansRate() {
        assertThat(network(sgd(stepDecay(0.1, 0.5, 10))).plan().rate())
                .isEqualTo(new LearningRate.StepDecay(0.1, 0.5, 10));
        assertThat(network(adam(warmUp(5, cosineDecay(0.1)))).plan().rate())
                .isEqualTo(new LearningRate.WarmUp(5, new LearningRate.Cosine(0.1, 0)));
        assertThat(network(momentum(exponentialDecay(0.1, 0.9), 0.5)).plan().rate())
                .isEqualTo(new LearningRate.Exponential(0.1, 0.9));
    }
}
