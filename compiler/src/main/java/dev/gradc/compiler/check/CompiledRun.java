package dev.gradc.compiler.check;

import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Predictions;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Session;
import dev.gradc.runtime.Workers;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// A compiled module at work on what an interpreter was given.
///
/// @param module the graph, whose inputs and parameters are those of the program
/// @param program what it was compiled to
/// @param rows the rows of the batch
record CompiledRun(GraphModule module, Program program, int rows) {
    /// The results of the entry `predict`, row-major.
    ///
    /// @param values has the content of inputs and parameters
    List<double[]> results(GraphInterpreter values) {
        Model model = new Model(program);
        model.initialize(0);
        for (Value value : module.parameters()) {
            model.parameter(Subject.nameOf(value), values.value(value));
        }
        ArrayDataSet.Builder data = ArrayDataSet.rows(rows);
        for (Value value : module.inputs()) {
            if (value.op() instanceof Op.Input input) {
                add(data, input, values.value(value));
            }
        }
        try (Workers workers = new Workers(1)) {
            Predictions predictions = new Session(model, rows, workers).predict(data.build());
            return IntStream.range(0, module.roots().size())
                    .mapToObj(i -> row(predictions, Integer.toString(i), module.roots().get(i))).toList();
        }
    }

    private void add(ArrayDataSet.Builder data, Op.Input input, double[] content) {
        if (input.kind() instanceof InputSpec.Kind.Label(var classes)) {
            data.labels(input.name(), DoubleStream.of(content).mapToInt(label -> (int) label).toArray(), classes);
        } else {
            data.reals(input.name(), content, content.length / rows);
        }
    }

    private double[] row(Predictions predictions, String name, Value value) {
        return value.shape().hasBatch()
                ? IntStream.range(0, rows).mapToObj(row -> predictions.row(name, row)).flatMapToDouble(DoubleStream::of)
                        .toArray()
                : predictions.row(name, 0);
    }
}
