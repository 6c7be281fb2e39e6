package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Values that are computed by one kernel: an optional head (a contraction, a reduction, a concatenation), what a
/// reduction takes in (the prologue), and elementwise values of one shape (the body), operands first.
final class Cluster {
    private final Optional<Value> head;
    private final Shape shape;
    private final List<Value> prologue = new ArrayList<>();
    private final List<Value> body = new ArrayList<>();

    private Cluster(Optional<Value> head, Shape shape) {
        this.head = head;
        this.shape = shape;
    }

    /// A kernel around a contraction, a reduction or a concatenation.
    static Cluster headedBy(Value head) {
        return new Cluster(Optional.of(head), head.shape());
    }

    /// A kernel of elementwise values, or one that copies a view.
    static Cluster of(Value member) {
        Cluster cluster = new Cluster(Optional.empty(), member.shape());
        cluster.body.add(member);
        return cluster;
    }

    Optional<Value> head() {
        return head;
    }

    /// The shape of the head and of all values in the body.
    Shape shape() {
        return shape;
    }

    List<Value> prologue() {
        return prologue;
    }

    List<Value> body() {
        return body;
    }

    /// All values, operands first.
    List<Value> values() {
        List<Value> all = new ArrayList<>(prologue);
        head.ifPresent(all::add);
        all.addAll(body);
        return all;
    }

    boolean isContraction() {
        return head.isPresent() && head.get().op() instanceof Op.Contraction;
    }

    boolean isConcat() {
        return head.isPresent() && head.get().op() instanceof Op.Concat;
    }

    int maxId() {
        return values().stream().mapToInt(Value::id).max().orElseThrow();
    }

    /// Rough size of the code of the body and the prologue.
    int cost() {
        return prologue.stream().mapToInt(Cluster::cost).sum() + body.stream().mapToInt(Cluster::cost).sum();
    }

    static int cost(Value value) {
        int own = value.op() instanceof Op.Elementwise(var formula, _) ? Cost.of(formula) : 1;
        return own + value.operands().stream().mapToInt(o -> o.op() instanceof Op.Random ? Cost.RANDOM : 0).sum();
    }

    static boolean isHeavy(Value value) {
        return value.op() instanceof Op.Elementwise(var formula, var args)
                && (Cost.calls(formula) || args.stream().anyMatch(arg -> arg.op() instanceof Op.Random));
    }
}
