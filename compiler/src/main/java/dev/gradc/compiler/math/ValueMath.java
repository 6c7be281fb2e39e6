package dev.gradc.compiler.math;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.ExprPrinter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A value as mathematics of one example: named values by their names, all others by what computes them. Rows are row
/// vectors, as in gradc itself: `z = x·W + b`. A sum over the batch is left to the line that says so once.
final class ValueMath {
    private final Map<Value, String> names;

    ValueMath(Map<Value, String> names) {
        this.names = names;
    }

    /// What computes `value`, even if it has a name itself.
    Term definition(Value value) {
        return switch (value.op()) {
            case Op.Input(var name, _, _, _) -> Term.atom(name);
            case Op.Parameter(var name, _, _, _) -> Term.atom(name);
            case Op.Slot(var name, _, _) -> Term.atom(name);
            case Op.Scalar _ -> Term.atom("η");
            case Op.Constant(var number) -> number < 0 ? Term.negative(Term.atom(ExprPrinter.number(-number)))
                    : Term.atom(ExprPrinter.number(number));
            case Op.Rows _ -> Term.atom("B");
            case Op.Random _ -> Term.atom("u");
            case Op.Elementwise(var formula, var args) -> formula(formula, args);
            case Op.Contraction op -> contraction(op);
            case Op.Transpose(var x, _) -> of(x).transposed();
            case Op.Reshape(var x, _) -> of(x);
            case Op.Slice(var x, _, var from, var to) ->
                Term.atom(of(x).within(Term.ATOM) + "[" + from + ":" + to + "]");
            case Op.Concat(var parts, _) -> Term.atom("[" + String.join("; ",
                    parts.stream().map(part -> of(part).text()).toList()) + "]");
            case Op.Broadcast(var x, _, _) -> of(x);
            case Op.Reduce(var reduction, var x, var axes) -> reduce(reduction, x, axes);
            case Op.Softmax(var x) -> Term.call("softmax", of(x));
            case Op.LogSoftmax(var x) -> Term.call("log softmax", of(x));
            case Op.OneHot(var labels, _) -> of(labels);
            case Op.StopGradient(var x) -> of(x);
            case Op.Phase(var training, _) -> of(training);
            case Op.Custom(var name, _, var args, _) -> Term.call(name, args.stream().map(this::of).toList());
        };
    }

    /// The value's name, or what computes it.
    Term of(Value value) {
        String name = names.get(value);
        return name != null ? Term.atom(name) : definition(value);
    }

    private Term formula(Expr formula, List<Value> args) {
        return new FormulaMath(args.stream().map(this::of).toList(),
                args.stream().map(arg -> !isNumber(arg)).toList()).of(formula);
    }

    private static boolean isNumber(Value value) {
        return value.op() instanceof Op.Broadcast(var x, _, _) ? x.shape().rank() == 0 : value.shape().rank() == 0;
    }

    /// Over the batch only the rows of one example are multiplied: `oᵀ·g`, or `g·o` where g is a single number.
    private Term contraction(Op.Contraction op) {
        List<Integer> summed = op.summed();
        Term a = of(op.a());
        Term b = of(op.b());
        if (summed.size() != 1 || op.aLabels().size() != 2 || op.bLabels().size() != 2) {
            return Term.call("Σ", Term.product(a, "·", b));
        }
        int label = summed.get(0);
        if (op.extent(label) == Shape.BATCH && op.b().shape().extent(1 - op.bLabels().indexOf(label)) == 1) {
            return Term.product(definition(op.b()), "·", a);
        }
        boolean aFirst = op.labels().indexOf(other(op.aLabels(), label)) == 0;
        Term left = aFirst ? oriented(a, op.aLabels().indexOf(label) == 1)
                : oriented(b, op.bLabels().indexOf(label) == 1);
        Term right = aFirst ? oriented(b, op.bLabels().indexOf(label) == 0)
                : oriented(a, op.aLabels().indexOf(label) == 0);
        return Term.product(left, "·", right);
    }

    private static int other(List<Integer> labels, int label) {
        return labels.get(0) == label ? labels.get(1) : labels.get(0);
    }

    private static Term oriented(Term x, boolean asItIs) {
        return asItIs ? x : x.transposed();
    }

    private Term reduce(Op.Reduction reduction, Value x, List<Integer> axes) {
        List<Integer> others = new ArrayList<>(axes);
        others.removeIf(axis -> x.shape().extent(axis) == Shape.BATCH || x.shape().extent(axis) == 1);
        return switch (reduction) {
            case SUM -> others.isEmpty() ? of(x) : sum(x);
            case MAX -> Term.call("max", of(x));
        };
    }

    /// `Σ x`, and `−Σ x` for a sum of negatives.
    private Term sum(Value x) {
        boolean negative = x.op() instanceof Op.Elementwise(Expr.Neg _, _);
        Term summand = x.op() instanceof Op.Elementwise(Expr.Neg(var inner), var args) ? formula(inner, args) : of(x);
        return new Term((negative ? "−Σ " : "Σ ") + summand.within(Term.PRODUCT), Term.SIGN);
    }
}
