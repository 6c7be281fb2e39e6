package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Abs;
import dev.gradc.compiler.scalar.Expr.Add;
import dev.gradc.compiler.scalar.Expr.Arg;
import dev.gradc.compiler.scalar.Expr.Call;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Div;
import dev.gradc.compiler.scalar.Expr.Mul;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Expr.Sub;
import dev.gradc.compiler.scalar.Fn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The laws of softmax and of its logarithm, and of both where they are written out by exponentials and sums.
final class SoftmaxLaws {
    private static final Expr FINITE_OR_ZERO = new Select(
            new Condition(Relation.LESS, new Abs(Expr.arg(0)), Expr.constant(Double.POSITIVE_INFINITY)), Expr.arg(0),
            Expr.ZERO);

    private final Graph graph;
    private final Value v;
    private final List<Value> args = new ArrayList<>();

    SoftmaxLaws(Graph graph, Value v) {
        this.graph = graph;
        this.v = v;
    }

    /// What x is in softmax(x − c) or softmax(x + c), where c is the same all along the last axis and so changes nothing.
    static Optional<Value> unshifted(Value shifted) {
        if (!(shifted.op() instanceof Op.Elementwise(var formula, var args))) {
            return Optional.empty();
        }
        return switch (formula) {
            case Sub(Arg(var x), Arg(var c)) when isRepeated(args.get(c)) -> Optional.of(args.get(x));
            case Add(Arg(var x), Arg(var c)) when isRepeated(args.get(c)) -> Optional.of(args.get(x));
            case Add(Arg(var c), Arg(var x)) when isRepeated(args.get(c)) -> Optional.of(args.get(x));
            default -> Optional.empty();
        };
    }

    private static boolean isRepeated(Value x) {
        return x.op() instanceof Op.Broadcast(_, var shape, var axes) && !axes.contains(shape.rank() - 1);
    }

    /// The formula over other operands to which one of these laws has been applied, if one applies.
    Optional<Formulas> apply(Formulas f) {
        args.addAll(f.args());
        Expr formula = f.formula().rebuild(this::rule);
        return formula == f.formula() ? Optional.empty() : Optional.of(new Formulas(formula, args).compact());
    }

    private Expr rule(Expr e) {
        return switch (e) {
            case Call(var f, var x) when f == Fn.LOG -> log(x).orElse(e);
            case Call(var f, Arg(var x)) when f == Fn.EXP -> exp(args.get(x)).map(this::arg).orElse(e);
            case Div(var a, Arg(var b)) -> softmax(a, args.get(b)).orElse(e);
            case Mul(Arg(var a), Arg(var b)) -> product(args.get(a), args.get(b))
                    .or(() -> product(args.get(b), args.get(a))).orElse(e);
            case Sub(Arg(var a), Arg(var b)) -> logSoftmax(args.get(a), args.get(b)).orElse(e);
            case Sub(Arg(var a), Call(var f, Arg(var b))) when f == Fn.LOG -> logSoftmax(args.get(a),
                    graph.map(v, new Call(Fn.LOG, Expr.arg(0)), args.get(b))).orElse(e);
            default -> e;
        };
    }

    private Expr arg(Value value) {
        args.add(value);
        return Expr.arg(args.size() - 1);
    }

    /// The logarithm of an operand of one of these laws, or of a product or quotient with one.
    private Optional<Expr> log(Expr x) {
        return switch (x) {
            case Arg(var i) -> log(args.get(i)).map(this::arg).or(() -> logOfSum(args.get(i)));
            case Div(var a, var b) when a instanceof Arg && log(a).isPresent() ->
                log(a).map(log -> log.minus(new Call(Fn.LOG, b)));
            case Div(var a, var b) when b instanceof Arg -> log(b).map(log -> new Call(Fn.LOG, a).minus(log));
            case Mul(var a, var b) when a instanceof Arg && log(a).isPresent() ->
                log(a).map(log -> log.plus(new Call(Fn.LOG, b)));
            case Mul(var a, var b) when b instanceof Arg -> log(b).map(log -> new Call(Fn.LOG, a).plus(log));
            default -> Optional.empty();
        };
    }

    /// log softmax(x) = logSoftmax(x), also at the place of a class: Σ y·p = p there, for a one-hot y.
    private Optional<Value> log(Value x) {
        return switch (x.op()) {
            case Op.Softmax(var z) -> Optional.of(graph.add(new Op.LogSoftmax(z), v));
            case Op.Contraction op when op.b().op() instanceof Op.OneHot && sumsOverClasses(op, op.b(), op.bLabels()) ->
                log(op.a()).map(log -> graph.add(op.withOperands(List.of(log, op.b())), v));
            case Op.Contraction op when op.a().op() instanceof Op.OneHot && sumsOverClasses(op, op.a(), op.aLabels()) ->
                log(op.b()).map(log -> graph.add(op.withOperands(List.of(op.a(), log)), v));
            case Op.Reduce op -> Rows.summed(x).flatMap(this::logOfChosen)
                    .map(log -> graph.add(op.withOperands(List.of(log)), v));
            default -> view(x, this::log);
        };
    }

    private static boolean sumsOverClasses(Op.Contraction op, Value oneHot, List<Integer> labels) {
        return op.summed().equals(labels.subList(1, 2)) && oneHot.shape().rank() == 2;
    }

    private Optional<Value> logOfChosen(Value product) {
        if (product.op() instanceof Op.Elementwise(Mul(Arg(var a), Arg(var b)), var operands)) {
            Value oneHot = operands.get(operands.get(a).op() instanceof Op.OneHot ? a : b);
            Value other = operands.get(operands.get(a).op() instanceof Op.OneHot ? b : a);
            if (oneHot.op() instanceof Op.OneHot) {
                return log(other).map(log -> graph.map(v, Expr.arg(0).times(Expr.arg(1)), oneHot, log));
            }
        }
        return Optional.empty();
    }

    /// exp logSoftmax(x) = softmax(x).
    private Optional<Value> exp(Value x) {
        return x.op() instanceof Op.LogSoftmax(var z) ? Optional.of(graph.add(new Op.Softmax(z), v))
                : view(x, this::exp);
    }

    private Optional<Value> view(Value x, Function<Value, Optional<Value>> law) {
        return switch (x.op()) {
            case Op.Reshape _, Op.Slice _, Op.Transpose _, Op.Broadcast _ -> law.apply(x.operands().get(0))
                    .map(inner -> graph.add(x.op().withOperands(List.of(inner)), v));
            default -> Optional.empty();
        };
    }

    /// What x is, where `e` is eˣ.
    private Optional<Value> exponent(Value e) {
        return e.op() instanceof Op.Elementwise(Call(var f, var x), var operands) && f == Fn.EXP
                ? Optional.of(x instanceof Arg(var i) ? operands.get(i) : graph.add(new Op.Elementwise(x, operands), v))
                : Optional.empty();
    }

    /// eˣ / Σ eˣ = softmax(x).
    private Optional<Expr> softmax(Expr numerator, Value denominator) {
        Optional<Value> exp = Rows.repeated(denominator).flatMap(Rows::summed);
        if (exp.isEmpty() || !computes(numerator, exp.get())) {
            return Optional.empty();
        }
        return exponent(exp.get()).map(x -> arg(graph.add(new Op.Softmax(x), v)));
    }

    /// eˣ · c / Σ eˣ = softmax(x) · c.
    private Optional<Expr> product(Value exp, Value share) {
        if (!(Rows.repeated(share).map(Value::op)
                .orElse(share.op()) instanceof Op.Elementwise(Div(var c, Arg(var s)), var operands))
                || !Rows.summed(operands.get(s)).equals(Optional.of(exp))) {
            return Optional.empty();
        }
        Value factor = Rows.repeat(graph, v, graph.add(new Op.Elementwise(c, operands), v), exp);
        return exponent(exp).map(x -> arg(graph.add(new Op.Softmax(x), v)).times(arg(factor)));
    }

    private boolean computes(Expr e, Value value) {
        return e instanceof Arg(var i) ? args.get(i) == value
                : value.op() instanceof Op.Elementwise(var formula, var operands) && args.containsAll(operands)
                        && formula.substitute(operands.stream().map(o -> Expr.arg(args.indexOf(o))).toList()).equals(e);
    }

    /// x − log Σ eˣ = logSoftmax(x).
    private Optional<Expr> logSoftmax(Value x, Value logOfSum) {
        Optional<Value> log = Rows.repeated(Canonicalize.apply(graph, logOfSum));
        if (log.isEmpty() || !(log.get().op() instanceof Op.Elementwise(var formula, var operands))) {
            return Optional.empty();
        }
        Optional<Value> exponent = Rows.summed(operands.get(0)).flatMap(this::exponent);
        boolean plain = formula.equals(new Call(Fn.LOG, Expr.arg(0))) && exponent.equals(Optional.of(x));
        boolean shifted = formula.equals(new Call(Fn.LOG, Expr.arg(0)).plus(Expr.arg(1)))
                && exponent.flatMap(SoftmaxLaws::unshifted).equals(Optional.of(x))
                && exponent.get().operands().get(1) == Rows.repeat(graph, v, operands.get(1), x);
        return plain || shifted ? Optional.of(arg(graph.add(new Op.LogSoftmax(x), v))) : Optional.empty();
    }

    /// log Σ eˣ = log Σ e^(x − m) + m, with m the largest x, through which no gradient needs to flow.
    private Optional<Expr> logOfSum(Value sum) {
        Optional<Value> exp = Rows.summed(sum);
        Optional<Value> x = exp.flatMap(this::exponent).filter(exponent -> !isShifted(exponent));
        return x.map(exponent -> {
            int last = exponent.shape().rank() - 1;
            Value largest = graph.add(new Op.Reduce(Reduction.MAX, exponent, List.of(last)), v);
            Value shift = graph.add(new Op.StopGradient(graph.map(v, FINITE_OR_ZERO, largest)), v);
            Value shifted = graph.map(v, new Call(Fn.EXP, Expr.arg(0).minus(Expr.arg(1))), exponent,
                    Rows.repeat(graph, v, shift, exponent));
            return new Call(Fn.LOG, arg(Rows.sum(graph, v, shifted))).plus(arg(shift));
        });
    }

    /// Whether something is taken off that is the same along the last axis, as above.
    private static boolean isShifted(Value x) {
        return unshifted(x).isPresent();
    }
}
