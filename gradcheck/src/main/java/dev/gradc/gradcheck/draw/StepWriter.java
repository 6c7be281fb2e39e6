package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Affine;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Tensor;
import dev.gradc.dsl.Tensors;
import dev.gradc.gradcheck.draw.Values.Row;
import java.util.List;

/// Writes the steps of a network, each a variable.
final class StepWriter {
    private static final int OUTER = 6;
    /// The most columns of a value that gets a square matrix.
    private static final int SQUARE = 40;
    /// The most numbers in a matrix that brings one value to the width of another.
    private static final int FITTING = 40_000;

    private final Drawn page;
    private final Values values;
    private boolean trains;
    private String name = "";

    StepWriter(Drawn page, Values values) {
        this.page = page;
        this.values = values;
    }

    /// Whether a parameter that training changes was written.
    boolean trains() {
        return trains;
    }

    /// Writes a step as the variable `xnumber`.
    Row write(Step step, int number) {
        name = Integer.toString(number);
        return switch (step) {
            case Step.Apply(var from, var layer) -> apply(values.use(from), layer);
            case Step.Twice(var from, var between) -> twice(values.use(from), between);
            case Step.Siamese(var from, var other, var width) -> siamese(values.use(from), other, width);
            case Step.Tied(var from, var width, var between) -> tied(values.use(from), width, between);
            case Step.Meet(var from, var other, var formula) -> meet(values.use(from), other, formula);
            case Step.Gate(var from, var other) -> gate(values.use(from), other);
            case Step.Join(var from, var other) -> join(values.use(from), values.use(other));
            case Step.Outer(var from, var other) -> outer(values.use(from), values.use(other));
            case Step.Inner(var from, var other) -> inner(values.use(from), other);
            case Step.OwnProduct(var from, var other) -> ownProduct(values.use(from), other);
            case Step.Augment(var from, var constant) -> augment(values.use(from), constant);
            case Step.Scale(var from) -> scale(values.use(from));
            case Step.Mingle(var from) -> mingle(values.use(from));
            case Step.Stop(var from) -> same(values.use(from), x -> x.call("stopGradient", Tensor::stopGradient));
            case Step.Slope(var of, var by) -> slope(values.peek(of), values.peek(by));
            case Step.Own(var from, var op) -> same(values.use(from), op::of);
            case Step.Centre(var from, var statistic) ->
                same(values.use(from), x -> x.call("minus", ofRow(statistic, x), Tensor::minus));
            case Step.BatchCentre(var from, var statistic) ->
                same(values.use(from), x -> x.call("minus", statistic.over(x, 0), Tensor::minus));
            case Step.Part(var from, var start, var length) -> part(values.use(from), start, length);
            case Step.Column(var from, var index) -> column(values.use(from), index);
            case Step.Swap(var from, var columns) -> swap(values.use(from), columns);
            case Step.Pool(var from, var columns, var statistic) -> pool(values.use(from), columns, statistic);
        };
    }

    private interface Rule {
        Code<Tensor> of(Code<Tensor> x);
    }

    private Row let(Code<Tensor> code, int width) {
        return new Row(page.let("Tensor", "x" + name, code), width);
    }

    private Row same(Row x, Rule rule) {
        return let(rule.of(x.code()), x.width());
    }

    private static Code<Tensor> then(Code<Tensor> x, Code<? extends Layer> layer) {
        return new Code<>(Code.written(x.text() + ".then", layer), () -> x.value().then(layer.value()));
    }

    /// Another value at this width.
    private Code<Tensor> fitted(int other, int width) {
        Row row = values.use(other);
        if (row.width() == width) {
            return row.code();
        }
        trains = true;
        boolean large = (long) row.width() * width > FITTING;
        return then(large ? first(row, OUTER) : row.code(), LayerWriter.affine(width));
    }

    private Row apply(Row x, DrawnLayer layer) {
        trains |= LayerWriter.trains(layer, x.width());
        return let(then(x.code(), LayerWriter.write(layer, x.width())), layer.width(x.width()));
    }

    private Code<Affine> shared(int width) {
        trains = true;
        return page.let("Layer", "shared" + name, LayerWriter.affine(width));
    }

    /// The first columns of a wide value.
    private Row narrow(Row x) {
        int columns = Math.min(SQUARE, x.width());
        return columns == x.width() ? x : new Row(page.let("Tensor", "part" + name, first(x, columns)), columns);
    }

    private Row twice(Row wide, Activation between) {
        Row x = narrow(wide);
        Code<Affine> layer = shared(x.width());
        Code<Layer> activation = between.code();
        return let(new Code<>(Code.written(x.code().text() + ".then", layer, activation, layer),
                () -> x.code().value().then(layer.value(), activation.value(), layer.value())), x.width());
    }

    private Row siamese(Row x, int other, int width) {
        Code<Tensor> y = page.let("Tensor", "other" + name, fitted(other, x.width()));
        Code<Affine> layer = shared(width);
        return let(then(x.code(), layer).call("minus", then(y, layer), Tensor::minus), width);
    }

    private Row tied(Row x, int width, Activation between) {
        trains = true;
        Code<Tensor> w = page.let("Tensor", "w" + name,
                page.weight("w" + name, Start.HE_UNIFORM.code(), x.width(), width));
        Code<Tensor> inner = then(x.code().call("matmul", w, Tensor::matmul), between.code());
        return let(inner.call("matmul", w.call("transpose", Tensor::transpose, new int[0]), Tensor::matmul), x.width());
    }

    private Row meet(Row x, int other, Formula formula) {
        Code<Tensor> y = fitted(other, x.width());
        var function = FormulaWriter.ofTwo(formula);
        return let(new Code<>(Code.written(x.code().text() + ".map", y, function),
                () -> x.code().value().map(y.value(), function.value())), x.width());
    }

    private Row gate(Row x, int other) {
        Code<Tensor> gate = Code.word("sigmoid", fitted(other, x.width()), Activations::sigmoid);
        return let(x.code().call("times", gate, Tensor::times), x.width());
    }

    private Row join(Row x, Row y) {
        return let(Code.word("concat", x.code(), y.code(), (a, b) -> Tensors.concat(a, b)), x.width() + y.width());
    }

    private static Code<Tensor> tanh(Code<Tensor> x) {
        return Code.word("tanh", x, Activations::tanh);
    }

    private Row outer(Row x, Row y) {
        int columnsX = Math.min(OUTER, x.width());
        int columnsY = Math.min(OUTER, y.width());
        return let(contract("bi,bj->bij", first(x, columnsX), tanh(first(y, columnsY)))
                .call("flatten", Tensor::flatten), columnsX * columnsY);
    }

    private static Code<Tensor> first(Row x, int columns) {
        return columns >= x.width() ? x.code() : x.code().call("slice", (t, i) -> t.slice(i[0], i[1]), 0, columns);
    }

    private static Code<Tensor> contract(String letters, Code<Tensor> x, Code<Tensor> y) {
        return new Code<>(x.text() + ".contract(\"" + letters + "\", " + y.text() + ")",
                () -> x.value().contract(letters, y.value()));
    }

    private Row inner(Row x, int other) {
        return let(contract("bi,bi->b", x.code(), tanh(fitted(other, x.width()))).call("reshape", Tensor::reshape, 1),
                1);
    }

    private Row mingle(Row wide) {
        Row x = narrow(wide);
        Code<Tensor> p = page.let("Tensor", "p" + name, Code.word("softmax", x.code(), Activations::softmax));
        Code<Tensor> alike = contract("bi,bj->ij", p, p).call("times", Code.number(0.125), Tensor::times);
        return let(x.code().call("matmul", alike, Tensor::matmul), x.width());
    }

    private Row ownProduct(Row x, int other) {
        Code<Tensor> y = tanh(fitted(other, x.width()));
        return let(new Code<>("custom(\"product\", List.of(" + x.code().text() + ", " + y.text() + "), "
                + "u -> u.get(0).times(u.get(1)), (u, v, g) -> List.of(g.times(u.get(1)), g.times(u.get(0))))",
                () -> Tensors.custom("product", List.of(x.code().value(), y.value()),
                        u -> u.get(0).times(u.get(1)),
                        (u, v, g) -> List.of(g.times(u.get(1)), g.times(u.get(0))))),
                x.width());
    }

    private Row augment(Row x, double constant) {
        Code<Tensor> one = page.columnOf(constant);
        return let(Code.word("concat", x.code(), one, (a, b) -> Tensors.concat(a, b)), x.width() + 1);
    }

    private Row scale(Row x) {
        trains = true;
        Code<Tensor> gain = page.let("Tensor", "gain" + name,
                page.weight("gain" + name, Start.UNIFORM.code(), x.width()));
        Code<Tensor> norm = x.code().call("square", Tensor::square).call("sum", Tensor::sum, -1)
                .call("plus", Code.number(1), Tensor::plus).call("sqrt", Tensor::sqrt)
                .call("reshape", Tensor::reshape, 1);
        return same(x, t -> t.call("over", norm, Tensor::over).call("times", gain, Tensor::times));
    }

    private Row slope(Row of, Row by) {
        Code<Tensor> sum = tanh(of.code()).call("sum", Tensor::sum, new int[0]);
        return let(Code.word("grad", sum, by.code(), Tensors::grad), by.width());
    }

    private static Code<Tensor> ofRow(Statistic statistic, Code<Tensor> x) {
        return statistic.over(x, -1).call("reshape", Tensor::reshape, 1);
    }

    private Row part(Row x, int start, int length) {
        int from = Math.floorMod(start, x.width());
        int count = 1 + Math.floorMod(length, x.width() - from);
        return let(x.code().call("slice", (t, i) -> t.slice(i[0], i[1]), from, from + count), count);
    }

    private Row column(Row x, int index) {
        return let(x.code().call("column", (t, i) -> t.column(i[0]), Math.floorMod(index, x.width()))
                .call("reshape", Tensor::reshape, 1), 1);
    }

    private static int divisor(int width, int wanted) {
        int divisor = Math.clamp(wanted, 1, width);
        while (width % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    private Row swap(Row x, int columns) {
        int divisor = divisor(x.width(), columns);
        return same(x, t -> t.call("reshape", Tensor::reshape, x.width() / divisor, divisor)
                .call("transpose", Tensor::transpose, 0, 2, 1).call("flatten", Tensor::flatten));
    }

    private Row pool(Row x, int columns, Statistic statistic) {
        int divisor = divisor(x.width(), columns);
        Code<Tensor> groups = x.code().call("reshape", Tensor::reshape, x.width() / divisor, divisor);
        return let(statistic.over(groups, 2), x.width() / divisor);
    }
}
