package dev.gradc.compiler.check;

import dev.gradc.compiler.scalar.Expr;

/// A number that changes along two directions: forward-mode differentiation of first and second order in one number. Beside each
/// rate stands the same rate with every term taken absolute and all added, which says by how much rounding can blur it.
///
/// What does not change stays so, however steep the function: 0 times an infinite slope is 0 here.
///
/// @param value the number
/// @param rate its derivative along the first direction
/// @param along its derivative along the second direction
/// @param both the derivative of `rate` along the second direction
/// @param rateTerms the sum of the absolute terms of `rate`
/// @param alongTerms the sum of the absolute terms of `along`
/// @param bothTerms the sum of the absolute terms of `both`
record HyperDual(double value, double rate, double along, double both, double rateTerms, double alongTerms,
        double bothTerms) {
    private static final HyperDual ZERO = constant(0);

    /// A number that does not change.
    static HyperDual constant(double value) {
        return new HyperDual(value, 0, 0, 0, 0, 0, 0);
    }

    /// A formula where operand i is `args[i]`.
    static HyperDual of(Expr formula, HyperDual... args) {
        return switch (formula) {
            case Expr.Arg(var index) -> args[index];
            case Expr.Const(var value) -> constant(value);
            case Expr.Neg(var x) -> unary(x, Slopes::negation, args);
            case Expr.Abs(var x) -> unary(x, Slopes::absolute, args);
            case Expr.Sqrt(var x) -> unary(x, Slopes::squareRoot, args);
            case Expr.Call(var function, var x) -> unary(x, at -> Slopes.call(function, at), args);
            case Expr.Add(var a, var b) -> binary(a, b, Slopes::sum, args);
            case Expr.Sub(var a, var b) -> binary(a, b, Slopes::difference, args);
            case Expr.Mul(var a, var b) -> binary(a, b, Slopes::product, args);
            case Expr.Div(var a, var b) -> binary(a, b, Slopes::quotient, args);
            case Expr.Min(var a, var b) -> binary(a, b, Slopes::smaller, args);
            case Expr.Max(var a, var b) -> binary(a, b, Slopes::larger, args);
            case Expr.Pow(var a, var b) -> binary(a, b, Slopes::power, args);
            case Expr.Fma(var a, var b, var c) -> {
                HyperDual product = binary(a, b, Slopes::product, args);
                HyperDual addend = of(c, args);
                yield combined(Slopes.sum(product.value, addend.value), product, addend);
            }
            case Expr.Select(var condition, var then, var otherwise) -> of(Slopes.holds(condition.relation(),
                    of(condition.a(), args).value, of(condition.b(), args).value) ? then : otherwise, args);
        };
    }

    private interface Unary {
        Slopes at(double a);
    }

    private interface Binary {
        Slopes at(double a, double b);
    }

    private static HyperDual unary(Expr x, Unary operation, HyperDual... args) {
        HyperDual a = of(x, args);
        return combined(operation.at(a.value), a, ZERO);
    }

    private static HyperDual binary(Expr x, Expr y, Binary operation, HyperDual... args) {
        HyperDual a = of(x, args);
        HyperDual b = of(y, args);
        return combined(operation.at(a.value, b.value), a, b);
    }

    /// The chain rule to second order.
    private static HyperDual combined(Slopes f, HyperDual a, HyperDual b) {
        double both = times(a.both, f.a()) + times(b.both, f.b()) + times(a.rate, a.along, f.aa())
                + times(a.rate, b.along, f.ab()) + times(b.rate, a.along, f.ab()) + times(b.rate, b.along, f.bb());
        double bothTerms = size(a.bothTerms, f.a()) + size(b.bothTerms, f.b())
                + size(a.rateTerms * a.alongTerms, f.aa())
                + size(a.rateTerms * b.alongTerms + b.rateTerms * a.alongTerms, f.ab())
                + size(b.rateTerms * b.alongTerms, f.bb());
        return new HyperDual(f.value(), times(a.rate, f.a()) + times(b.rate, f.b()),
                times(a.along, f.a()) + times(b.along, f.b()), both,
                size(a.rateTerms, f.a()) + size(b.rateTerms, f.b()),
                size(a.alongTerms, f.a()) + size(b.alongTerms, f.b()), bothTerms);
    }

    private static double times(double rate, double slope) {
        return rate == 0 ? 0 : rate * slope;
    }

    private static double times(double rate, double along, double curvature) {
        return rate == 0 || along == 0 ? 0 : rate * along * curvature;
    }

    private static double size(double terms, double slope) {
        return terms == 0 ? 0 : terms * StrictMath.abs(slope);
    }
}
