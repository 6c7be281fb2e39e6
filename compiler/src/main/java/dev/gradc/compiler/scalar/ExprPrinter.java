package dev.gradc.compiler.scalar;

import java.util.List;
import java.util.function.IntFunction;

/// Prints scalar formulas in infix, with no more parentheses than they need. Different formulas have different texts, and
/// [ExprParser] reads them back.
public final class ExprPrinter {
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int SIGN = 3;
    private static final int ATOM = 4;

    private final IntFunction<String> names;

    private ExprPrinter(IntFunction<String> names) {
        this.names = names;
    }

    /// The formula with operand i called `names.apply(i)`.
    public static String print(Expr formula, IntFunction<String> names) {
        return new ExprPrinter(names).print(formula, 0);
    }

    /// The formula with operand i called `names.get(i)`.
    public static String print(Expr formula, List<String> names) {
        return print(formula, names::get);
    }

    /// The formula with its operands called a, b, c, …
    public static String print(Expr formula) {
        return print(formula, ExprPrinter::letter);
    }

    /// The name of operand `index` where nothing better is known: a … z, then a26, a27, …
    public static String letter(int index) {
        return index < 26 ? String.valueOf((char) ('a' + index)) : "a" + index;
    }

    /// A number as it reads back to the same bits: whole numbers without a point.
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e7 && !isNegativeZero(value);
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    private static boolean isNegativeZero(double value) {
        return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(-0.0);
    }

    private String print(Expr formula, int binding) {
        String text = bare(formula);
        return strength(formula) < binding ? "(" + text + ")" : text;
    }

    private static int strength(Expr formula) {
        return switch (formula) {
            case Expr.Add _, Expr.Sub _ -> SUM;
            case Expr.Mul _, Expr.Div _ -> PRODUCT;
            case Expr.Neg _ -> SIGN;
            case Expr.Arg _, Expr.Const _, Expr.Abs _, Expr.Sqrt _, Expr.Min _, Expr.Max _, Expr.Fma _, Expr.Select _, Expr.Call _, Expr.Pow _ ->
                ATOM;
        };
    }

    private String bare(Expr formula) {
        return switch (formula) {
            case Expr.Arg(var index) -> names.apply(index);
            case Expr.Const(var value) -> number(value);
            case Expr.Neg(var x) -> "-" + (x instanceof Expr.Const ? "(" + bare(x) + ")" : print(x, ATOM));
            case Expr.Add(var a, var b) -> print(a, SUM) + " + " + print(b, PRODUCT);
            case Expr.Sub(var a, var b) -> print(a, SUM) + " - " + print(b, PRODUCT);
            case Expr.Mul(var a, var b) -> print(a, PRODUCT) + "*" + print(b, SIGN);
            case Expr.Div(var a, var b) -> print(a, PRODUCT) + "/" + print(b, SIGN);
            case Expr.Abs(var x) -> call("abs", x);
            case Expr.Sqrt(var x) -> call("sqrt", x);
            case Expr.Min(var a, var b) -> call("min", a, b);
            case Expr.Max(var a, var b) -> call("max", a, b);
            case Expr.Fma(var a, var b, var c) -> call("fma", a, b, c);
            case Expr.Pow(var a, var b) -> call("pow", a, b);
            case Expr.Call(var function, var x) -> call(function.symbol(), x);
            case Expr.Select(var condition, var then, var otherwise) -> "select(" + print(condition.a(), 0) + " "
                    + condition.relation().symbol() + " " + print(condition.b(), 0) + ", " + print(then, 0) + ", "
                    + print(otherwise, 0) + ")";
        };
    }

    private String call(String function, Expr... args) {
        StringBuilder text = new StringBuilder(function).append('(');
        for (int i = 0; i < args.length; i++) {
            text.append(i == 0 ? "" : ", ").append(print(args[i], 0));
        }
        return text.append(')').toString();
    }
}
