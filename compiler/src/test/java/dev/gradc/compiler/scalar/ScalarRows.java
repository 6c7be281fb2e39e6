package dev.gradc.compiler.scalar;

import dev.gradc.compiler.interp.FormulaInterpreter;
import dev.gradc.compiler.scalar.Expr.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Operands for formulas: the edges of float and double and their neighbours; and formulas evaluated in float.
final class ScalarRows {
    private static final double[] EDGES = {0.0, -0.0, 1, -1, 2, -0.5, 1 / 3.0, -2.75, 0x1p-24, 1 + 0x1p-23, 30, -30,
        1e4,
        -1e4, 1e-20, -1e-20, 1e20, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, Float.MAX_VALUE,
        -Float.MAX_VALUE, Double.MIN_VALUE, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
        Double.NaN};

    private ScalarRows() {
    }

    /// All edges for one operand, all pairs for two, and 500 drawn rows for more.
    static List<double[]> edges(int operands) {
        List<double[]> rows = new ArrayList<>();
        if (operands > 2) {
            Random random = new Random(operands);
            for (int i = 0; i < 500; i++) {
                rows.add(random.ints(operands, 0, EDGES.length).mapToDouble(edge -> EDGES[edge]).toArray());
            }
            return rows;
        }
        for (double x : EDGES) {
            for (double y : operands == 2 ? EDGES : new double[1]) {
                rows.add(operands == 2 ? new double[]{x, y} : new double[]{x});
            }
        }
        return rows;
    }

    static String show(double value) {
        return Double.isNaN(value) ? "NaN" : Double.toHexString(value);
    }

    /// The formula's value in float arithmetic; the functions are those of double precision, rounded.
    static float inFloat(Expr formula, double... args) {
        return switch (formula) {
            case Expr.Arg(var index) -> (float) args[index];
            case Expr.Const(var value) -> (float) value;
            case Expr.Neg(var x) -> -inFloat(x, args);
            case Expr.Abs(var x) -> Math.abs(inFloat(x, args));
            case Expr.Sqrt(var x) -> (float) Math.sqrt(inFloat(x, args));
            case Expr.Add(var a, var b) -> inFloat(a, args) + inFloat(b, args);
            case Expr.Sub(var a, var b) -> inFloat(a, args) - inFloat(b, args);
            case Expr.Mul(var a, var b) -> inFloat(a, args) * inFloat(b, args);
            case Expr.Div(var a, var b) -> inFloat(a, args) / inFloat(b, args);
            case Expr.Min(var a, var b) -> Math.min(inFloat(a, args), inFloat(b, args));
            case Expr.Max(var a, var b) -> Math.max(inFloat(a, args), inFloat(b, args));
            case Expr.Fma(var a, var b, var c) -> Math.fma(inFloat(a, args), inFloat(b, args), inFloat(c, args));
            case Expr.Select(Condition(var relation, var a, var b), var then, var otherwise) -> inFloat(
                    switch (relation) {
                        case LESS -> inFloat(a, args) < inFloat(b, args);
                        case LESS_OR_EQUAL -> inFloat(a, args) <= inFloat(b, args);
                        case EQUAL -> inFloat(a, args) == inFloat(b, args);
                    } ? then : otherwise, args);
            case Expr.Call(var function, var x) -> (float) FormulaInterpreter
                    .value(new Expr.Call(function, Expr.arg(0)), inFloat(x, args));
            case Expr.Pow(var a, var b) -> (float) Math.pow(inFloat(a, args), inFloat(b, args));
        };
    }

    /// A formula of up to `depth` levels over three operands and simple numbers.
    static Expr formula(Random random, int depth) {
        if (depth == 0 || random.nextInt(8) == 0) {
            double[] numbers = {0, -0.0, 1, -1, 2, 0.5, -3, 0.1, 1e30};
            return random.nextInt(3) == 0 ? Expr.constant(numbers[random.nextInt(numbers.length)])
                    : Expr.arg(random.nextInt(3));
        }
        Expr a = formula(random, depth - 1);
        Expr b = random.nextInt(6) == 0 ? a : formula(random, depth - 1);
        return switch (random.nextInt(16)) {
            case 0, 1 -> a.negate();
            case 2 -> new Expr.Abs(a);
            case 3, 4 -> a.plus(b);
            case 5, 6 -> a.minus(b);
            case 7, 8 -> a.times(b);
            case 9 -> a.over(b);
            case 10 -> new Expr.Max(a, b);
            case 11 -> new Expr.Min(a, b);
            case 12 -> new Expr.Select(new Condition(Expr.Relation.values()[random.nextInt(3)], a, b),
                    formula(random, depth - 1), formula(random, depth - 1));
            case 13 -> new Expr.Call(Fn.values()[random.nextInt(Fn.values().length)], a);
            case 14 -> random.nextBoolean() ? new Expr.Sqrt(a) : new Expr.Pow(a, Expr.constant(random.nextInt(4) - 1));
            default -> new Expr.Fma(a, b, formula(random, depth - 1));
        };
    }
}
