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
import dev.gradc.runtime.LearningRate;
import dev.gradc.runtime.StepScalar;
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
                of("adam", adam(RATE), (ByHand) (w, g, s, t) -> w - RATE * adamDirection(g, s, t)),
                of("adamW", adamW(RATE, 0.01), (ByHand) (w, g, s, t) -> w - RATE * (adamDirection(g, s, t) + 0.01 * w)),
                of("clip by value", sgd(RATE).clipByValue(1), (ByHand) (w, g, s, t) -> w - RATE * Math.clamp(g, -1, 1)),
                of("clip by norm", sgd(RATE).clipByGlobalNorm(1),
                        (ByHand) (w, g, s, t) -> w - RATE * g / Math.sqrt(9.25)),
                of("norm below the limit", sgd(RATE).clipByGlobalNorm(4), (ByHand) (w, g, s, t) -> w - RATE * g),
                of("one's own",
                        Optimizer.of(constantRate(RATE),
                                (w, g, step) -> w.minus(step.rate().times(g).over(step.number()))),
                        (ByHand) (w, g, s, t) -> w - RATE * g / t));
    }

    private static double adamDirection(double g, double[] s, int t) {
        s[0] = 0.9 * s[0] + 0.1 * g;
        s[1] = 0.999 * s[1] + 0.001 * g * g;
        return s[0] / (1 - StrictMath.pow(0.9, t)) / (Math.sqrt(s[1] / (1 - StrictMath.pow(0.999, t))) + 1e-8);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("optimizers")
    void threeStepsAreThoseOfThePublishedFormula(String name, Optimizer optimizer, ByHand byHand) {
        Definition definition = network(optimizer).definition();
        Value w = definition.parameters().get(0);
        List<Result> updates = definition.updates()
                .apply(Backprop.gradients(definition.graph(), definition.loss().orElseThrow(), List.of(w)));
        Map<Value, double[]> state = new HashMap<>(Map.of(w, START));
        double[] expected = START.clone();
        double[][] remembered = new double[2][2];
        for (int t = 1; t <= 3; t++) {
            state = step(updates, state, t);
            for (int i = 0; i < 2; i++) {
                expected[i] = byHand.step(expected[i], SLOPE[i], remembered[i], t);
            }
            assertThat(state.get(w)).as("%s, step %s", name, t).containsExactly(expected, within(1e-13));
        }
    }

    private static Map<Value, double[]> step(List<Result> updates, Map<Value, double[]> state, int t) {
        Map<Value, double[]> given = new HashMap<>(state);
        for (Value value : Graph.reachable(updates.stream().map(Result::value).toList())) {
            switch (value.op()) {
                case Op.Parameter parameter when !parameter.trainable() -> given.put(value, SLOPE);
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
