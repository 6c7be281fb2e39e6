package dev.gradc.compiler.ir;

import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.StepScalar;
import java.util.ArrayList;
import java.util.List;

/// The ops of the graph IR. Everything elementwise is one op, [Elementwise], over a scalar formula; the others are
/// structural. An op's record holds its operands and its static attributes, and gives its result's shape.
///
/// Which rows of a result depend on which: all ops keep the rows of a batch apart except a [Reduce] or a [Contraction]
/// over the batch, and a rolled [Input].
public sealed interface Op {
    /// The result's shape. The shapes of the operands fit: [Graph#add] has checked them by [ShapeRules].
    Shape shape();

    /// The operands, in order.
    default List<Value> operands() {
        return List.of();
    }

    /// The same op over other operands.
    default Op withOperands(List<Value> operands) {
        return this;
    }

    /// A data input; a label is one `int` for each row.
    record Input(String name, Shape shape, InputSpec.Kind kind, boolean rolled) implements Op {
    }

    /// A parameter, known by its name.
    record Parameter(String name, Shape shape, Initializer initializer, boolean trainable) implements Op {
    }

    /// A slot of the optimiser for a parameter, of the parameter's shape.
    record Slot(String name, Value parameter, double initial) implements Op {
        @Override
        public Shape shape() {
            return parameter.shape();
        }

        @Override
        public List<Value> operands() {
            return List.of(parameter);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Slot(name, operands.get(0), initial);
        }
    }

    /// A number that the host computes for each step.
    record Scalar(StepScalar scalar) implements Op {
        @Override
        public Shape shape() {
            return Shape.SCALAR;
        }
    }

    /// A number.
    record Constant(double value) implements Op {
        @Override
        public Shape shape() {
            return Shape.SCALAR;
        }
    }

    /// The number of rows of the batch, as a real.
    record Rows() implements Op {
        @Override
        public Shape shape() {
            return Shape.SCALAR;
        }
    }

    /// Uniform random numbers in [0, 1), new ones in every step; of shape `[batch]` or `[batch, n]`. Masks with different
    /// streams are never one.
    record Random(Shape shape, int stream) implements Op {
    }

    /// One formula at every element; the operands all have the result's shape.
    record Elementwise(Expr formula, List<Value> args) implements Op {
        /// A copy, so that nobody changes it.
        public Elementwise {
            args = List.copyOf(args);
        }

        @Override
        public Shape shape() {
            return args.get(0).shape();
        }

        @Override
        public List<Value> operands() {
            return args;
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Elementwise(formula, operands);
        }
    }

    /// Sum of products: each axis of `a` and of `b` bears a label, and so does each axis of the result; labels that the
    /// result lacks are summed over, with fused multiply-add, in the order that the float contract gives. A label stands
    /// at most once in each of the three, in at least two of them, and in the result only if it stands in `a` or `b`.
    ///
    /// `x[b,k] · w[k,n] → [b,n]` is `a = [0,1], b = [1,2], result = [0,2]`.
    record Contraction(Value a, Value b, List<Integer> aLabels, List<Integer> bLabels, List<Integer> labels)
            implements
                Op {
        /// Copies, so that nobody changes them.
        public Contraction {
            aLabels = List.copyOf(aLabels);
            bLabels = List.copyOf(bLabels);
            labels = List.copyOf(labels);
        }

        @Override
        public Shape shape() {
            return new Shape(labels.stream().map(this::extent).toList());
        }

        /// The extent of the axis that bears `label`.
        public int extent(int label) {
            int inA = aLabels.indexOf(label);
            return inA >= 0 ? a.shape().extent(inA) : b.shape().extent(bLabels.indexOf(label));
        }

        /// The labels that are summed over, in the order in which they stand in `a`.
        public List<Integer> summed() {
            return aLabels.stream().filter(label -> !labels.contains(label)).toList();
        }

        @Override
        public List<Value> operands() {
            return List.of(a, b);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Contraction(operands.get(0), operands.get(1), aLabels, bLabels, labels);
        }
    }

    /// The axes in another order: axis i of the result is axis `permutation[i]` of `x`.
    record Transpose(Value x, List<Integer> permutation) implements Op {
        /// A copy, so that nobody changes it.
        public Transpose {
            permutation = List.copyOf(permutation);
        }

        @Override
        public Shape shape() {
            return new Shape(permutation.stream().map(x.shape()::extent).toList());
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Transpose(operands.get(0), permutation);
        }
    }

    /// The same elements in row-major order under another shape of the same size.
    record Reshape(Value x, Shape shape) implements Op {
        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Reshape(operands.get(0), shape);
        }
    }

    /// The part from `from` to `to` (exclusive) along an axis that is not the batch.
    record Slice(Value x, int axis, int from, int to) implements Op {
        @Override
        public Shape shape() {
            return x.shape().with(axis, to - from);
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Slice(operands.get(0), axis, from, to);
        }
    }

    /// The parts one after another along an axis that is not the batch.
    record Concat(List<Value> parts, int axis) implements Op {
        /// A copy, so that nobody changes it.
        public Concat {
            parts = List.copyOf(parts);
        }

        @Override
        public Shape shape() {
            return parts.get(0).shape().with(axis,
                    parts.stream().map(part -> part.shape().extent(axis)).reduce(0, Math::addExact));
        }

        @Override
        public List<Value> operands() {
            return parts;
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Concat(operands, axis);
        }
    }

    /// `x` repeated along new axes: axis i of `x` becomes axis `axes[i]` of `shape` (increasing, of equal extent).
    record Broadcast(Value x, Shape shape, List<Integer> axes) implements Op {
        /// A copy, so that nobody changes it.
        public Broadcast {
            axes = List.copyOf(axes);
        }

        /// The axes of the result that `x` does not have.
        public List<Integer> added() {
            List<Integer> added = new ArrayList<>();
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (!axes.contains(axis)) {
                    added.add(axis);
                }
            }
            return added;
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Broadcast(operands.get(0), shape, axes);
        }
    }

    /// The sum or the largest element over the axes, which the result lacks.
    record Reduce(Reduction reduction, Value x, List<Integer> axes) implements Op {
        /// A copy, so that nobody changes it.
        public Reduce {
            axes = List.copyOf(axes);
        }

        @Override
        public Shape shape() {
            return x.shape().without(axes);
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Reduce(reduction, operands.get(0), axes);
        }
    }

    /// What a [Reduce] does.
    enum Reduction {
        /// The sum.
        SUM,
        /// The largest; NaN wins.
        MAX
    }

    /// eˣ / Σ eˣ over the last axis.
    record Softmax(Value x) implements Op {
        @Override
        public Shape shape() {
            return x.shape();
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Softmax(operands.get(0));
        }
    }

    /// x − log Σ eˣ over the last axis.
    record LogSoftmax(Value x) implements Op {
        @Override
        public Shape shape() {
            return x.shape();
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new LogSoftmax(operands.get(0));
        }
    }

    /// 1 at the label's class, 0 elsewhere: `[batch] → [batch, classes]`.
    record OneHot(Value labels, int classes) implements Op {
        @Override
        public Shape shape() {
            return Shape.of(labels.shape().extent(0), classes);
        }

        @Override
        public List<Value> operands() {
            return List.of(labels);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new OneHot(operands.get(0), classes);
        }
    }

    /// `x`, through which no gradient flows.
    record StopGradient(Value x) implements Op {
        @Override
        public Shape shape() {
            return x.shape();
        }

        @Override
        public List<Value> operands() {
            return List.of(x);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new StopGradient(operands.get(0));
        }
    }

    /// One thing when training, another when predicting: dropout, MixUp, a regulariser.
    record Phase(Value training, Value predicting) implements Op {
        @Override
        public Shape shape() {
            return training.shape();
        }

        @Override
        public List<Value> operands() {
            return List.of(training, predicting);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Phase(operands.get(0), operands.get(1));
        }
    }

    /// A user's own op: it is `result`, which is computed from `args`, but its gradient is what `pullback` says.
    record Custom(String name, Value result, List<Value> args, Pullback pullback) implements Op {
        /// A copy, so that nobody changes it.
        public Custom {
            args = List.copyOf(args);
        }

        @Override
        public Shape shape() {
            return result.shape();
        }

        @Override
        public List<Value> operands() {
            List<Value> operands = new ArrayList<>(List.of(result));
            operands.addAll(args);
            return List.copyOf(operands);
        }

        @Override
        public Op withOperands(List<Value> operands) {
            return new Custom(name, operands.get(0), operands.subList(1, operands.size()), pullback);
        }
    }

    /// The vector–Jacobian product of a user's own op.
    interface Pullback {
        /// The share of `gradient` that flows back to each of `args`, in their order and of their shapes.
        ///
        /// @param args the op's arguments
        /// @param result what the op gave
        /// @param gradient the gradient by the result, of its shape
        List<Value> apply(List<Value> args, Value result, Value gradient);
    }
}
