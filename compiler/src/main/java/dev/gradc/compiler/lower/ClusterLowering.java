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
import dev.gradc.runtime.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Lowers one cluster to the loops of its kernel.
final class ClusterLowering {
    /// From so many columns on, threads divide the columns of a product among them: each then reads its own part of the weights.
    private static final int MANY_COLUMNS = 128;

    private final Names names;
    private final Map<Value, Buffer> homes;
    private final Buffer keys;
    private final Cluster cluster;

    /// @param homes where stored values and leaves are; values of the cluster that are not among them stay in temps
    /// @param keys the random streams' keys
    ClusterLowering(Cluster cluster, Names names, Map<Value, Buffer> homes, Buffer keys) {
        this.cluster = cluster;
        this.names = names;
        this.homes = homes;
        this.keys = keys;
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
        boolean flat = liesFlat();
        Nest nest = flat ? Nest.flat(cluster.shape(), names) : nest();
        Scope scope = scope();
        finish(scope, nest.at());
        Block body = new Block(scope.statements());
        if (!flat && !hasPadding()) {
            return nest.scalar(body);
        }
        return isInPanels() ? nest.vectorOutermost(body) : nest.vector(body);
    }

    /// Over the elements of what the cluster gives.
    private Nest nest() {
        return Nest.over(cluster.shape(), Layouts.vectorAxis(cluster.shape()), names);
    }

    /// Whether what is computed element by element stands in panels.
    private boolean isInPanels() {
        return cluster.body().stream().anyMatch(value -> value.op() instanceof Op.Elementwise
                && homes.containsKey(value) && home(value).layout().panels() > 0);
    }

    /// Whether vectors may run over the end of all that is stored.
    private boolean hasPadding() {
        return cluster.values().stream().filter(homes::containsKey).map(this::home)
                .allMatch(home -> mayOverrun(home.layout(), cluster.shape()));
    }

    /// Whether vectors along the axis for them may run over the end of what is stored with that layout.
    static boolean mayOverrun(Layout layout, Shape shape) {
        boolean isVector = shape.extents().stream().filter(extent -> extent != 1).count() <= 1;
        return isVector || layout.isPadded()
                || layout.row().equals(Extent.ONE) && layout.column().fixed() % Layout.LANES == 0;
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
        Layout dense = Layouts.dense(shape);
        return shape.rank() > 1 && shape.extent(shape.rank() - 1) < Layout.NARROW && Layouts.of(shape).equals(dense)
                && shape.extent(shape.rank() - 1) != Shape.BATCH
                && cluster.values().stream().allMatch(value -> isDense(value, dense))
                && cluster.body().stream().allMatch(value -> value.op() instanceof Op.Elementwise
                        && value.operands().stream().allMatch(this::readsFlat));
    }

    private boolean readsFlat(Value operand) {
        return cluster.body().contains(operand)
                || homes.containsKey(operand) && isDense(operand, Layouts.dense(cluster.shape()))
                || operand.op() instanceof Op.Broadcast(var x, _, _) && x.shape().rank() == 0;
    }

    private boolean isDense(Value value, Layout dense) {
        return !homes.containsKey(value) || home(value).layout().equals(dense);
    }

    private Stmt concat(Value head, List<Value> parts, int axis) {
        List<Stmt> copies = new ArrayList<>();
        Buffer home = home(head);
        int offset = 0;
        for (Value part : parts) {
            Nest nest = Nest.over(part.shape(), part.shape().rank() - 1, names);
            Scope scope = scope();
            Terms terms = new Terms();
            Expr formula = scope.read(part, nest.at(), terms);
            List<Index> to = new ArrayList<>(nest.at());
            to.set(axis, to.get(axis).plus(Extent.fixed(offset)));
            Block store = new Block(List.of(new Stmt.Store(home, Layouts.at(home.layout(), head.shape(), to), formula,
                    terms.operands())));
            copies.add(part.shape().extent(part.shape().rank() - 1) % Layout.LANES == 0 && home.layout().isPadded()
                    ? nest.vector(store)
                    : nest.scalar(store));
            offset += part.shape().extent(axis);
        }
        return new Block(copies);
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
        Nest nest = nest();
        Sum.Term term = (k, scope, terms, accumulator) -> {
            Expr a = operand(op.a(), at(op.aLabels(), op.labels(), nest.at(), k), scope, terms);
            Expr b = operand(op.b(), at(op.bLabels(), op.labels(), nest.at(), k), scope, terms);
            return new Expr.Fma(a, b, accumulator);
        };
        int laneCount = SumOrder.ofContraction(extent, head.shape());
        return sum(head, new Sum(names, Combine.SUM, term, this::scope), extent, laneCount, nest);
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
        Nest nest = nest();
        Sum.Term term = (k, scope, terms, accumulator) -> {
            List<Index> at = new ArrayList<>(nest.at());
            at.add(axis, k);
            cluster.prologue().forEach(value -> scope.compute(value, at));
            return combine.apply(accumulator, scope.read(x, at, terms));
        };
        Extent extent = x.shape().along(axis);
        int laneCount = SumOrder.ofReduction(extent, axis == x.shape().rank() - 1, head.shape());
        return sum(head, new Sum(names, combine, term, this::scope), extent, laneCount, nest);
    }

    private Stmt sum(Value head, Sum sum, Extent extent, int laneCount, Nest nest) {
        Scope scope = scope();
        scope.define(head, sum.over(extent, laneCount, scope.statements()));
        finish(scope, nest.at());
        Block body = new Block(scope.statements());
        if (laneCount > 1 || !hasPadding()) {
            return nest.scalar(body);
        }
        int columns = head.shape().rank() == 0 ? 1 : head.shape().extent(Layouts.vectorAxis(head.shape()));
        return columns >= MANY_COLUMNS ? nest.vectorOutermost(body) : nest.vector(body);
    }
}
