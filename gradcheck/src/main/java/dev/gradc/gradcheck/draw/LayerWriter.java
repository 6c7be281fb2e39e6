package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Affine;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Layers;
import dev.gradc.dsl.Regularizer;
import dev.gradc.dsl.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Writes layers.
final class LayerWriter {
    private LayerWriter() {
    }

    /// @param inputs the width of what the layer is applied to
    static Code<Layer> write(DrawnLayer layer, int inputs) {
        return switch (layer) {
            case DrawnLayer.Activated(var activation) -> activation.code();
            case DrawnLayer.Mapped(var formula) -> mapped(FormulaWriter.ofOne(formula));
            case DrawnLayer.Dense dense -> dense(dense);
            case DrawnLayer.Maxout(var width, var pieces) ->
                new Code<>("maxout(" + width + ", " + pieces + ")", () -> Layers.maxout(width, pieces));
            case DrawnLayer.Norm _ -> Code.word("layerNorm", () -> Layers.layerNorm());
            case DrawnLayer.Dropout(var rate) -> Code.word("dropout", Code.number(rate), Layers::dropout);
            case DrawnLayer.Residual residual -> residual(residual, inputs);
        };
    }

    /// Whether the layer has a parameter that training changes.
    static boolean trains(DrawnLayer layer, int inputs) {
        return switch (layer) {
            case DrawnLayer.Dense dense -> dense.trainable();
            case DrawnLayer.Maxout _, DrawnLayer.Norm _ -> true;
            case DrawnLayer.Residual(var block, _) -> blockWidth(block, inputs) != inputs
                    || block.stream().anyMatch(inner -> trains(inner, inputs));
            case DrawnLayer.Activated _, DrawnLayer.Mapped _, DrawnLayer.Dropout _ -> false;
        };
    }

    private static int blockWidth(List<DrawnLayer> block, int inputs) {
        int width = inputs;
        for (DrawnLayer layer : block) {
            width = layer.width(width);
        }
        return width;
    }

    /// `affine(width)`.
    static Code<Affine> affine(int width) {
        return new Code<>("affine(" + width + ")", () -> Layers.affine(width));
    }

    private static Code<Layer> mapped(Code<UnaryOperator<Scalar>> formula) {
        return new Code<>("x -> x.map(" + formula.text() + ")", () -> x -> x.map(formula.value()));
    }

    private static Code<Layer> dense(DrawnLayer.Dense dense) {
        Code<Affine> code = affine(dense.width());
        if (!dense.biased()) {
            code = code.call("withoutBias", Affine::withoutBias);
        }
        if (dense.start() != Start.HE_UNIFORM) {
            code = code.call("weights", dense.start().code(), Affine::weights);
        }
        if (!dense.trainable()) {
            code = code.call("fixed", Affine::fixed);
        }
        if (dense.regularizer().isPresent()) {
            Code<Regularizer> regularizer = dense.regularizer().get().code();
            code = code.call("regularized", regularizer, Affine::regularized);
        }
        Code<Affine> whole = code;
        return new Code<>(whole.text(), whole::value);
    }

    private static Code<Layer> residual(DrawnLayer.Residual residual, int inputs) {
        List<Code<Layer>> block = new ArrayList<>();
        int width = inputs;
        for (DrawnLayer layer : residual.block()) {
            block.add(write(layer, width));
            width = layer.width(width);
        }
        if (width != inputs) {
            Code<Affine> back = affine(inputs);
            block.add(new Code<>(back.text(), back::value));
        }
        String layers = String.join(", ", block.stream().map(Code::text).toList());
        return residual.rate()
                .map(rate -> new Code<>(
                        "stochasticDepth(" + Code.number(rate).text() + (block.isEmpty() ? "" : ", ") + layers + ")",
                        () -> Layers.stochasticDepth(rate, values(block))))
                .orElseGet(() -> new Code<>("residual(" + layers + ")", () -> Layers.residual(values(block))));
    }

    private static Layer[] values(List<Code<Layer>> block) {
        return block.stream().map(Code::value).toArray(Layer[]::new);
    }
}
