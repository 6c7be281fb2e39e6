package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.ExprPrinter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Prints statements, one to a line, what stands in them further in.
final class StatementPrinter {
    private static final String INDENT = "  ";

    private final StringBuilder out;

    private StatementPrinter(StringBuilder out) {
        this.out = out;
    }

    static void print(Stmt statement, String indent, StringBuilder out) {
        new StatementPrinter(out).statement(statement, indent);
    }

    /// A buffer as statements speak of it: its name, as far as it is made of letters and digits, and its number.
    static String name(Buffer buffer) {
        return buffer.name().replaceAll("[^\\p{Alnum}._]+", "_") + "%" + buffer.id();
    }

    private void statement(Stmt statement, String indent) {
        switch (statement) {
            case Block(var body) -> {
                line(indent, "block");
                inside(body, indent);
            }
            case Loop(var axis, var extent, var kind, var body) ->
                headed("for " + axis + " < " + extent + " " + lower(kind), body, indent);
            case Reduce(var axis, var total, var lanes, var partials, var combine, var body) ->
                headed(lower(combine) + " " + axis + " < " + total + (lanes == 1 ? "" : " in " + lanes + " lanes")
                        + " to " + partials.stream().map(StatementPrinter::operand).collect(Collectors.joining(", ")),
                        body, indent);
            case Let(var temp, var formula, var args) ->
                line(indent, "let " + operand(temp) + " = " + formula(formula, args));
            case Update(var temp, var formula, var args) ->
                line(indent, operand(temp) + " := " + formula(formula, args));
            case Store(var to, var at, var formula, var args) ->
                line(indent, name(to) + "[" + at + "] = " + formula(formula, args));
        }
    }

    /// A header and what it holds: a block's statements stand there without a word, any other statement after `do`.
    private void headed(String header, Stmt body, String indent) {
        if (body instanceof Block(var statements)) {
            line(indent, header);
            inside(statements, indent);
        } else {
            line(indent, header + " do");
            statement(body, indent + INDENT);
        }
    }

    private void inside(List<Stmt> body, String indent) {
        body.forEach(statement -> statement(statement, indent + INDENT));
    }

    private void line(String indent, String text) {
        out.append(indent).append(text).append('\n');
    }

    /// A formula with its operands in it, where that says everything; else with the list of its operands behind it.
    private static String formula(Expr formula, List<Operand> args) {
        List<Integer> order = new ArrayList<>();
        uses(formula, order);
        boolean plain = order.equals(IntStream.range(0, args.size()).boxed().toList())
                && new HashSet<>(args).size() == args.size();
        List<String> operands = args.stream().map(StatementPrinter::operand).toList();
        return plain ? ExprPrinter.print(formula, operands)
                : ExprPrinter.print(formula) + " of (" + String.join(", ", operands) + ")";
    }

    /// The numbers of a formula's operands in the order in which they first occur.
    private static void uses(Expr formula, List<Integer> found) {
        if (formula instanceof Expr.Arg(var index) && !found.contains(index)) {
            found.add(index);
        }
        formula.children().forEach(child -> uses(child, found));
    }

    private static String operand(Operand operand) {
        return switch (operand) {
            case Temp(var id) -> "t" + id;
            case Load(var from, var at) -> name(from) + "[" + at + "]";
            case LoadLabel(var from, var at) -> "label(" + name(from) + "[" + at + "])";
            case Position(var value) -> "position(" + value + ")";
            case Rows _ -> "rows";
            case Random(var keys, var stream, var row, var column) ->
                "random(" + name(keys) + ", " + stream + ", " + row + ", " + column + ")";
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
