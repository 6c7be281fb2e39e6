package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Losses;
import dev.gradc.dsl.MixUp;
import dev.gradc.dsl.Tensor;
import dev.gradc.gradcheck.draw.DrawnLoss.Classification;
import dev.gradc.gradcheck.draw.DrawnLoss.Regression;
import dev.gradc.gradcheck.draw.Values.Row;
import java.util.function.BiFunction;

/// Writes a loss, and what it compares with.
final class LossWriter {
    private static final int LOGITS = 3;
    private final Drawn page;
    private final Row last;
    private Code<Tensor> prediction;
    private boolean trains;

    /// @param last the network's last value
    LossWriter(Drawn page, Row last) {
        this.page = page;
        this.last = last;
        this.prediction = last.code();
    }

    /// What the network predicts.
    Code<Tensor> prediction() {
        return prediction;
    }

    /// Whether a parameter that training changes was written.
    boolean trains() {
        return trains;
    }

    void write(DrawnLoss loss) {
        page.giveLoss(switch (loss) {
            case DrawnLoss.Plain _ -> prediction.call("square", Tensor::square).call("mean", Tensor::mean, new int[0]);
            case Regression(var kind) -> regression(kind);
            case DrawnLoss.Pointwise(var formula) -> pointwise(formula);
            case DrawnLoss.Binary(var logits) -> binary(logits);
            case Classification(var kind, var classes, var target) -> classification(kind, classes, target);
            case DrawnLoss.Margin(var classes) -> margin(classes);
        });
    }

    private Code<Tensor> real() {
        return real(last.width());
    }

    private Code<Tensor> real(int width) {
        return page.let("Tensor", "y", page.real("y", width));
    }

    private Code<Labels> labels(int classes) {
        return page.let("Labels", "y", page.classes("y", classes));
    }

    private Code<Tensor> predict(Code<Tensor> code) {
        prediction = page.let("Tensor", "p", code);
        return prediction;
    }

    private Code<Tensor> softmax(Code<Tensor> z) {
        return predict(Code.word("softmax", z, Activations::softmax));
    }

    private Code<Tensor> sigmoid(Code<Tensor> z) {
        return predict(Code.word("sigmoid", z, Activations::sigmoid));
    }

    /// Scores, as many as wanted; never what is a probability already.
    private Code<Tensor> scores(int width) {
        trains = true;
        Code<Tensor> z = last.code();
        var affine = LayerWriter.affine(width);
        prediction = page.let("Tensor", "z",
                new Code<>(Code.written(z.text() + ".then", affine), () -> z.value().then(affine.value())));
        return prediction;
    }

    private Code<Tensor> regression(Regression.Kind kind) {
        return switch (kind) {
            case MSE -> Code.word("mse", last.code(), real(), Losses::mse);
            case HALF_SQUARED_ERROR -> Code.word("halfSquaredError", last.code(), real(), Losses::halfSquaredError);
            case MAE -> Code.word("mae", last.code(), real(), Losses::mae);
            case HINGE -> Code.word("hinge", last.code(), real(), (BiFunction<Tensor, Tensor, Tensor>) Losses::hinge);
            case HUBER -> huber(real());
            case BINARY_CROSS_ENTROPY -> Code.word("binaryCrossEntropy", sigmoid(last.code()), real(),
                    (BiFunction<Tensor, Tensor, Tensor>) Losses::binaryCrossEntropy);
            case BINARY_CROSS_ENTROPY_WITH_LOGITS -> Code.word("binaryCrossEntropyWithLogits", scores(LOGITS),
                    real(LOGITS), (BiFunction<Tensor, Tensor, Tensor>) Losses::binaryCrossEntropyWithLogits);
        };
    }

    private Code<Tensor> huber(Code<Tensor> y) {
        return new Code<>(Code.written("huber", last.code(), y, Code.number(0.5)),
                () -> Losses.huber(last.code().value(), y.value(), 0.5));
    }

    private Code<Tensor> pointwise(Formula formula) {
        Code<Tensor> y = real();
        var function = FormulaWriter.ofTwo(formula);
        return new Code<>(Code.written("pointwiseLoss", last.code(), y, function),
                () -> Losses.pointwiseLoss(last.code().value(), y.value(), function.value()));
    }

    private Code<Tensor> binary(boolean logits) {
        Code<Labels> y = labels(2);
        Code<Tensor> z = scores(1).call("column", (t, i) -> t.column(i[0]), 0);
        return logits
                ? Code.word("binaryCrossEntropyWithLogits", z, y,
                        (BiFunction<Tensor, Labels, Tensor>) Losses::binaryCrossEntropyWithLogits)
                : Code.word("binaryCrossEntropy", sigmoid(z), y,
                        (BiFunction<Tensor, Labels, Tensor>) Losses::binaryCrossEntropy);
    }

    private Code<Tensor> margin(int classes) {
        return Code.word("hinge", scores(classes), labels(classes),
                (BiFunction<Tensor, Labels, Tensor>) Losses::hinge);
    }

    private Code<Tensor> classification(Classification.Kind kind, int classes, Classification.Target target) {
        if (target == Classification.Target.LABELS && kind != Classification.Kind.KL_DIVERGENCE) {
            Code<Labels> y = labels(classes);
            return kind == Classification.Kind.CROSS_ENTROPY
                    ? Code.word("crossEntropy", softmax(scores(classes)), y,
                            (BiFunction<Tensor, Labels, Tensor>) Losses::crossEntropy)
                    : Code.word("crossEntropyWithLogits", scores(classes), y,
                            (BiFunction<Tensor, Labels, Tensor>) Losses::crossEntropyWithLogits);
        }
        Code<Tensor> y = target(classes, target);
        return switch (kind) {
            case CROSS_ENTROPY -> Code.word("crossEntropy", softmax(scores(classes)), y,
                    (BiFunction<Tensor, Tensor, Tensor>) Losses::crossEntropy);
            case CROSS_ENTROPY_WITH_LOGITS -> Code.word("crossEntropyWithLogits", scores(classes), y,
                    (BiFunction<Tensor, Tensor, Tensor>) Losses::crossEntropyWithLogits);
            case KL_DIVERGENCE -> Code.word("klDivergence", y, softmax(scores(classes)), Losses::klDivergence);
        };
    }

    private Code<Tensor> target(int classes, Classification.Target target) {
        return switch (target) {
            case LABELS -> labels(classes).call("oneHot", Labels::oneHot);
            case SMOOTHED -> labels(classes).call("smoothed", Code.number(0.1), Labels::smoothed);
            case DISTRIBUTION -> page.let("Tensor", "y", page.shares("y", classes));
            case MIXED -> NetworkWriter.mixUp().call("of", labels(classes), MixUp::of);
        };
    }
}
