package dev.gradc.newcomer;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.interp.GraphInterpreter.Phase;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.StepScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A network's values by the graph interpreter, in double precision; parameters as they begin, where that is not random.
final class Evaluated {
    private final Definition definition;
    private final GraphInterpreter interpreter;
    private final int rows;

    private Evaluated(Network network, Phase phase, int rows, double[] random, double share, double[]... inputs) {
        this.definition = network.definition();
        this.rows = rows;
        Map<Value, double[]> given = new HashMap<>();
        for (int i = 0; i < inputs.length; i++) {
            given.put(definition.inputs().get(i), inputs[i]);
        }
        definition.parameters().forEach(parameter -> given.put(parameter, beginning(parameter)));
        for (Value value : Graph.reachable(roots())) {
            if (value.op() instanceof Op.Random) {
                given.put(value, Arrays.copyOf(random, value.shape().size().perRow() * rows));
            } else if (value.op() instanceof Op.Scalar(StepScalar.MixShare _)) {
                given.put(value, new double[]{share});
            }
        }
        interpreter = new GraphInterpreter(rows, phase, given);
    }

    static Evaluated predicting(Network network, int rows, double[]... inputs) {
        return new Evaluated(network, Phase.PREDICTING, rows, new double[0], 0, inputs);
    }

    static Evaluated training(Network network, int rows, double[] random, double share, double[]... inputs) {
        return new Evaluated(network, Phase.TRAINING, rows, random, share, inputs);
    }

    double[] output(String name) {
        return interpreter.value(definition.outputs().get(name)).clone();
    }

    double loss() {
        return interpreter.value(definition.loss().orElseThrow())[0];
    }

    double[] value(Value value) {
        return interpreter.value(value).clone();
    }

    int rows() {
        return rows;
    }

    private List<Value> roots() {
        List<Value> roots = new ArrayList<>(definition.outputs().values());
        definition.loss().ifPresent(roots::add);
        return roots;
    }

    private static double[] beginning(Value parameter) {
        double[] content = new double[parameter.shape().size().fixed()];
        switch (((Op.Parameter) parameter.op()).initializer()) {
            case Initializer.Constant(double number) -> Arrays.fill(content, number);
            case Initializer.Given(double[] numbers) -> System.arraycopy(numbers, 0, content, 0, numbers.length);
            case Initializer.Uniform _, Initializer.Normal _, Initializer.Orthogonal _ ->
                Arrays.setAll(content, i -> StrictMath.sin(i + 1));
        }
        return content;
    }
}
