package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Layers;
import dev.gradc.dsl.MixUp;
import dev.gradc.dsl.Tensor;
import dev.gradc.dsl.Tensors;
import dev.gradc.gradcheck.draw.Values.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a network from its inputs to its optimiser.
final class NetworkWriter {
    private final Drawn page;
    private final Values values = new Values();

    NetworkWriter(Drawn page) {
        this.page = page;
    }

    void write(DrawnNetwork network) {
        network.inputs().forEach(input -> values.addInput(input(input, "x" + (values.count() + 1))));
        StepWriter steps = new StepWriter(page, values);
        for (Step step : network.steps()) {
            Row row = steps.write(step, values.count() + 1);
            values.add(row);
        }
        LossWriter loss = new LossWriter(page, last());
        loss.write(network.loss());
        outputs(network.outputs(), loss.prediction());
        if (!network.regularizers().isEmpty()) {
            page.giveRegularizers(network.regularizers().stream().map(DrawnRegularizer::code).toList());
        }
        if (steps.trains() || loss.trains()) {
            network.optimizer().ifPresent(optimizer -> page.giveOptimizer(optimizer.code()));
        }
    }

    private Row input(DrawnInput input, String name) {
        int width = input.width();
        Code<Tensor> code = switch (input.kind()) {
            case REAL -> page.real(name, width);
            case SINGLE -> page.real(name).call("reshape", Tensor::reshape, 1);
            case GRID -> page.real(name, input.size(), 2).call("flatten", Tensor::flatten);
            case LABELS -> page.classes(name, width).call("oneHot", Labels::oneHot);
            case DISTRIBUTION -> page.shares(name, width);
            case MIXED -> mixUp().call("of", page.real(name, width), MixUp::of);
        };
        return new Row(page.let("Tensor", name, code), width);
    }

    /// A mix of rows.
    static Code<MixUp> mixUp() {
        return Code.word("mixUp", Code.number(0.4), Layers::mixUp);
    }

    /// The newest value, joined with those that nobody used.
    private Row last() {
        List<Row> ends = values.ends();
        if (ends.size() == 1) {
            return ends.getFirst();
        }
        List<Code<Tensor>> parts = ends.stream().map(Row::code).toList();
        Code<Tensor> all = new Code<>(Code.written("concat", parts.toArray(Code<?>[]::new)),
                () -> Tensors.concat(parts.stream().map(Code::value).toArray(Tensor[]::new)));
        return new Row(page.let("Tensor", "all", all), ends.stream().mapToInt(Row::width).sum());
    }

    private void outputs(List<Integer> further, Code<Tensor> prediction) {
        Map<String, Code<Tensor>> outputs = new LinkedHashMap<>();
        outputs.put("prediction", prediction);
        further.stream().map(values::peek).forEach(row -> outputs.putIfAbsent(row.code().text(), row.code()));
        outputs.forEach(page::giveOutput);
    }
}
