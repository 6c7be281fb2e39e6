package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Add;
import dev.gradc.compiler.scalar.Expr.Arg;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Const;
import dev.gradc.compiler.scalar.Expr.Div;
import dev.gradc.compiler.scalar.Expr.Mul;
import dev.gradc.compiler.scalar.Expr.Neg;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Expr.Sub;
import dev.gradc.compiler.scalar.StableAlgebra;
import dev.gradc.runtime.InputSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The laws of sums over rows: a distribution sums up to 1, and what is the same all along a row comes out of its sum.
final class SumLaws {
    private final Graph graph;
    private final Value v;
    /// Operands of the formulas that are built here, without the last axis.
    private final List<Value> perRow = new ArrayList<>();
    private boolean hasDistribution;

    SumLaws(Graph graph, Value v) {
        this.graph = graph;
        this.v = v;
    }

    /// What takes the place of a sum.
    Optional<Value> apply(Op.Reduce op) {
        return ofRepeated(op).or(() -> ofNegative(op)).or(() -> Rows.summed(v).flatMap(this::ofDistribution));
    }

    /// Σ −x = −Σ x.
    private Optional<Value> ofNegative(Op.Reduce op) {
        if (!(op.x().op() instanceof Op.Elementwise(Neg(Arg(var index)), var args))) {
            return Optional.empty();
        }
        Value sum = graph.add(op.withOperands(List.of(args.get(index))), v);
        return Optional.of(Rewriter.Rule.replace(graph, v, new Op.Elementwise(Expr.arg(0).negate(), List.of(sum))));
    }

    /// Σ x = n·x over axes along which x is the same.
    private Optional<Value> ofRepeated(Op.Reduce op) {
        if (!(op.x().op() instanceof Op.Broadcast(var x, var shape, var axes))) {
            return Optional.empty();
        }
        List<Integer> same = op.axes().stream().filter(axis -> !axes.contains(axis)).toList();
        if (same.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> left = IntStream.range(0, shape.rank()).boxed().filter(axis -> !same.contains(axis)).toList();
        Value smaller = graph.broadcast(v, x, shape.without(same), axes.stream().map(left::indexOf).toList());
        List<Integer> rest = op.axes().stream().filter(axes::contains).map(left::indexOf).toList();
        Value sum = rest.isEmpty() ? smaller : graph.add(new Op.Reduce(Reduction.SUM, smaller, rest), v);
        Expr times = Expr.arg(0);
        List<Value> operands = new ArrayList<>(List.of(sum));
        for (int axis : same) {
            if (shape.extent(axis) == Shape.BATCH) {
                operands.add(graph.spread(v, graph.add(new Op.Rows(), v), sum.shape()));
                times = times.times(Expr.arg(1));
            } else {
                times = times.times(Expr.constant(shape.extent(axis)));
            }
        }
        return Optional.of(Rewriter.Rule.replace(graph, v, new Op.Elementwise(times, operands)));
    }

    /// Σ (c·y + d) = c + n·d over a row, where y sums up to 1, and c and d are the same all along the row.
    private Optional<Value> ofDistribution(Value x) {
        Optional<Expr> sum = sum(x);
        if (sum.isEmpty() || !hasDistribution) {
            return Optional.empty();
        }
        Expr formula = StableAlgebra.stabilize(sum.get()).formula();
        if (formula instanceof Const(var number)) {
            return Optional.of(graph.fill(v, number, v.shape()));
        }
        // A formula of numbers alone that does not fold, such as exp(1), stays the sum that it is.
        if (perRow.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Rewriter.Rule.replace(graph, v, new Formulas(formula, perRow).compact().op()));
    }

    /// The sum of a value over its rows, as a formula of [#perRow].
    private Optional<Expr> sum(Value x) {
        if (isDistribution(x)) {
            hasDistribution = true;
            return Optional.of(Expr.ONE);
        }
        Optional<Value> constant = Rows.constant(graph, v, x);
        if (constant.isPresent()) {
            return Optional.of(times(operand(constant.get()), x));
        }
        return x.op() instanceof Op.Elementwise(var formula, var args) ? sum(formula, args, x) : Optional.empty();
    }

    private static boolean isDistribution(Value x) {
        return switch (x.op()) {
            case Op.OneHot _, Op.Softmax _ -> true;
            case Op.Input input -> input.kind() instanceof InputSpec.Kind.Distribution && input.shape().rank() == 2;
            default -> false;
        };
    }

    private static Expr times(Expr e, Value row) {
        return e.times(Expr.constant(row.shape().extent(row.shape().rank() - 1)));
    }

    private Expr operand(Value value) {
        perRow.add(value);
        return Expr.arg(perRow.size() - 1);
    }

    private Optional<Expr> sum(Expr e, List<Value> args, Value row) {
        Optional<Expr> constant = constant(e, args);
        if (constant.isPresent()) {
            return Optional.of(times(constant.get(), row));
        }
        return switch (e) {
            case Arg(var i) -> sum(args.get(i));
            case Neg(var x) -> sum(x, args, row).map(Expr::negate);
            case Add(var a, var b) -> both(sum(a, args, row), sum(b, args, row)).map(s -> s.get(0).plus(s.get(1)));
            case Sub(var a, var b) -> both(sum(a, args, row), sum(b, args, row)).map(s -> s.get(0).minus(s.get(1)));
            case Div(var a, var b) -> both(sum(a, args, row), constant(b, args)).map(s -> s.get(0).over(s.get(1)));
            case Mul(var a, var b) when constant(a, args).isPresent() -> both(constant(a, args), sum(b, args, row))
                    .map(s -> s.get(0).times(s.get(1)));
            case Mul(var a, var b) -> both(sum(a, args, row), constant(b, args)).map(s -> s.get(0).times(s.get(1)));
            default -> Optional.empty();
        };
    }

    /// The formula over [#perRow] that gives `e`, where all its operands are the same along a row.
    private Optional<Expr> constant(Expr e, List<Value> args) {
        for (int i = 0; i < args.size(); i++) {
            if (e.uses(i) && Rows.constant(graph, v, args.get(i)).isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(e.rebuild(part -> part instanceof Arg(var i)
                ? operand(Rows.constant(graph, v, args.get(i)).orElseThrow()) : part));
    }

    private static Optional<List<Expr>> both(Optional<Expr> a, Optional<Expr> b) {
        return a.isPresent() && b.isPresent() ? Optional.of(List.of(a.get(), b.get())) : Optional.empty();
    }

    /// y ≤ 0 ? 0 : c·y = c·y, where y is a distribution, and so never below 0, and c is the same all along the row.
    Optional<Formulas> withoutGuard(Formulas f) {
        return f.formula() instanceof Select(Condition(var relation, Arg(var y), Const(var zero)), Const(var then), var product)
                && relation == Relation.LESS_OR_EQUAL && zero == 0 && then == 0 && isDistribution(f.args().get(y))
                && isMultiple(product, y, f.args()) ? Optional.of(f.with(product).compact()) : Optional.empty();
    }

    private boolean isMultiple(Expr e, int y, List<Value> args) {
        return switch (e) {
            case Arg(var i) -> i == y;
            case Neg(var x) -> isMultiple(x, y, args);
            case Mul(var a, Arg(var b)) when isConstant(args.get(b)) -> isMultiple(a, y, args);
            case Mul(Arg(var a), var b) when isConstant(args.get(a)) -> isMultiple(b, y, args);
            default -> false;
        };
    }

    /// c·y − p·Σ c·y = c·(y − p·Σ y) over a row, where p is a softmax and c is the same all along the row: the gradient by
    /// the logits of Σ c·y·logSoftmax.
    Optional<Formulas> softmaxGradient(Formulas f) {
        return f.formula() instanceof Sub(Arg(var g), Mul(Arg(var p), Arg(var s)))
                ? softmaxGradient(f.args().get(g), f.args().get(p), f.args().get(s))
                : Optional.empty();
    }

    private Optional<Formulas> softmaxGradient(Value gradient, Value softmax, Value sum) {
        if (!(softmax.op() instanceof Op.Softmax)
                || !Rows.repeated(sum).flatMap(Rows::summed).equals(Optional.of(gradient))) {
            return Optional.empty();
        }
        return gradient.op() instanceof Op.Elementwise(var product, var args) ? switch (product) {
            case Mul(Arg(var a), Arg(var b)) -> softmaxGradient(args.get(a), args.get(b), softmax, false);
            case Neg(Mul(Arg(var a), Arg(var b))) -> softmaxGradient(args.get(a), args.get(b), softmax, true);
            default -> Optional.empty();
        } : Optional.empty();
    }

    private boolean isConstant(Value x) {
        return Rows.constant(graph, v, x).isPresent();
    }

    private Optional<Formulas> softmaxGradient(Value a, Value b, Value softmax, boolean negative) {
        Value constant = isConstant(a) ? a : b;
        Value y = isConstant(a) ? b : a;
        if (!isConstant(constant)) {
            return Optional.empty();
        }
        Value sum = Rows.repeat(graph, v, Rows.sum(graph, v, y), y);
        Expr weighted = Expr.arg(2).times(Expr.arg(3));
        Expr difference = negative ? weighted.minus(Expr.arg(1)) : Expr.arg(1).minus(weighted);
        return Optional.of(new Formulas(Expr.arg(0).times(difference), List.of(constant, y, softmax, sum)).compact());
    }
}
