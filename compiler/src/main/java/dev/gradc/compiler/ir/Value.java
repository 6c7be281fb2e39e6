package dev.gradc.compiler.ir;

import java.util.List;

/// One value of a graph: an op and what it gives. Made by [Graph#add] alone, and compared by identity: equal ops on equal
/// operands are one value.
public final class Value {
    private final int id;
    private final Op op;
    private final Shape shape;
    private String name;
    private final Origin origin;

    Value(int id, Op op, Shape shape, String name, Origin origin) {
        this.id = id;
        this.op = op;
        this.shape = shape;
        this.name = name;
        this.origin = origin;
    }

    /// Its number in its graph; operands have smaller ones.
    public int id() {
        return id;
    }

    /// What computes it.
    public Op op() {
        return op;
    }

    /// Its extents.
    public Shape shape() {
        return shape;
    }

    /// The user's name for it, or empty.
    public String name() {
        return name;
    }

    void name(String given) {
        name = given;
    }

    /// The user's line that made it.
    public Origin origin() {
        return origin;
    }

    /// The values that it is computed from.
    public List<Value> operands() {
        return op.operands();
    }

    /// `%12`.
    @Override
    public String toString() {
        return "%" + id;
    }
}
