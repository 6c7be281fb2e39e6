package dev.gradc.compiler.autodiff;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static dev.gradc.compiler.scalar.Expr.ONE;
import static dev.gradc.compiler.scalar.Expr.ZERO;
import static dev.gradc.compiler.scalar.Expr.constant;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Expr.Select;
import dev.gradc.compiler.scalar.Fn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Faults in the derivatives of formulas: of every node, and of every function. In a wrong partial derivative the operands are
/// a, b, c and the one behind the last is the result.
final class DerivativeFaults {
    private static final Expr HALF = constant(0.5);
    private static final Expr TWO = constant(2);

    private final List<PlantedFault> faults = new ArrayList<>();

    private DerivativeFaults() {
    }

    static List<PlantedFault> all() {
        DerivativeFaults table = new DerivativeFaults();
        table.leaves();
        table.nodes();
        table.kinks();
        table.functions();
        return List.copyOf(table.faults);
    }

    private void leaves() {
        of(Expr.Arg.class, B, 2).wrong("the operand before it", ONE, ZERO);
        new Group(Expr.Const.class, site(TWO, 1, Map.of())).wrong("that of an operand", ONE)
                .wrong("the number itself", TWO).wrong("minus that of an operand", constant(-1));
    }

    private void nodes() {
        of(Expr.Neg.class, A.negate(), 1).wrong("the operand for −1", A);
        of(Expr.Sqrt.class, new Expr.Sqrt(A), 1).wrong("½ forgotten", ONE.over(B)).wrong("no reciprocal", HALF.times(B))
                .wrong("the operand for the root", HALF.over(A));
        of(Expr.Add.class, A.plus(B), 2).wrong("that of a difference", ONE, constant(-1))
                .wrong("that of a product", B, A);
        of(Expr.Sub.class, A.minus(B), 2).wrong("that of a sum", ONE, ONE).wrong("the sides swapped", constant(-1),
                ONE);
        of(Expr.Mul.class, A.times(B), 2).wrong("each its own operand", A, B).wrong("that of a sum", ONE, ONE)
                .wrong("the result for the factor", C, C);
        of(Expr.Div.class, A.over(B), 2).wrong("+a/b²", ONE.over(B), C.over(B))
                .wrong("−a/b for −a/b²", ONE.over(B), C.negate()).wrong("−1/b² for −a/b²", ONE.over(B),
                        ONE.over(B).over(B).negate());
        of(Expr.Fma.class, new Expr.Fma(A, B, C), 3).wrong("the factors swapped", A, B, ONE)
                .wrong("the addend as a factor", B, A, C);
        of(Expr.Pow.class, new Expr.Pow(A, B), 2)
                .wrong("the exponent not lowered", B.times(C), C.times(log(A)))
                .wrong("the exponent no factor", new Expr.Pow(A, B.minus(ONE)), C.times(log(A)))
                .wrong("log of the exponent", B.times(C).over(A), C.times(log(B)))
                .wrong("the logarithm forgotten", B.times(C).over(A), C);
        Expr product = call(Fn.TANH, A.times(B));
        Expr slope = ONE.minus(C.times(C));
        of(Expr.Call.class, product, 2).wrong("the inner derivative forgotten", slope, slope)
                .wrong("the inner derivative twice", slope.times(B).times(B), slope.times(A).times(A))
                .wrong("evaluated at another place", B.times(ONE.minus(call(Fn.TANH, A).times(call(Fn.TANH, A)))),
                        A.times(ONE.minus(call(Fn.TANH, B).times(call(Fn.TANH, B)))));
    }

    private void kinks() {
        Map<String, double[]> signs = Map.of("a", new double[]{-1.5, 0.5, 1, -0.25});
        Map<String, double[]> zeros = Map.of("a", new double[]{0, 0, 1, 0});
        Map<String, double[]> ties = Map.of("a", new double[]{1, 1, 0.5, 2}, "b", new double[]{1, 1, 0.5, 2});
        new Group(Expr.Abs.class, site(new Expr.Abs(A), 1, signs)).common().wrong("1 on both sides", ONE)
                .wrong("the value for the sign", B);
        new Group(Expr.Abs.class, site(new Expr.Abs(A), 1, zeros))
                .wrong("1 at 0", less(A, ZERO, constant(-1), ONE)).wrong("−1 at 0", less(ZERO, A, ONE, constant(-1)));
        extreme(Expr.Min.class, new Expr.Min(A, B), less(A, B, ONE, ZERO), less(B, A, ONE, ZERO), ties);
        extreme(Expr.Max.class, new Expr.Max(A, B), less(B, A, ONE, ZERO), less(A, B, ONE, ZERO), ties);
        Expr choice = less(A, B, A.times(A), constant(3).times(B));
        of(Expr.Select.class, choice, 2).wrong("the other branch", less(A, B, ZERO, TWO.times(A)),
                less(A, B, constant(3), ZERO)).wrong("always the first branch", TWO.times(A), ZERO)
                .wrong("both branches", TWO.times(A), constant(3));
        new Group(Expr.Select.class, site(choice, 2, ties)).wrong("the first branch at equality",
                new Select(new Condition(Relation.LESS_OR_EQUAL, A, B), TWO.times(A), ZERO),
                new Select(new Condition(Relation.LESS_OR_EQUAL, A, B), ZERO, constant(3)));
    }

    private void extreme(Class<?> kind, Expr formula, Expr first, Expr second, Map<String, double[]> ties) {
        of(kind, formula, 2).wrong("the sides swapped", second, first).wrong("all to both", ONE, ONE)
                .wrong("half to each, everywhere", HALF, HALF);
        new Group(kind, site(formula, 2, ties)).wrong("a tie sends all to the first", ONE, ZERO)
                .wrong("a tie sends all to each", ONE, ONE).wrong("a tie sends nothing", first, second);
    }

    private void functions() {
        Expr bell = B.times(ONE.minus(B));
        of(Fn.EXP).wrong("as of a power, a·eᵃ", A.times(B)).wrong("eᵃ − 1", B.minus(ONE));
        of(Fn.LOG).wrong("no reciprocal", A).wrong("1/log a", ONE.over(B));
        of(Fn.TANH).wrong("the square forgotten", ONE.minus(B)).wrong("at the argument", ONE.minus(A.times(A)))
                .wrong("1 + y²", ONE.plus(B.times(B)));
        of(Fn.LOGISTIC).wrong("1 − y alone", ONE.minus(B)).wrong("at the argument", A.times(ONE.minus(A)))
                .wrong("y²", B.times(B));
        of(Fn.SOFTPLUS).wrong("tanh for σ", call(Fn.TANH, A)).wrong("σ at the result", call(Fn.LOGISTIC, B))
                .wrong("σ′ for σ", call(Fn.LOGISTIC, A).times(ONE.minus(call(Fn.LOGISTIC, A))));
        of(Fn.EXPM1).wrong("1 forgotten", B).wrong("y − 1", B.minus(ONE));
        of(Fn.LOG1P).wrong("1 forgotten", ONE.over(A)).wrong("at the result", ONE.over(ONE.plus(B)));
        Expr gauss = call(Fn.EXP, A.times(A).negate());
        of(Fn.ERF).wrong("2/√π forgotten", gauss)
                .wrong("1/√π for 2/√π", gauss.over(constant(StrictMath.sqrt(StrictMath.PI))))
                .wrong("the square forgotten",
                        call(Fn.EXP, A.negate()).times(constant(2 / StrictMath.sqrt(StrictMath.PI))))
                .wrong("like σ, y·(1 − y)", bell);
    }

    private Group of(Fn function) {
        return new Group(function, site(call(function, A), 1, Map.of())).common();
    }

    private Group of(Class<?> kind, Expr formula, int operands) {
        return new Group(kind, site(formula, operands, Map.of())).common();
    }

    private static Supplier<Site> site(Expr formula, int operands, Map<String, double[]> own) {
        return () -> Site.of(net -> {
            List<Value> args = IntStream.range(0, operands)
                    .mapToObj(i -> net.parameter(String.valueOf((char) ('a' + i)), 4)).toList();
            return net.add(new Op.Elementwise(formula, args));
        }, own);
    }

    private static Expr call(Fn function, Expr x) {
        return new Expr.Call(function, x);
    }

    private static Expr log(Expr x) {
        return call(Fn.LOG, x);
    }

    private static Expr less(Expr a, Expr b, Expr then, Expr otherwise) {
        return new Select(new Condition(Relation.LESS, a, b), then, otherwise);
    }

    /// The faults of one derivative.
    private final class Group {
        private final Object kind;
        private final Supplier<Site> site;

        Group(Object kind, Supplier<Site> site) {
            this.kind = kind;
            this.site = site;
        }

        private Group common() {
            faults.addAll(PlantedFault.common(kind, site));
            return this;
        }

        private Group wrong(String fault, Expr... partials) {
            faults.add(new PlantedFault(kind, fault, site, at -> at.partials(List.of(partials))));
            return this;
        }
    }
}
