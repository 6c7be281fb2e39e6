package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.ExprPrinter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Says in formulas what the statements of a method compute: `z[i, j] = (Σ k < 784: x[i, k]*weight[k, j]) + bias[j]`. Temps are put
/// into the formulas that use them, unless these become long.
final class Comments {
    private static final int LONGEST = 40;

    private final Scope scope;
    private final Expressions expressions;
    private final Coordinates coordinates;
    private final Predicate<Block> elsewhere;
    /// The texts of the formulas' operands.
    private final List<String> leaves = new ArrayList<>();
    /// Which of them are sums, in parentheses.
    private final Set<Integer> sums = new HashSet<>();
    private final Map<Temp, Expr> values = new HashMap<>();
    private final Map<Temp, String> stored = new HashMap<>();
    private final Set<Temp> partials = new HashSet<>();
    private final Map<Temp, Integer> uses = new HashMap<>();
    private List<String> lines = new ArrayList<>();

    /// @param elsewhere tells the blocks that are other methods
    Comments(Scope scope, Expressions expressions, Predicate<Block> elsewhere) {
        this.elsewhere = elsewhere;
        this.scope = scope;
        this.expressions = expressions;
        coordinates = new Coordinates(scope, expressions);
    }

    /// What a loop does, a line for each value that it stores: nothing where it only holds other loops, which speak for themselves.
    List<String> of(Loop loop) {
        Stmt inner = loop;
        List<String> header = new ArrayList<>();
        while (inner instanceof Loop(var axis, var extent, _, var body)) {
            header.add(scope.axis(axis) + " < " + Literals.extent(extent, "rows"));
            inner = body instanceof Block(var only) && only.size() == 1 ? only.getFirst() : body;
        }
        List<String> all = new ArrayList<>(List.of("for all " + String.join(", ", header) + ":"));
        if (!holdsLoops(inner)) {
            all.addAll(of(inner));
        }
        return all;
    }

    /// What statements do that stand in no loop of their own.
    List<String> of(Stmt statement) {
        lines = new ArrayList<>();
        look(statement);
        see(statement);
        return lines;
    }

    /// Finds what is stored as it is, and how often each temp is used.
    private void look(Stmt statement) {
        switch (statement) {
            case Block(var body) -> body.forEach(this::look);
            case Loop loop -> look(loop.body());
            case Reduce reduce -> {
                partials.addAll(reduce.partials());
                look(reduce.body());
            }
            case Let(_, var formula, var args) -> count(formula, args);
            case Update(var temp, var formula, var args) -> {
                count(formula, args);
                uses.merge(temp, -1, Integer::sum);
            }
            case Store(var to, var at, Expr.Arg(var index), var args) when args.get(index) instanceof Temp temp ->
                stored.putIfAbsent(temp, coordinates.element(to, at));
            case Store(_, _, var formula, var args) -> count(formula, args);
        }
    }

    private void count(Expr formula, List<Operand> args) {
        if (formula instanceof Expr.Arg(var index) && args.get(index) instanceof Temp temp) {
            uses.merge(temp, 1, Integer::sum);
        }
        formula.children().forEach(child -> count(child, args));
    }

    /// Takes notice of a statement whose own code says enough.
    void pass(Stmt statement) {
        of(statement);
    }

    /// Whether a loop stands in a statement.
    static boolean holdsLoops(Stmt statement) {
        return switch (statement) {
            case Block(var body) -> body.stream().anyMatch(Comments::holdsLoops);
            case Loop _ -> true;
            case Reduce reduce -> holdsLoops(reduce.body());
            case Let _, Update _, Store _ -> false;
        };
    }

    private void see(Stmt statement) {
        switch (statement) {
            case Block block when elsewhere.test(block) -> {
            }
            case Block(var body) -> body.forEach(this::see);
            case Loop loop -> see(loop.body());
            case Reduce reduce -> sum(reduce);
            case Let(var temp, var formula, var args) -> let(temp, formula(formula, args));
            case Update(var temp, var formula, var args) -> let(temp, formula(formula, args));
            case Store(var to, var at, var formula, var args) -> {
                Expr value = formula(formula, args);
                if (!is(value, coordinates.element(to, at))) {
                    lines.add(coordinates.element(to, at) + " = " + print(value));
                }
            }
        }
    }

    private void let(Temp temp, Expr value) {
        if (partials.contains(temp)) {
            values.put(temp, value);
        } else {
            value(temp, value);
        }
    }

    /// What stands for a temp from here on: its formula, or, where that is used twice, is long or is stored, its name, with a line
    /// that says what it is.
    private void value(Temp temp, Expr value) {
        boolean isPlain = value instanceof Expr.Arg(var index) && !sums.contains(index);
        boolean isInline = isPlain
                || !stored.containsKey(temp) && uses.getOrDefault(temp, 0) <= 1 && size(value) <= LONGEST;
        if (isInline) {
            values.put(temp, value);
        } else {
            String name = stored.getOrDefault(temp, scope.temp(temp));
            lines.add(name + " = " + print(value));
            values.put(temp, leaf(name));
        }
    }

    /// Takes the partial results of a sum apart, each into what is added to it, and puts the sums in their place.
    private void sum(Reduce reduce) {
        reduce.partials().forEach(temp -> values.put(temp, leaf(scope.temp(temp))));
        List<String> before = lines;
        lines = new ArrayList<>();
        see(reduce.body());
        before.addAll(lines);
        lines = before;
        for (Temp temp : reduce.partials()) {
            Expr result = values.getOrDefault(temp, Expr.ZERO);
            String of = scope.axis(reduce.axis()) + " < " + Literals.extent(reduce.total(), "rows") + ": ";
            String word = reduce.combine() == Combine.SUM ? "Σ " : "max ";
            Expr sum = leaf("(" + word + of + print(added(result, scope.temp(temp))) + ")");
            sums.add(leaves.size() - 1);
            value(temp, sum);
        }
    }

    /// What a step adds to the sum that is called `sum`; the whole step where it is not that simple.
    private Expr added(Expr step, String sum) {
        return switch (step) {
            case Expr.Add(var a, var b) when is(a, sum) -> b;
            case Expr.Add(var a, var b) when is(b, sum) -> a;
            case Expr.Max(var a, var b) when is(a, sum) -> b;
            case Expr.Max(var a, var b) when is(b, sum) -> a;
            case Expr.Fma(var a, var b, var c) when is(c, sum) -> a.times(b);
            default -> step;
        };
    }

    private boolean is(Expr leaf, String name) {
        return leaf instanceof Expr.Arg(var index) && leaves.get(index).equals(name);
    }

    /// What a sum that stands between loops gives: `max = max k < 10: z[i, k]`.
    List<String> of(Reduce reduce) {
        lines = new ArrayList<>();
        partials.addAll(reduce.partials());
        reduce.partials().forEach(temp -> uses.put(temp, 2));
        see(reduce);
        return lines;
    }

    private Expr formula(Expr formula, List<Operand> args) {
        return formula.substitute(args.stream().map(this::operand).toList());
    }

    private Expr operand(Operand operand) {
        return switch (operand) {
            case Temp temp -> values.getOrDefault(temp, leaf(scope.temp(temp)));
            case Operand.Load(var from, var at) -> leaf(coordinates.element(from, at));
            case Operand.LoadLabel(var from, var at) -> leaf(coordinates.element(from, at));
            case Operand.Position(var at) -> leaf(expressions.index(at));
            case Operand.Rows _ -> leaf("rows");
            case Operand.Random(_, var stream, var row, var column) -> leaf(
                    "random" + stream + "[" + expressions.index(row) + ", " + expressions.index(column) + "]");
        };
    }

    private Expr leaf(String text) {
        leaves.add(text);
        return Expr.arg(leaves.size() - 1);
    }

    /// A formula; a sum that is all of it needs no parentheses.
    private String print(Expr formula) {
        String text = ExprPrinter.print(formula, leaves);
        return formula instanceof Expr.Arg(var index) && sums.contains(index) ? text.substring(1, text.length() - 1)
                : text;
    }

    private static int size(Expr formula) {
        return 1 + formula.children().stream().mapToInt(Comments::size).sum();
    }
}
