package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import dev.gradc.runtime.StepScalar;
import java.util.List;

/// MixUp on the batch (Zhang et al. 2018): when training, each row becomes λ of itself and 1 − λ of the batch's next row
/// (the last one's next is the first), with λ ~ Beta(α, α) drawn anew in each step; when predicting nothing happens. One
/// object mixes an input and its target by the same λ:
///
/// ```java
/// MixUp mix = mixUp(0.2);
/// Tensor z = mix.of(x).then(affine(10));
/// loss(crossEntropy(softmax(z), mix.of(y)));
/// ```
public final class MixUp {
    private final double alpha;

    MixUp(double alpha) {
        Lines.require(alpha > 0 && Double.isFinite(alpha), "the α of MixUp is " + alpha
                + ", but must be a finite number greater than 0");
        this.alpha = alpha;
    }

    /// The mixed input.
    ///
    /// @throws dev.gradc.runtime.GradcException when `x` is not an input
    public Tensor of(Tensor x) {
        return mixed(x, rolled(x));
    }

    /// The mixed targets, `[batch, classes]`.
    public Tensor of(Labels y) {
        return mixed(y.oneHot(), new Labels(rolled(y.indices()), y.classes()).oneHot());
    }

    private static Tensor rolled(Tensor x) {
        if (x.value().op() instanceof Op.Input(var name, var shape, var kind, _)) {
            return x.build().add(new Op.Input(name, shape, kind, true), name + " (next row)");
        }
        throw Lines.mistake(x.build().line(),
                "MixUp mixes the rows of an input, but " + x + " is computed; apply it to the input itself");
    }

    private Tensor mixed(Tensor x, Tensor next) {
        Build build = x.build();
        Tensor share = build.add(new Op.Scalar(new StepScalar.MixShare(alpha, build.stream(this))));
        Tensor training = Pointwise.map(args -> {
            Scalar lambda = args.get(2);
            return lambda.times(args.get(0)).plus(lambda.oneMinus().times(args.get(1)));
        }, List.of(x, next, share), "");
        return build.add(new Op.Phase(training.value(), x.value()));
    }
}
