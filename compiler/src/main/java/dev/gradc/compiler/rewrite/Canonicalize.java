package dev.gradc.compiler.rewrite;

import static dev.gradc.compiler.rewrite.Rewriter.Rule.replace;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Broadcast;
import dev.gradc.compiler.ir.Op.Concat;
import dev.gradc.compiler.ir.Op.Contraction;
import dev.gradc.compiler.ir.Op.Elementwise;
import dev.gradc.compiler.ir.Op.Phase;
import dev.gradc.compiler.ir.Op.Reduce;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Op.Reshape;
import dev.gradc.compiler.ir.Op.Slice;
import dev.gradc.compiler.ir.Op.StopGradient;
import dev.gradc.compiler.ir.Op.Transpose;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Algebra;
import dev.gradc.compiler.scalar.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// The exact laws of structure: every element keeps its bits. A law never adds an operation.
public final class Canonicalize {
    private Canonicalize() {
    }

    /// The module by these laws, as far as they go; the same object when none applies.
    public static GraphModule module(GraphModule module) {
        return Rewriter.rewrite(module, Canonicalize::apply);
    }

    static Value apply(Graph graph, Value v) {
        return switch (v.op()) {
            case Elementwise op -> elementwise(graph, v, op);
            case Contraction op -> contraction(graph, v, op);
            case Transpose(var x, var p) when isIdentity(p) -> x;                         // xᵀ with the axes as they are = x
            case Transpose(var t, var p) when t.op() instanceof Transpose(var x, var q) -> // (xᵀ)ᵀ in one
                replace(graph, v, new Transpose(x, p.stream().map(q::get).toList()));
            case Transpose(var c, var p) when c.op() instanceof Contraction op ->          // (a·b)ᵀ by the result's labels
                replace(graph, v, new Contraction(op.a(), op.b(), op.aLabels(), op.bLabels(),
                        p.stream().map(op.labels()::get).toList()));
            case Transpose(var b, var p) when b.op() instanceof Broadcast op -> transposedBroadcast(graph, v, op, p);
            case Reshape(var x, var shape) when x.shape().equals(shape) -> x;              // the same shape
            case Reshape(var r, var shape) when r.op() instanceof Reshape(var x, _) -> replace(graph, v,
                    new Reshape(x, shape));
            case Reshape(var b, var shape) when b.op() instanceof Broadcast(var x, _, var axes) && axes.isEmpty() ->
                replace(graph, v, new Broadcast(x, shape, axes));
            case Broadcast(var x, var shape, _) when x.shape().equals(shape) -> x;
            case Broadcast(var b, var shape, var axes) when b.op() instanceof Broadcast(var x, _, var inner) ->
                replace(graph, v, new Broadcast(x, shape, inner.stream().map(axes::get).toList()));
            case Slice op -> slice(graph, v, op);
            case Concat op -> concat(graph, v, op);
            case Reduce op -> reduce(graph, v, op);
            case Phase(var training, var predicting) when training == predicting -> training;
            case StopGradient(var x) when x.op() instanceof StopGradient -> x;
            default -> v;
        };
    }

    private static Value elementwise(Graph graph, Value v, Elementwise op) {
        Formulas before = Formulas.of(op);
        Formulas compact = before.compact();
        Formulas after = compact.with(Algebra.simplify(compact.formula())).compact();
        return switch (after.formula()) {
            case Expr.Arg(var index) -> after.args().get(index);
            case Expr.Const(var number) -> v.shape().equals(Shape.SCALAR) ? replace(graph, v, new Op.Constant(number))
                    : replace(graph, v, new Broadcast(graph.add(new Op.Constant(number), v), v.shape(), List.of()));
            default -> broadcastLater(graph, v, after == before ? v : replace(graph, v, after.op()));
        };
    }

    /// f(broadcast x, broadcast y) = broadcast f(x, y), along the axes that neither has.
    private static Value broadcastLater(Graph graph, Value v, Value e) {
        List<Value> args = e.operands();
        if (!args.stream().allMatch(arg -> arg.op() instanceof Broadcast)) {
            return e;
        }
        TreeSet<Integer> union = new TreeSet<>();
        args.forEach(arg -> union.addAll(((Broadcast) arg.op()).axes()));
        if (union.size() == v.shape().rank()) {
            return e;
        }
        List<Integer> axes = List.copyOf(union);
        Shape inner = new Shape(axes.stream().map(v.shape()::extent).toList());
        List<Value> smaller = args.stream().map(arg -> (Broadcast) arg.op()).map(
                b -> graph.broadcast(v, b.x(), inner, b.axes().stream().map(axes::indexOf).toList())).toList();
        return replace(graph, v, new Broadcast(graph.add(e.op().withOperands(smaller), v), v.shape(), axes));
    }

    /// A transposed operand is one with its labels in another order, where the order of the sum stays; the labels are
    /// 0, 1, 2, … in the order in which they are first named.
    private static Value contraction(Graph graph, Value v, Contraction op) {
        if (op.b().op() instanceof Transpose(var x, var p)) {
            return replace(graph, v,
                    new Contraction(op.a(), x, op.aLabels(), untransposed(op.bLabels(), p), op.labels()));
        }
        if (op.a().op() instanceof Transpose(var x, var p)) {
            Contraction other = new Contraction(x, op.b(), untransposed(op.aLabels(), p), op.bLabels(), op.labels());
            if (other.summed().equals(op.summed())) {
                return replace(graph, v, other);
            }
        }
        Map<Integer, Integer> names = new HashMap<>();
        op.aLabels().forEach(label -> names.putIfAbsent(label, names.size()));
        op.bLabels().forEach(label -> names.putIfAbsent(label, names.size()));
        Contraction renamed = new Contraction(op.a(), op.b(), op.aLabels().stream().map(names::get).toList(),
                op.bLabels().stream().map(names::get).toList(), op.labels().stream().map(names::get).toList());
        return renamed.equals(op) ? v : replace(graph, v, renamed);
    }

    private static List<Integer> untransposed(List<Integer> labels, List<Integer> permutation) {
        return IntStream.range(0, labels.size()).map(permutation::indexOf).mapToObj(labels::get).toList();
    }

    /// (broadcast x)ᵀ = broadcast x along other axes, where the axes of x keep their order.
    private static Value transposedBroadcast(Graph graph, Value v, Broadcast op, List<Integer> permutation) {
        List<Integer> axes = op.axes().stream().map(permutation::indexOf).toList();
        return axes.stream().sorted().toList().equals(axes) ? replace(graph, v, new Broadcast(op.x(), v.shape(), axes))
                : v;
    }

    private static Value slice(Graph graph, Value v, Slice op) {
        Value x = op.x();
        return switch (x.op()) {
            case Op _ when x.shape().equals(v.shape()) -> x;                               // the whole
            case Slice inner when inner.axis() == op.axis() -> replace(graph, v,          // a part of a part
                    new Slice(inner.x(), op.axis(), inner.from() + op.from(), inner.from() + op.to()));
            case Concat inner when inner.axis() == op.axis() -> sliceOfConcat(graph, v, op, inner);
            case Broadcast inner when !inner.axes().contains(op.axis()) -> replace(graph, v,
                    new Broadcast(inner.x(), v.shape(), inner.axes()));
            default -> v;
        };
    }

    /// Of parts that follow one another only those that the slice meets.
    private static Value sliceOfConcat(Graph graph, Value v, Slice op, Concat concat) {
        List<Value> met = new ArrayList<>();
        int start = 0;
        int from = op.from();
        int to = op.to();
        for (Value part : concat.parts()) {
            int end = start + part.shape().extent(op.axis());
            if (start < op.to() && end > op.from()) {
                met.add(part);
            } else if (end <= op.from()) {
                from -= end - start;
                to -= end - start;
            }
            start = end;
        }
        if (met.size() == concat.parts().size()) {
            return v;
        }
        Value rest = met.size() == 1 ? met.get(0) : graph.add(new Concat(met, op.axis()), v);
        return rest.shape().equals(v.shape()) ? rest : replace(graph, v, new Slice(rest, op.axis(), from, to));
    }

    private static Value concat(Graph graph, Value v, Concat op) {
        List<Value> parts = new ArrayList<>();
        for (Value part : op.parts()) {
            if (part.op() instanceof Concat inner && inner.axis() == op.axis()) {          // parts of parts
                parts.addAll(inner.parts());
            } else
                if (!parts.isEmpty() && part.op() instanceof Slice right && right.axis() == op.axis()
                        && parts.getLast().op() instanceof Slice left && left.axis() == op.axis()
                        && left.x() == right.x() && left.to() == right.from()) {               // neighbours of one value
                            parts.set(parts.size() - 1,
                                    graph.add(new Slice(left.x(), op.axis(), left.from(), right.to()), v));
                        } else {
                            parts.add(part);
                        }
        }
        return parts.size() == 1 ? parts.get(0)
                : parts.equals(op.parts()) ? v : replace(graph, v, new Concat(parts, op.axis()));
    }

    private static Value reduce(Graph graph, Value v, Reduce op) {
        if (op.axes().stream().allMatch(axis -> op.x().shape().extent(axis) == 1)) {       // one element is its own sum
            return replace(graph, v, new Reshape(op.x(), v.shape()));
        }
        boolean ordered = op.reduction() == Reduction.MAX || op.axes().size() == 1;
        return switch (op.x().op()) {
            case Broadcast(var x, var shape, var axes) when op.reduction() == Reduction.MAX -> // the largest of equals
                maxOfBroadcast(graph, v, op, x, shape, axes);
            case Reduce(var reduction, var x, var axes) when reduction == Reduction.MAX
                    && op.reduction() == reduction ->
                replace(graph, v, new Reduce(reduction, x, both(x.shape().rank(), axes, op.axes())));
            case Transpose(var x, var p) when ordered -> reduceOfTranspose(graph, v, op, x, p);
            default -> v;
        };
    }

    private static Value maxOfBroadcast(Graph graph, Value v, Reduce op, Value x, Shape shape, List<Integer> axes) {
        List<Integer> repeated = op.axes().stream().filter(axis -> !axes.contains(axis)).toList();
        if (repeated.isEmpty()) {
            return v;
        }
        List<Integer> left = IntStream.range(0, shape.rank()).boxed().filter(axis -> !repeated.contains(axis)).toList();
        Value smaller = graph.broadcast(v, x, shape.without(repeated), axes.stream().map(left::indexOf).toList());
        List<Integer> rest = op.axes().stream().filter(axes::contains).map(left::indexOf).toList();
        return rest.isEmpty() ? smaller : replace(graph, v, new Reduce(op.reduction(), smaller, rest));
    }

    /// The axes of a value of `rank` that lack after the axes `first` and then, of those left, `second` are gone.
    private static List<Integer> both(int rank, List<Integer> first, List<Integer> second) {
        List<Integer> left = IntStream.range(0, rank).boxed().filter(axis -> !first.contains(axis)).toList();
        List<Integer> all = new ArrayList<>(first);
        second.forEach(axis -> all.add(left.get(axis)));
        return all.stream().sorted().toList();
    }

    /// A transpose before a reduction is none when the axes that are left keep their order.
    private static Value reduceOfTranspose(Graph graph, Value v, Reduce op, Value x, List<Integer> permutation) {
        List<Integer> left = IntStream.range(0, permutation.size()).boxed().filter(axis -> !op.axes().contains(axis))
                .map(permutation::get).toList();
        return left.stream().sorted().toList().equals(left)
                ? replace(graph, v, new Reduce(op.reduction(), x, op.axes().stream().map(permutation::get).toList()))
                : v;
    }

    private static boolean isIdentity(List<Integer> permutation) {
        return IntStream.range(0, permutation.size()).allMatch(axis -> permutation.get(axis) == axis);
    }
}
