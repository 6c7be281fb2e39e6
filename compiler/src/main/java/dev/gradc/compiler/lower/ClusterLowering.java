package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Lowers one cluster to the loops of its kernel.
final class ClusterLowering {
    /// Rows narrower than this are run through as one long row, where they lie in memory as one.
    private static final int NARROW_ROW = 16;

    private final Names names;
    private final Map<Value, Buffer> homes;
    private final Buffer keys;
    private final Buffer lanes;
    private final Cluster cluster;

    /// @param homes where stored values and leaves are; values of the cluster that are not among them stay in temps
    /// @param keys the random streams' keys
    /// @param lanes scratch for sums in lanes
    ClusterLowering(Cluster cluster, Names names, Map<Value, Buffer> homes, Buffer keys, Buffer lanes) {
        this.cluster = cluster;
        this.names = names;
        this.homes = homes;
        this.keys = keys;
        this.lanes = lanes;
    }

    /// The kernel's outermost statement.
    Stmt lower() {
        if (cluster.head().isEmpty()) {
            return elementwise();
        }
        Value head = cluster.head().get();
        return switch (head.op()) {
            case Op.Concat(var parts, var axis) -> concat(head, parts, axis);
            case Op.Contraction contraction -> contraction(head, contraction);
            case Op.Reduce(var reduction, var x, var axes) -> reduce(head, reduction, x, axes.get(0));
            default -> throw new IllegalStateException("no kernel begins with " + head.op());
        };
    }

    private Scope scope() {
        return new Scope(names, homes, keys);
    }

    private Stmt elementwise() {
        Nest nest = liesFlat() ? Nest.flat(cluster.shape(), names) : Nest.over(cluster.shape(), names);
        Scope scope = scope();
        finish(scope, nest.at());
        return nest.vector(new Block(scope.statements()));
    }

    /// Computes the body at an element, then stores what has a home.
    private void finish(Scope scope, List<Index> at) {
        cluster.body().forEach(value -> scope.compute(value, at));
        cluster.head().ifPresent(head -> store(scope, head, at));
        cluster.body().forEach(value -> store(scope, value, at));
    }

    private void store(Scope scope, Value value, List<Index> at) {
        Buffer home = homes.get(value);
        if (home != null) {
            scope.store(value, home, at);
        }
    }

    /// Whether rows are narrow, and everything read lies in memory as the result does, or is one number for all.
    private boolean liesFlat() {
        Shape shape = cluster.shape();
        return shape.rank() > 1 && shape.extent(shape.rank() - 1) < NARROW_ROW
                && shape.extent(shape.rank() - 1) != Shape.BATCH
                && cluster.body().stream().allMatch(value -> value.op() instanceof Op.Elementwise
                        && value.operands().stream().allMatch(this::readsFlat));
    }

    private boolean readsFlat(Value operand) {
        return cluster.body().contains(operand) || homes.containsKey(operand)
                || operand.op() instanceof Op.Broadcast(var x, _, _) && x.shape().rank() == 0;
    }

    private Stmt concat(Value head, List<Value> parts, int axis) {
        List<Stmt> copies = new ArrayList<>();
        Buffer home = home(head);
        int offset = 0;
        for (Value part : parts) {
            Nest nest = Nest.over(part.shape(), names);
            Scope scope = scope();
            Terms terms = new Terms();
            Expr formula = scope.read(part, nest.at(), terms);
            List<Index> to = new ArrayList<>(nest.at());
            to.set(axis, to.get(axis).plus(Extent.fixed(offset)));
            Stmt store = new Stmt.Store(home, Scope.flat(head.shape(), to), formula, terms.operands());
            copies.add(serial(nest.vector(new Block(List.of(store)))));
            offset += part.shape().extent(axis);
        }
        return new Block(copies);
    }

    /// The same loops where they do not stand outermost.
    private static Stmt serial(Stmt nest) {
        return nest instanceof Stmt.Loop(var axis, var bound, var kind, var step, var body, var rest)
                && kind == Stmt.Kind.PARALLEL ? new Stmt.Loop(axis, bound, Stmt.Kind.SERIAL, step, body, rest) : nest;
    }

    private Buffer home(Value value) {
        Buffer home = homes.get(value);
        if (home == null) {
            throw new IllegalStateException("not stored: " + value + " = " + value.op());
        }
        return home;
    }

    private Stmt contraction(Value head, Op.Contraction op) {
        List<Integer> summed = op.summed();
        Extent extent = summed.isEmpty() ? Extent.ONE
                : op.a().shape().along(op.aLabels().indexOf(summed.get(0)));
        Nest nest = Nest.over(head.shape(), names);
        Sum.Term term = (k, scope, terms, accumulator) -> {
            Expr a = operand(op.a(), at(op.aLabels(), op.labels(), nest.at(), k), scope, terms);
            Expr b = operand(op.b(), at(op.bLabels(), op.labels(), nest.at(), k), scope, terms);
            return new Expr.Fma(a, b, accumulator);
        };
        int laneCount = SumOrder.ofContraction(extent, head.shape());
        return sum(head, new Sum(names, lanes, Combine.SUM, term, this::scope), extent, laneCount, nest);
    }

    /// Reads an operand of the product into a temp of its own, so that tiles can share it.
    private Expr operand(Value value, List<Index> at, Scope scope, Terms terms) {
        Terms own = new Terms();
        Expr formula = scope.read(value, at, own);
        Temp temp = names.temp();
        scope.add(new Stmt.Let(temp, formula, own.operands()));
        return terms.add(temp);
    }

    private static List<Index> at(List<Integer> labels, List<Integer> result, List<Index> at, Index k) {
        return labels.stream().map(label -> result.contains(label) ? at.get(result.indexOf(label)) : k).toList();
    }

    private Stmt reduce(Value head, Op.Reduction reduction, Value x, int axis) {
        Combine combine = switch (reduction) {
            case SUM -> Combine.SUM;
            case MAX -> Combine.MAX;
        };
        Nest nest = Nest.over(head.shape(), names);
        Sum.Term term = (k, scope, terms, accumulator) -> {
            List<Index> at = new ArrayList<>(nest.at());
            at.add(axis, k);
            cluster.prologue().forEach(value -> scope.compute(value, at));
            return combine.apply(accumulator, scope.read(x, at, terms));
        };
        Extent extent = x.shape().along(axis);
        int laneCount = SumOrder.ofReduction(extent, axis == x.shape().rank() - 1, head.shape());
        return sum(head, new Sum(names, lanes, combine, term, this::scope), extent, laneCount, nest);
    }

    private Stmt sum(Value head, Sum sum, Extent extent, int laneCount, Nest nest) {
        Scope scope = scope();
        scope.define(head, sum.over(extent, laneCount, scope.statements()));
        finish(scope, nest.at());
        Block body = new Block(scope.statements());
        return laneCount == 1 ? nest.vector(body) : nest.scalar(body);
    }
}
