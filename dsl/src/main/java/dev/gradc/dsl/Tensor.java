package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// A value of a network's graph: an input, a parameter, or what is computed from them.
///
/// Its extents are known, but for the batch, which is symbolic and stands first: `[batch, 40]`. Two tensors meet element by
/// element by these rules: the batch meets the batch; the extents of a row are compared from the last one on, and each
/// pair must be equal, or one of the two 1 or missing, which is then repeated. So a row `[40]` meets every row of
/// `[batch, 40]`, a number for each row, `[batch]` or `[batch, 1]`, all numbers of its row, and a single number everything.
/// Axes are counted from 0, or from −1 for the last one backwards.
///
/// Every method throws a [dev.gradc.runtime.GradcException] that names the line, the tensors and their shapes when they do
/// not fit.
public final class Tensor {
    private final Build build;
    private final Value value;

    Tensor(Build build, Value value) {
        this.build = build;
        this.value = value;
    }

    /// Its extents.
    public Shape shape() {
        return value.shape();
    }

    /// What it is in the graph.
    public Value value() {
        return value;
    }

    /// This tensor, under a name of the user's: errors, dumps and the derivation speak of it by that name.
    public Tensor named(String name) {
        Lines.name(build.line(), name);
        if (!build.graph().name(value, name)) {
            throw Lines.mistake(build.line(), this + " bears a name already, so it cannot be called \"" + name + "\"");
        }
        return this;
    }

    /// The layers applied one after another.
    public Tensor then(Layer... layers) {
        Tensor x = this;
        for (Layer layer : layers) {
            x = layer.apply(x);
        }
        return x;
    }

    /// A formula of one number at every element.
    public Tensor map(UnaryOperator<Scalar> formula) {
        return Pointwise.map(formula, this);
    }

    /// A formula of two numbers at every element.
    public Tensor map(Tensor other, BinaryOperator<Scalar> formula) {
        return Pointwise.map(formula, this, other);
    }

    /// `this + other`.
    public Tensor plus(Tensor other) {
        return map(other, Scalar::plus);
    }

    /// `this + number`.
    public Tensor plus(double number) {
        return map(x -> x.plus(number));
    }

    /// `this − other`.
    public Tensor minus(Tensor other) {
        return map(other, Scalar::minus);
    }

    /// `this − number`.
    public Tensor minus(double number) {
        return map(x -> x.minus(number));
    }

    /// `this · other`, element by element.
    public Tensor times(Tensor other) {
        return map(other, Scalar::times);
    }

    /// `this · number`.
    public Tensor times(double number) {
        return map(x -> x.times(number));
    }

    /// `this / other`, element by element.
    public Tensor over(Tensor other) {
        return map(other, Scalar::over);
    }

    /// `this / number`.
    public Tensor over(double number) {
        return map(x -> x.over(number));
    }

    /// `−this`.
    public Tensor negate() {
        return map(Scalar::negate);
    }

    /// `this²`.
    public Tensor square() {
        return map(Scalar::square);
    }

    /// `√this`.
    public Tensor sqrt() {
        return map(Scalar::sqrt);
    }

    /// `|this|`.
    public Tensor abs() {
        return map(Scalar::abs);
    }

    /// `e` to the power of this.
    public Tensor exp() {
        return map(Scalar::exp);
    }

    /// The natural logarithm.
    public Tensor log() {
        return map(Scalar::log);
    }

    /// The sum over `axes`, which the result lacks; over all axes when none is given.
    public Tensor sum(int... axes) {
        return Reductions.reduce(Reduction.SUM, this, axes);
    }

    /// The mean over `axes`, which the result lacks; over all axes when none is given.
    public Tensor mean(int... axes) {
        return Reductions.mean(this, axes);
    }

    /// The largest over `axes`, which the result lacks; over all axes when none is given. Equal ones share the gradient.
    public Tensor max(int... axes) {
        return Reductions.reduce(Reduction.MAX, this, axes);
    }

    /// The smallest over `axes`, which the result lacks; over all axes when none is given. Equal ones share the gradient.
    public Tensor min(int... axes) {
        return negate().max(axes).negate();
    }

    /// The sum of products over this tensor's last axis and the first axis of `other`: `[batch, 3] · [3, 4]` is `[batch, 4]`.
    public Tensor matmul(Tensor other) {
        return Contractions.matmul(this, other);
    }

    /// A sum of products, with a letter for each axis: `a.contract("bi,bj->bij", b)` is the outer product of each row.
    ///
    /// A letter that the result lacks is summed over; it must stand in both operands.
    public Tensor contract(String letters, Tensor other) {
        return Contractions.contract(letters, this, other);
    }

    /// The axes in another order: axis i of the result is axis `order[i]` of this tensor; reversed when none is given.
    public Tensor transpose(int... order) {
        return Structure.transpose(this, order);
    }

    /// The same numbers in the same order under another shape; for a tensor with a batch, `extents` are those of a row.
    public Tensor reshape(int... extents) {
        return Structure.reshape(this, extents);
    }

    /// Each row's numbers along one axis: `[batch, 28, 28]` becomes `[batch, 784]`.
    public Tensor flatten() {
        return Structure.flatten(this);
    }

    /// Repeated to a wider shape by the rules of this class; for a tensor with a batch, `extents` are those of a row.
    public Tensor broadcast(int... extents) {
        return Structure.broadcast(this, extents);
    }

    /// The part from `from` to `to` (exclusive) along the last axis.
    public Tensor slice(int from, int to) {
        return Structure.slice(this, -1, from, to);
    }

    /// The part from `from` to `to` (exclusive) along `axis`, which is not the batch.
    public Tensor slice(int axis, int from, int to) {
        return Structure.slice(this, axis, from, to);
    }

    /// Element `index` along the last axis, which the result lacks: one column of `[batch, 40]`, of shape `[batch]`.
    public Tensor column(int index) {
        return Structure.column(this, index);
    }

    /// The same numbers, through which no gradient flows.
    public Tensor stopGradient() {
        return build.add(new Op.StopGradient(value));
    }

    Build build() {
        return build;
    }

    Origin origin() {
        return value.origin();
    }

    List<Integer> extents() {
        return shape().extents();
    }

    int rank() {
        return shape().rank();
    }

    boolean isScalar() {
        return rank() == 0;
    }

    /// Whether it has a batch, as its first axis.
    boolean hasRows() {
        return rank() > 0 && extents().get(0) == Shape.BATCH;
    }

    /// The extents of a row, or all of them where there is no batch in front.
    List<Integer> row() {
        return hasRows() ? extents().subList(1, rank()) : extents();
    }

    /// `hidden1 [batch, 100]`; without a name, `softmax(z) [batch, 10]` or `[batch, 10] (made at Mnist1d.java:12)`.
    @Override
    public String toString() {
        String shape = isScalar() ? "a single number" : shape().toString();
        String called = switch (value.op()) {
            case Op.Softmax(var x) when value.name().isEmpty() && !x.name().isEmpty() -> "softmax(" + x.name() + ")";
            default -> value.name();
        };
        return called.isEmpty() ? shape + " (made at " + value.origin() + ")" : called + " " + shape;
    }
}
