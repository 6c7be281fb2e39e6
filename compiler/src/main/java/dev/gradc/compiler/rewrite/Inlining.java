package dev.gradc.compiler.rewrite;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Cost;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.compiler.scalar.StableAlgebra;
import dev.gradc.compiler.scalar.StableAlgebra.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Finds stabilizing laws that span several elementwise values: `log(a)` where a is `logistic(z)`. Operands are written out
/// where that lets a law apply, and only those that it needs; elsewhere the graph stays at the height of the network.
final class Inlining {
    private static final int DEEPEST = 4;
    private static final int DEAREST = 200;
    private static final int CHEAP = 4;

    private final Graph graph;
    private final Value v;

    Inlining(Graph graph, Value v) {
        this.graph = graph;
        this.v = v;
    }

    /// The formula over other operands to which a law has been applied, if one spans `f` and its operands.
    Optional<Formulas> apply(Formulas f) {
        Set<Value> previous = Set.of();
        for (int depth = 1; depth <= DEEPEST; depth++) {
            Set<Value> region = region(f, depth);
            if (region.size() == previous.size()) {
                break;
            }
            previous = region;
            if (mayApply(f, region)) {
                int laws = StableAlgebra.stabilize(inline(f, region).formula()).stabilized();
                if (laws > 0) {
                    return Optional.of(stable(smallest(f, region, laws)));
                }
            }
        }
        return factored(f);
    }

    /// The elementwise operands down to `depth`, as far as the formula stays small.
    private Set<Value> region(Formulas f, int depth) {
        Set<Value> region = new LinkedHashSet<>();
        List<Value> front = f.args();
        int cost = Cost.of(f.formula());
        for (int i = 0; i < depth; i++) {
            List<Value> next = new ArrayList<>();
            for (Value value : front) {
                Optional<Formulas> definition = region.contains(value) ? Optional.empty() : definition(value);
                if (definition.isPresent() && cost + Cost.of(definition.get().formula()) <= DEAREST) {
                    cost += Cost.of(definition.get().formula());
                    region.add(value);
                    next.addAll(definition.get().args());
                }
            }
            front = next;
        }
        return region;
    }

    /// A law has a logarithm, or a sum or quotient with an exponential in it, and its outermost node stands in `f`.
    private boolean mayApply(Formulas f, Set<Value> region) {
        return has(f.formula(), Inlining::isLogarithm) || has(f.formula(), Inlining::isSumOrQuotient)
                && (has(f.formula(), Inlining::isExponential) || region.stream()
                        .anyMatch(value -> has(definition(value).orElseThrow().formula(), Inlining::isExponential)));
    }

    /// Without those of `region` that the laws do not need.
    private Formulas smallest(Formulas f, Set<Value> region, int laws) {
        Set<Value> needed = new LinkedHashSet<>(region);
        for (Value value : List.copyOf(region).reversed()) {
            needed.remove(value);
            if (StableAlgebra.stabilize(inline(f, needed).formula()).stabilized() < laws) {
                needed.add(value);
            }
        }
        return inline(f, needed);
    }

    /// x·y − p·x where x·y is an operand, and the like: a common factor is taken out where that costs no more.
    private Optional<Formulas> factored(Formulas f) {
        if (!has(f.formula(), Inlining::isSumOrQuotient)) {
            return Optional.empty();
        }
        for (Value arg : f.args()) {
            if (arg.op() instanceof Op.Elementwise(var formula, _) && Cost.of(formula) <= CHEAP) {
                Formulas whole = inline(f, Set.of(arg));
                for (Formulas signed : List.of(whole, new Signs(graph, v).all(whole))) {
                    Outcome outcome = StableAlgebra.stabilize(signed.formula());
                    if (outcome.factored() > 0 && Cost.of(outcome.formula()) <= Cost.of(f.formula())
                            + Cost.of(formula)) {
                        return Optional.of(stable(signed));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Formulas stable(Formulas f) {
        return f.with(StableAlgebra.stabilize(f.formula()).formula()).compact();
    }

    private Formulas inline(Formulas f, Set<Value> region) {
        Formulas result = f;
        for (int i = 0; i < result.args().size(); i++) {
            Value arg = result.args().get(i);
            if (region.contains(arg) && result.formula().uses(i)) {
                result = result.inline(i, definition(arg).orElseThrow());
            }
        }
        return result.compact();
    }

    /// The formula that computes a value at an element, over operands of its shape.
    private Optional<Formulas> definition(Value value) {
        return switch (value.op()) {
            case Op.Elementwise op -> Optional.of(Formulas.of(op));
            case Op.Reshape(var x, _) -> ofView(value, x);
            case Op.Transpose(var x, _) -> ofView(value, x);
            case Op.Slice(var x, _, _, _) -> ofView(value, x);
            default -> Optional.empty();
        };
    }

    private Optional<Formulas> ofView(Value view, Value x) {
        return definition(x).map(inner -> {
            List<Value> args = new ArrayList<>();
            inner.args().forEach(arg -> args.add(graph.add(view.op().withOperands(List.of(arg)), v)));
            return new Formulas(inner.formula(), args);
        });
    }

    private static boolean has(Expr e, Predicate<Expr> kind) {
        return kind.test(e) || e.children().stream().anyMatch(child -> has(child, kind));
    }

    private static boolean isLogarithm(Expr e) {
        return e instanceof Expr.Call(var f, _) && (f == Fn.LOG || f == Fn.LOG1P);
    }

    private static boolean isExponential(Expr e) {
        return e instanceof Expr.Call(var f, _) && (f == Fn.EXP || f == Fn.LOGISTIC || f == Fn.SOFTPLUS);
    }

    private static boolean isSumOrQuotient(Expr e) {
        return e instanceof Expr.Add || e instanceof Expr.Sub || e instanceof Expr.Div;
    }
}
