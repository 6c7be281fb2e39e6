package dev.gradc.newcomer;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/// A loss at the edge of what numbers can say, of one row of `x` and `y`.
///
/// @param name what is at the edge
/// @param loss of x and y; what is no single number is summed
/// @param x given how large a large number is in the precision: 10⁴ in float, 10³⁰⁰ in double
/// @param y as x
/// @param expected the loss
/// @param slope its gradient by x
record Edge(String name, BinaryOperator<Tensor> loss, DoubleFunction<double[]> x, DoubleFunction<double[]> y,
        DoubleFunction<Double> expected, DoubleFunction<double[]> slope) {
    /// What came.
    ///
    /// @param loss the training loss
    /// @param slope its gradient by x
    record Result(double loss, double[] slope) {
    }

    @Override
    public String toString() {
        return name;
    }

    /// How large a large number is.
    static double large(Precision precision) {
        return switch (precision) {
            case FLOAT -> 1e4;
            case DOUBLE -> 1e300;
        };
    }

    /// What is mathematically right, or else documented.
    Result expected(double large) {
        return new Result(expected.apply(large), slope.apply(large));
    }

    /// By a compiled model.
    Result compiled(Precision precision) {
        double large = large(precision);
        Model model = network(large).compile(Compiler.Options.of(precision));
        model.initialize(1);
        ArrayDataSet data = ArrayDataSet.rows(1).reals("x", x.apply(large), x.apply(large).length)
                .reals("y", y.apply(large), y.apply(large).length).build();
        return new Result(model.loss(data), Optional.ofNullable(model.gradients(data).get("shift")).orElseThrow());
    }

    /// By the interpreter of the derived graph, in double.
    Result interpreted(double large) {
        return interpreted(large, 1);
    }

    /// By the interpreter, for some number of equal rows.
    Result interpreted(double large, int rows) {
        GraphModule module = Compiler.derive(network(large).definition());
        GraphModule.Entry entry = module.entries().stream().filter(e -> e.name().equals(Program.GRADIENTS)).findFirst()
                .orElseThrow();
        Map<Value, double[]> given = new HashMap<>();
        for (Value value : Graph.reachable(module.roots())) {
            if (value.op() instanceof Op.Input input) {
                double[] row = (input.name().equals("x") ? x : y).apply(large);
                given.put(value, IntStream.range(0, rows * row.length).mapToDouble(i -> row[i % row.length]).toArray());
            } else if (value.op() instanceof Op.Parameter(_, _, Initializer.Constant(var number), _)) {
                double[] content = new double[x.apply(large).length];
                Arrays.fill(content, number);
                given.put(value, content);
            }
        }
        GraphInterpreter values = new GraphInterpreter(rows, GraphInterpreter.Phase.TRAINING, given);
        Value slope = entry.results().stream().filter(result -> result.target() instanceof Target.Gradient).findFirst()
                .orElseThrow().value();
        return new Result(values.value(entry.results().get(0).value())[0], values.value(slope));
    }

    /// The gradient by a parameter that is added to x is that by x.
    Network network(double large) {
        int width = x.apply(large).length;
        return new Network() {
            @Override
            protected void define() {
                Tensor shifted = input("x", width).plus(parameter("shift", zeros(), width));
                Tensor result = loss.apply(shifted, input("y", y.apply(large).length));
                loss(result.shape().equals(Shape.SCALAR) ? result : result.sum());
            }
        };
    }
}
