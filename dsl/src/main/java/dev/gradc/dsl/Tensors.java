package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Functions of several tensors, and ops of one's own.
public abstract class Tensors {
    Tensors() {
    }

    /// The tensors one after another along the last axis.
    ///
    /// @throws dev.gradc.runtime.GradcException when they differ in another extent
    public static Tensor concat(Tensor... parts) {
        return Structure.concat(-1, Arrays.asList(parts));
    }

    /// The tensors one after another along `axis`, which is not the batch.
    ///
    /// @throws dev.gradc.runtime.GradcException when they differ in another extent
    public static Tensor concat(int axis, Tensor... parts) {
        return Structure.concat(axis, Arrays.asList(parts));
    }

    /// A formula of several numbers at every element; the tensors meet as [Tensor] says.
    public static Tensor map(List<Tensor> tensors, Function<List<Scalar>, Scalar> formula) {
        if (tensors.isEmpty()) {
            throw Lines.mistake("a formula was mapped over no tensor; give it at least one");
        }
        return Pointwise.map(formula, tensors, "");
    }

    /// The larger of the two at every element; at ties each gets half of the gradient.
    public static Tensor max(Tensor a, Tensor b) {
        return a.map(b, Scalar::max);
    }

    /// The smaller of the two at every element; at ties each gets half of the gradient.
    public static Tensor min(Tensor a, Tensor b) {
        return a.map(b, Scalar::min);
    }

    /// The gradient of a single number by `by`, as a tensor of its shape, which can be computed with and differentiated
    /// again; zeros where it does not depend on it.
    ///
    /// @throws dev.gradc.runtime.GradcException when `of` is not a single number
    public static Tensor grad(Tensor of, Tensor by) {
        return Gradients.of(of, by);
    }

    /// The backward pass of one's own op of one tensor.
    @FunctionalInterface
    public interface Backward {
        /// What of the gradient by the result flows back to the argument.
        ///
        /// @param x the argument
        /// @param y the result
        /// @param g the gradient by the result, of its shape
        /// @return a tensor of the argument's shape
        Tensor apply(Tensor x, Tensor y, Tensor g);
    }

    /// The backward pass of one's own op of several tensors.
    @FunctionalInterface
    public interface BackwardOfSeveral {
        /// What of the gradient by the result flows back to each argument.
        ///
        /// @param args the arguments
        /// @param y the result
        /// @param g the gradient by the result, of its shape
        /// @return a tensor for each argument, of its shape
        List<Tensor> apply(List<Tensor> args, Tensor y, Tensor g);
    }

    /// An op with a forward and a backward pass of one's own:
    /// `custom("square", x, a -> a.times(a), (a, y, g) -> g.times(a).times(2))`.
    public static Tensor custom(String name, Tensor x, UnaryOperator<Tensor> forward, Backward backward) {
        return custom(name, List.of(x), args -> forward.apply(args.get(0)),
                (args, y, g) -> List.of(backward.apply(args.get(0), y, g)));
    }

    /// An op of several tensors with a forward and a backward pass of one's own.
    ///
    /// Differentiation throws a [dev.gradc.runtime.GradcException] when `backward` gives too few or too many tensors, or
    /// one of another shape than its argument's.
    public static Tensor custom(String name, List<Tensor> args, Function<List<Tensor>, Tensor> forward,
            BackwardOfSeveral backward) {
        Tensor result = forward.apply(args);
        Build build = result.build();
        Origin line = build.line();
        Op.Pullback pullback = (operands, y, g) -> build.at(line, () -> {
            List<Tensor> given = tensors(build, operands);
            return checked(name, line, given, backward.apply(given, new Tensor(build, y), new Tensor(build, g)));
        });
        return build.add(new Op.Custom(name, result.value(), args.stream().map(Tensor::value).toList(), pullback),
                name);
    }

    private static List<Value> checked(String name, Origin line, List<Tensor> args, List<Tensor> shares) {
        if (shares.size() != args.size()) {
            throw Lines.mistake(line, "the backward pass of " + name + " gives " + shares.size() + " tensors for "
                    + args.size() + " arguments; give one for each");
        }
        for (int i = 0; i < args.size(); i++) {
            if (!shares.get(i).shape().equals(args.get(i).shape())) {
                throw Lines.mistake(line, "the backward pass of " + name + " gives " + shares.get(i)
                        + " for its argument " + args.get(i) + ", but the two must have the same shape");
            }
        }
        return shares.stream().map(Tensor::value).toList();
    }

    private static List<Tensor> tensors(Build build, List<Value> values) {
        List<Tensor> tensors = new ArrayList<>();
        values.forEach(value -> tensors.add(new Tensor(build, value)));
        return tensors;
    }
}
