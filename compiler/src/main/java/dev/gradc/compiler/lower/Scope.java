package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The statements of one block, and the values that it has computed at the element at hand. Reads follow views to
/// where the numbers are.
final class Scope {
    private final Names names;
    private final Map<Value, Buffer> homes;
    private final Buffer keys;
    private final Map<Value, Temp> temps = new HashMap<>();
    private final List<Stmt> statements = new ArrayList<>();

    /// @param homes where stored values and leaves are
    Scope(Names names, Map<Value, Buffer> homes, Buffer keys) {
        this.names = names;
        this.homes = homes;
        this.keys = keys;
    }

    List<Stmt> statements() {
        return statements;
    }

    void add(Stmt statement) {
        statements.add(statement);
    }

    /// Says that `temp` holds `value` at the element at hand.
    void define(Value value, Temp temp) {
        temps.put(value, temp);
    }

    /// Computes an elementwise value (or copies a view) at an element.
    void compute(Value value, List<Index> at) {
        Terms terms = new Terms();
        Expr formula = value.op() instanceof Op.Elementwise(var f, var args)
                ? f.substitute(args.stream().map(arg -> read(arg, at, terms)).toList())
                : view(value, at, terms);
        Temp temp = names.temp();
        add(new Stmt.Let(temp, formula, terms.operands()));
        define(value, temp);
    }

    /// Stores what has been computed of `value` at an element.
    void store(Value value, Buffer to, List<Index> at) {
        Terms terms = new Terms();
        Expr formula = read(value, at, terms);
        add(new Stmt.Store(to, Layouts.at(to.layout(), value.shape(), at), formula, terms.operands()));
    }

    /// `value` at an element, as a formula over `terms`.
    Expr read(Value value, List<Index> at, Terms terms) {
        Temp temp = temps.get(value);
        return temp != null ? terms.add(temp) : stored(value, at, terms);
    }

    private Expr stored(Value value, List<Index> at, Terms terms) {
        Buffer home = homes.get(value);
        return home != null ? terms.add(load(home, value.shape(), at)) : view(value, at, terms);
    }

    private Expr view(Value value, List<Index> at, Terms terms) {
        return switch (value.op()) {
            case Op.Constant(var number) -> Expr.constant(number);
            case Op.Rows _ -> terms.add(new Operand.Rows());
            case Op.Random(_, var stream) ->
                terms.add(new Operand.Random(keys, stream, at.get(0), at.size() > 1 ? at.get(1) : Index.ZERO));
            case Op.Transpose(var x, var permutation) -> {
                List<Index> of = new ArrayList<>(at);
                for (int i = 0; i < permutation.size(); i++) {
                    of.set(permutation.get(i), at.get(i));
                }
                yield stored(x, of, terms);
            }
            case Op.Slice(var x, var axis, var from, _) -> {
                List<Index> of = new ArrayList<>(at);
                of.set(axis, at.get(axis).plus(Extent.fixed(from)));
                yield stored(x, of, terms);
            }
            case Op.Broadcast(var x, _, var axes) -> stored(x, axes.stream().map(at::get).toList(), terms);
            case Op.Reshape(var x, var shape) -> terms.add(load(home(x), Layouts.dense(shape), shape, at));
            case Op.OneHot(var labels, _) -> new Expr.Select(new Condition(Relation.EQUAL,
                    terms.add(new Operand.LoadLabel(home(labels), at.get(0))),
                    terms.add(new Operand.Position(at.get(1)))), Expr.ONE, Expr.ZERO);
            case Op.Input _, Op.Parameter _, Op.Slot _, Op.Scalar _ ->
                terms.add(load(home(value), value.shape(), at));
            case Op.Elementwise _, Op.Contraction _, Op.Concat _, Op.Reduce _, Op.Softmax _, Op.LogSoftmax _, Op.StopGradient _, Op.Phase _,Op.Custom _ ->
                throw new IllegalStateException("read before it is computed: " + value + " = " + value.op());
        };
    }

    private Buffer home(Value value) {
        Buffer home = homes.get(value);
        if (home == null) {
            throw new IllegalStateException("not stored: " + value + " = " + value.op());
        }
        return home;
    }

    private static Operand load(Buffer from, Shape shape, List<Index> at) {
        return load(from, from.layout(), shape, at);
    }

    private static Operand load(Buffer from, Layout layout, Shape shape, List<Index> at) {
        return new Operand.Load(from, Layouts.at(layout, shape, at));
    }
}
