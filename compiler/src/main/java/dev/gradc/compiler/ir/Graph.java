package dev.gradc.compiler.ir;

import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.GradcException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Where values are made and interned. A graph only grows: passes add values, and what is no longer reached from the
/// results is no longer part of the program.
public final class Graph {
    private final Map<Op, Value> interned = new HashMap<>();
    private final Map<String, Value> named = new HashMap<>();
    private int next;

    /// The value of `op`, made where there is none yet.
    ///
    /// @param name the user's name for it, or empty
    /// @param origin the user's line
    /// @throws IllegalArgumentException when the operands do not fit the op
    /// @throws GradcException when an input or a parameter of this name exists already
    public Value add(Op op, String name, Origin origin) {
        Value known = interned.get(op);
        if (known != null) {
            return known;
        }
        ShapeRules.check(op);
        Value value = new Value(next++, op, op.shape(), name, origin);
        String unique = uniqueName(op);
        if (!unique.isEmpty()) {
            Value other = named.putIfAbsent(unique, value);
            if (other != null) {
                throw new GradcException("the name \"" + unique + "\" at " + origin + " is taken by " + other.origin()
                        + "; give one of the two another name");
            }
        }
        interned.put(op, value);
        return value;
    }

    /// The value of `op` without a name, with the origin of the value that it stands for.
    public Value add(Op op, Value of) {
        return add(op, "", of.origin());
    }

    /// Names a value that has no name yet.
    ///
    /// @return whether it bears this name now; it does not where it had another
    public boolean name(Value value, String name) {
        if (value.name().isEmpty()) {
            value.name(name);
        }
        return value.name().equals(name);
    }

    /// One formula at every element of the operands.
    public Value map(Value of, Expr formula, Value... args) {
        return add(new Op.Elementwise(formula, Arrays.asList(args)), of);
    }

    /// The number `value` in `shape`.
    public Value fill(Value of, double value, Shape shape) {
        return broadcast(of, add(new Op.Constant(value), of), shape, List.of());
    }

    /// `x` repeated, or `x` itself where the shape is its own.
    public Value broadcast(Value of, Value x, Shape shape, List<Integer> axes) {
        return x.shape().equals(shape) ? x : add(new Op.Broadcast(x, shape, axes), of);
    }

    /// A scalar repeated in `shape`.
    public Value spread(Value of, Value scalar, Shape shape) {
        return broadcast(of, scalar, shape, List.of());
    }

    private static String uniqueName(Op op) {
        return switch (op) {
            case Op.Input input -> input.name() + (input.rolled() ? " (rolled)" : "");
            case Op.Parameter parameter -> parameter.name();
            default -> "";
        };
    }

    /// All values that `roots` are computed from, and they, operands before users, in the order of their numbers.
    public static List<Value> reachable(List<Value> roots) {
        return reachable(roots, Set.of());
    }

    /// The same without the values of `known` and without what only they are computed from.
    public static List<Value> reachable(List<Value> roots, Set<Value> known) {
        Map<Integer, Value> found = new TreeMap<>();
        List<Value> open = new ArrayList<>(roots);
        while (!open.isEmpty()) {
            Value value = open.removeLast();
            if (!known.contains(value) && found.putIfAbsent(value.id(), value) == null) {
                open.addAll(value.operands());
            }
        }
        return List.copyOf(found.values());
    }
}
