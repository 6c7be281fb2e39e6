package dev.gradc.compiler.ir;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What an op demands of its operands' shapes. The DSL speaks of the user's layers before it comes to this; what is said
/// here is the last word, for whoever builds graphs by hand.
final class ShapeRules {
    private ShapeRules() {
    }

    /// @throws IllegalArgumentException when the operands do not fit
    static void check(Op op) {
        switch (op) {
            case Op.Input _, Op.Parameter _, Op.Slot _, Op.Scalar _, Op.Constant _, Op.Rows _, Op.StopGradient _ -> {
            }
            case Op.Random random -> require(random.shape().rank() <= 2 && random.shape().rank() >= 1
                    && random.shape().extent(0) == Shape.BATCH, "random numbers are for rows of a batch", op);
            case Op.Elementwise elementwise -> elementwise(elementwise);
            case Op.Contraction contraction -> contraction(contraction);
            case Op.Transpose(var x, var permutation) -> require(permutation.size() == x.shape().rank()
                    && new HashSet<>(permutation).size() == permutation.size()
                    && permutation.stream().allMatch(axis -> axis >= 0 && axis < x.shape().rank()),
                    "not a permutation of the axes of " + x.shape(), op);
            case Op.Reshape(var x, var shape) -> require(x.shape().size().equals(shape.size()),
                    x.shape() + " has another number of elements", op);
            case Op.Slice(var x, var axis, var from, var to) -> require(
                    x.shape().extent(axis) != Shape.BATCH && 0 <= from && from < to && to <= x.shape().extent(axis),
                    "not a part of " + x.shape(), op);
            case Op.Concat(var parts, var axis) -> require(!parts.isEmpty() && parts.stream()
                    .allMatch(part -> part.shape().rank() > axis && part.shape().extent(axis) != Shape.BATCH
                            && part.shape().without(List.of(axis))
                                    .equals(parts.get(0).shape().without(List.of(axis)))),
                    "the parts differ elsewhere than along axis " + axis, op);
            case Op.Broadcast(var x, var shape, var axes) -> broadcast(x, shape, axes, op);
            case Op.Reduce(_, var x, var axes) -> require(!axes.isEmpty() && new HashSet<>(axes).size() == axes.size()
                    && axes.stream().allMatch(axis -> axis >= 0 && axis < x.shape().rank()), "no such axes", op);
            case Op.Softmax(var x) -> lastAxis(x, op);
            case Op.LogSoftmax(var x) -> lastAxis(x, op);
            case Op.OneHot(var labels, _) -> require(
                    labels.op() instanceof Op.Input && labels.shape().rank() == 1, "labels are an input", op);
            case Op.Phase(var training, var predicting) -> require(training.shape().equals(predicting.shape()),
                    "two shapes", op);
            case Op.Custom _ -> {
            }
        }
    }

    private static void elementwise(Op.Elementwise op) {
        require(!op.args().isEmpty() && op.args().stream().allMatch(arg -> arg.shape().equals(op.shape())),
                "the operands differ in shape", op);
        require(op.formula().arity() <= op.args().size(), "the formula has more operands", op);
    }

    private static void contraction(Op.Contraction op) {
        require(op.aLabels().size() == op.a().shape().rank() && op.bLabels().size() == op.b().shape().rank(),
                "a label for each axis", op);
        Set<Integer> all = new HashSet<>(op.aLabels());
        all.addAll(op.bLabels());
        for (int label : all) {
            boolean inA = op.aLabels().contains(label);
            boolean inB = op.bLabels().contains(label);
            require(inA && inB || op.labels().contains(label), "label " + label + " stands once", op);
            require(!(inA && inB) || op.a().shape().extent(op.aLabels().indexOf(label)) == op.b().shape()
                    .extent(op.bLabels().indexOf(label)), "the extents of label " + label + " differ", op);
        }
        require(all.containsAll(op.labels()) && new HashSet<>(op.labels()).size() == op.labels().size(),
                "labels of the result", op);
    }

    private static void broadcast(Value x, Shape shape, List<Integer> axes, Op op) {
        require(axes.size() == x.shape().rank(), "an axis for each axis of " + x.shape(), op);
        for (int i = 0; i < axes.size(); i++) {
            require(axes.get(i) < shape.rank() && (i == 0 || axes.get(i) > axes.get(i - 1))
                    && shape.extent(axes.get(i)) == x.shape().extent(i), "does not fit " + x.shape(), op);
        }
    }

    private static void lastAxis(Value x, Op op) {
        require(x.shape().rank() >= 1 && x.shape().extent(x.shape().rank() - 1) != Shape.BATCH,
                "there is no last axis to sum over", op);
    }

    private static void require(boolean condition, String what, Op op) {
        if (!condition) {
            throw new IllegalArgumentException(what + ": " + op);
        }
    }
}
