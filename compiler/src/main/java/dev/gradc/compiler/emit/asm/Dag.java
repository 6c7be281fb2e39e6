package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Functions;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.compiler.scalar.Sequence.Operation;
import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A statement's formula with its operands put in, its functions expanded into their sequences, and equal subterms made one
/// node. Nodes are numbered; each comes after those that it is computed from.
final class Dag {
    private final Precision precision;
    private final List<Operand> args;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, Integer> numbers = new HashMap<>();
    private final Map<Expr, Integer> seen = new IdentityHashMap<>();
    private final int root;

    /// One operation, constant or operand.
    sealed interface Node {
        /// An operand of the statement, not a random number.
        record Leaf(Operand operand) implements Node {
        }

        /// An element of a buffer of integers.
        record Element(Buffer from, int at) implements Node {
        }

        /// An index as an integer.
        record Count(Index index) implements Node {
        }

        /// A real.
        record RealConstant(double value) implements Node {
        }

        /// An integer.
        record IntegerConstant(long value) implements Node {
        }

        /// The sign bit flipped.
        record Negate(int x) implements Node {
        }

        /// The sign bit cleared.
        record Absolute(int x) implements Node {
        }

        /// An operation on nodes.
        record Apply(Operation operation, List<Integer> operands) implements Node {
        }

        /// The nodes that it is computed from.
        default List<Integer> operands() {
            return switch (this) {
                case Leaf _, Element _, Count _, RealConstant _, IntegerConstant _ -> List.of();
                case Negate(var x) -> List.of(x);
                case Absolute(var x) -> List.of(x);
                case Apply(_, var operands) -> operands;
            };
        }

        /// What its value is.
        default Sequence.Type type() {
            return switch (this) {
                case Leaf _, RealConstant _, Negate _, Absolute _ -> Sequence.Type.REAL;
                case Element _, Count _, IntegerConstant _ -> Sequence.Type.INT;
                case Apply(var operation, _) -> operation.type();
            };
        }
    }

    /// @param args the formula's operands
    Dag(Precision precision, Expr formula, List<Operand> args) {
        this.precision = precision;
        this.args = args;
        root = number(formula);
    }

    /// The number of the whole formula's node.
    int root() {
        return root;
    }

    /// The node of that number.
    Node node(int number) {
        return nodes.get(number);
    }

    /// How often each node is read, by others and as the result; 0 for what a sequence computes in vain.
    int[] uses() {
        int[] uses = new int[nodes.size()];
        uses[root] = 1;
        for (int i = root; i >= 0; i--) {
            if (uses[i] > 0) {
                nodes.get(i).operands().forEach(operand -> uses[operand]++);
            }
        }
        return uses;
    }

    private int number(Expr formula) {
        Integer known = seen.get(formula);
        if (known != null) {
            return known;
        }
        int number = switch (formula) {
            case Expr.Arg(var index) -> operand(args.get(index));
            case Expr.Const(var value) -> add(new Node.RealConstant(value));
            case Expr.Neg(var x) -> add(new Node.Negate(number(x)));
            case Expr.Abs(var x) -> add(new Node.Absolute(number(x)));
            case Expr.Sqrt(var x) -> apply(Operation.SQRT, number(x));
            case Expr.Add(var a, var b) -> apply(Operation.ADD, number(a), number(b));
            case Expr.Sub(var a, var b) -> apply(Operation.SUB, number(a), number(b));
            case Expr.Mul(var a, var b) -> apply(Operation.MUL, number(a), number(b));
            case Expr.Div(var a, var b) -> apply(Operation.DIV, number(a), number(b));
            case Expr.Min(var a, var b) -> apply(Operation.MIN, number(a), number(b));
            case Expr.Max(var a, var b) -> apply(Operation.MAX, number(a), number(b));
            case Expr.Fma(var a, var b, var c) -> apply(Operation.FMA, number(a), number(b), number(c));
            case Expr.Select(Condition(var relation, var a, var b), var then, var otherwise) -> apply(Operation.SELECT,
                    apply(comparison(relation), number(a), number(b)), number(then), number(otherwise));
            case Expr.Call(var function, var x) -> inline(Functions.of(function, precision), number(x));
            case Expr.Pow(var a, var b) -> inline(Functions.pow(precision), number(a), number(b));
        };
        seen.put(formula, number);
        return number;
    }

    private int operand(Operand operand) {
        return operand instanceof Random(var keys, var stream, var row, var column)
                ? inline(Functions.uniform(precision), add(new Node.Element(keys, 2 * stream)),
                        add(new Node.Element(keys, 2 * stream + 1)), add(new Node.Count(row)),
                        add(new Node.Count(column)))
                : add(new Node.Leaf(operand));
    }

    private int inline(Sequence sequence, int... inputs) {
        List<Integer> values = new ArrayList<>();
        for (int input : inputs) {
            values.add(input);
        }
        for (Sequence.Step step : sequence.steps()) {
            values.add(add(new Node.Apply(step.operation(),
                    step.operands().stream().map(operand -> value(operand, values)).toList())));
        }
        return values.get(sequence.result());
    }

    private int value(Sequence.Operand operand, List<Integer> values) {
        return switch (operand) {
            case Sequence.Operand.Ref(var value) -> values.get(value);
            case Sequence.Operand.RealConstant(var value) -> add(new Node.RealConstant(value));
            case Sequence.Operand.IntConstant(var value) -> add(new Node.IntegerConstant(value));
        };
    }

    private int apply(Operation operation, Integer... operands) {
        return add(new Node.Apply(operation, List.of(operands)));
    }

    private int add(Node node) {
        return numbers.computeIfAbsent(node, added -> {
            nodes.add(added);
            return nodes.size() - 1;
        });
    }

    private static Operation comparison(Relation relation) {
        return switch (relation) {
            case LESS -> Operation.LT;
            case LESS_OR_EQUAL -> Operation.LE;
            case EQUAL -> Operation.EQ;
        };
    }
}
