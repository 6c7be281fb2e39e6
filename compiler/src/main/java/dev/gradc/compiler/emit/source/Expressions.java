package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.emit.source.Language.Operation;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Functions;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes formulas, operands and indices. The operations and their order are the formula's; parentheses stand where Java and C
/// need them.
final class Expressions {
    private static final int ANY = 0;
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int SIGN = 3;
    private static final int ATOM = 4;

    private final Scope scope;
    private final Language language;
    private final Precision precision;
    private boolean usesRoom;

    Expressions(Scope scope, Language language) {
        this.scope = scope;
        this.language = language;
        precision = language.precision();
    }

    /// A formula with its operands.
    String formula(Expr formula, List<Operand> args) {
        return print(formula, args, ANY);
    }

    private String print(Expr formula, List<Operand> args, int binding) {
        String text = bare(formula, args);
        return strength(formula, args) < binding ? "(" + text + ")" : text;
    }

    private int strength(Expr formula, List<Operand> args) {
        return switch (formula) {
            case Expr.Select _ -> ANY;
            case Expr.Add _, Expr.Sub _ -> SUM;
            case Expr.Mul _, Expr.Div _ -> PRODUCT;
            case Expr.Neg _ -> SIGN;
            case Expr.Sqrt _ -> precision == Precision.FLOAT ? SIGN : ATOM;
            case Expr.Const(var value) -> Double.doubleToRawLongBits(value) < 0 ? SIGN : ATOM;
            case Expr.Arg(var index) -> switch (args.get(index)) {
                case Operand.LoadLabel _, Operand.Position _, Operand.Rows _ -> SIGN;
                case Operand.Temp _, Operand.Load _, Operand.Random _ -> ATOM;
            };
            case Expr.Abs _, Expr.Min _, Expr.Max _, Expr.Fma _, Expr.Call _, Expr.Pow _ -> ATOM;
        };
    }

    private String bare(Expr formula, List<Operand> args) {
        return switch (formula) {
            case Expr.Arg(var index) -> operand(args.get(index));
            case Expr.Const(var value) -> language.real(value);
            case Expr.Neg(var x) -> "-" + print(x, args, ATOM);
            case Expr.Add(var a, var b) -> print(a, args, SUM) + " + " + print(b, args, PRODUCT);
            case Expr.Sub(var a, var b) -> print(a, args, SUM) + " - " + print(b, args, PRODUCT);
            case Expr.Mul(var a, var b) -> print(a, args, PRODUCT) + " * " + print(b, args, SIGN);
            case Expr.Div(var a, var b) -> print(a, args, PRODUCT) + " / " + print(b, args, SIGN);
            case Expr.Abs(var x) -> call(Operation.ABS, args, x);
            case Expr.Sqrt(var x) -> call(Operation.SQRT, args, x);
            case Expr.Min(var a, var b) -> call(Operation.MIN, args, a, b);
            case Expr.Max(var a, var b) -> call(Operation.MAX, args, a, b);
            case Expr.Fma(var a, var b, var c) -> call(Operation.FMA, args, a, b, c);
            case Expr.Call(var function, var x) -> call(Functions.of(function, precision), args, x);
            case Expr.Pow(var a, var b) -> call(Functions.pow(precision), args, a, b);
            case Expr.Select(var condition, var then, var otherwise) -> print(condition.a(), args, SUM) + " "
                    + condition.relation().symbol() + " " + print(condition.b(), args, SUM) + " ? "
                    + print(then, args, SUM) + " : " + print(otherwise, args, SUM);
        };
    }

    private String call(Operation operation, List<Operand> args, Expr... operands) {
        return call(language.operation(operation), args, operands);
    }

    private String call(Sequence function, List<Operand> args, Expr... operands) {
        return call(language.function(function), args, operands);
    }

    private String call(String function, List<Operand> args, Expr... operands) {
        return function + "("
                + Stream.of(operands).map(x -> print(x, args, ANY)).collect(Collectors.joining(", ")) + ")";
    }

    private String operand(Operand operand) {
        String cast = "(" + language.realType() + ") ";
        return switch (operand) {
            case Operand.Temp temp -> scope.temp(temp);
            case Operand.Load(var from, var at) -> element(from, at);
            case Operand.LoadLabel(var from, var at) -> cast + element(from, at);
            case Operand.Position(var at) -> cast + (at.equals(Index.ZERO) || isName(index(at)) ? index(at)
                    : "(" + index(at) + ")");
            case Operand.Rows _ -> cast + "rows";
            case Operand.Random(var keys, var stream, var row, var column) ->
                language.function(Functions.uniform(precision)) + "(" + key(keys, 2 * stream) + ", "
                        + key(keys, 2 * stream + 1) + ", " + index(row) + ", " + index(column) + ")";
        };
    }

    private String key(Buffer keys, int number) {
        return element(keys, Index.ZERO.plus(Extent.fixed(number)));
    }

    private static boolean isName(String text) {
        return text.chars().allMatch(Character::isJavaIdentifierPart);
    }

    /// An element of a buffer.
    String element(Buffer buffer, Index at) {
        return language.element(scope.arrayOf(buffer), scope.start(buffer.id()), index(at));
    }

    /// Whether a place that was written depends on the batch.
    boolean usesRoom() {
        return usesRoom;
    }

    /// An index, its largest strides first. All indices are written here.
    String index(Index at) {
        usesRoom |= !at.base().isFixed() || at.terms().stream().anyMatch(term -> !term.stride().isFixed());
        List<String> parts = new ArrayList<>();
        inOrder(at).forEach(term -> parts.add(times(term.stride(), iterations(term))));
        if (!at.base().equals(Extent.fixed(0)) || parts.isEmpty()) {
            parts.add(Literals.extent(at.base(), Scope.ROOM));
        }
        return String.join(" + ", parts);
    }

    private String iterations(Index.Term term) {
        String axis = scope.axis(term.axis());
        return term.isPlain() ? axis
                : "(" + (term.first() == 0 ? axis : "(" + axis + " + " + term.first() + ")") + " / " + term.per() + ")";
    }

    /// The parts of an index, the largest strides first: rows before columns.
    static List<Index.Term> inOrder(Index at) {
        return at.terms().stream().sorted(Comparator.comparing((Index.Term term) -> -term.stride().perRow())
                .thenComparing(term -> -term.stride().fixed())).toList();
    }

    private static String times(Extent stride, String axis) {
        String times = Literals.extent(stride, Scope.ROOM);
        boolean isSum = !stride.isFixed() && stride.fixed() != 0;
        return stride.equals(Extent.ONE) ? axis : (isSum ? "(" + times + ")" : times) + " * " + axis;
    }
}
