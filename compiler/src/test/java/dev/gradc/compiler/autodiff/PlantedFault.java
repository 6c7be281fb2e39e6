package dev.gradc.compiler.autodiff;

import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Element;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// A derivative or a rule with a fault in it.
///
/// @param kind whose derivative: a class of ops or of formulas, a reduction, a function
/// @param fault what is wrong, in a few words
/// @param site where
/// @param spoil the faulty rule
record PlantedFault(Object kind, String fault, Supplier<Site> site, Spoil spoil) {
    /// A rule with a fault.
    interface Spoil {
        /// The shares that it sends back.
        List<Optional<Value>> shares(At at);
    }

    /// Where a rule is asked.
    ///
    /// @param graph where values are made
    /// @param y the op's result
    /// @param g the gradient by it
    record At(Graph graph, Value y, Value g) {
        /// The shares that the true rule sends back of some gradient.
        List<Optional<Value>> right(Value gradient) {
            return new Vjp(graph).shares(y, gradient, new HashSet<>(y.operands()));
        }

        /// The true shares, each changed by a formula.
        List<Optional<Value>> right(Expr change) {
            return right(g).stream().map(share -> share.map(value -> graph.map(y, change, value))).toList();
        }

        /// `g` times a formula for each operand, of the operands and, behind them, of y.
        List<Optional<Value>> partials(List<Expr> formulas) {
            List<Value> args = new ArrayList<>(y.operands());
            args.add(y);
            args.add(g);
            return formulas.stream().map(formula -> Optional.of(graph.map(y,
                    Expr.arg(args.size() - 1).times(formula), args.toArray(Value[]::new)))).toList();
        }
    }

    @Override
    public String toString() {
        return of() + ": " + fault;
    }

    /// The kind's name.
    String of() {
        return kind instanceof Class<?> type ? type.getSimpleName() : ((Enum<?>) kind).name().toLowerCase(Locale.ROOT);
    }

    /// What the checks say of the faulty rule.
    Report report() {
        return report(site.get(), spoil);
    }

    /// What they say of the true one.
    Report control() {
        return report(site.get(), at -> at.right(at.g()));
    }

    private static Report report(Site site, Spoil spoil) {
        Graph graph = site.net().graph;
        Vjp right = new Vjp(graph);
        return Checker.check(site.subject((y, g, active) -> y == site.y() ? spoil.shares(new At(graph, y, g))
                : right.shares(y, g, active)), CheckOptions.DEFAULT.withWitnesses(8), site.content());
    }

    /// A row of the table: whose derivative, the fault, who found it, and by how much.
    String row() {
        Report report = report();
        List<String> witnesses = new ArrayList<>();
        if (report.elements().stream().anyMatch(e -> !with(e, e.dual(), Double.NaN).passes())) {
            witnesses.add("dual numbers");
        }
        if (report.elements().stream().anyMatch(e -> !with(e, e.derived(), e.difference()).passes())) {
            witnesses.add("differences");
        }
        double worst = report.elements().stream().mapToDouble(Element::ofTerms).max().orElseThrow();
        return String.format(Locale.ROOT, "| `%s` | %s | %s | %.2g |\n", of(), fault,
                witnesses.isEmpty() ? "nobody" : String.join(", ", witnesses), worst);
    }

    private static Element with(Element e, double dual, double difference) {
        return new Element(e.of(), e.leaf(), e.origin(), e.element(), e.coordinates(), e.along(), e.derived(), dual,
                e.terms(), e.tolerance(), difference, e.differenceError());
    }

    /// The faults that any rule can have.
    static List<PlantedFault> common(Object kind, Supplier<Site> site) {
        Expr share = Expr.arg(0);
        return List.of(new PlantedFault(kind, "the sign", site, at -> at.right(share.negate())),
                new PlantedFault(kind, "twice as much", site, at -> at.right(share.plus(share))),
                new PlantedFault(kind, "the upstream gradient dropped", site,
                        at -> at.right(at.graph().fill(at.y(), 1, at.y().shape()))),
                new PlantedFault(kind, "no share for the last operand", site, at -> {
                    List<Optional<Value>> shares = new ArrayList<>(at.right(at.g()));
                    shares.set(shares.size() - 1, Optional.empty());
                    return shares;
                }));
    }

    /// The true shares in another order.
    static List<Optional<Value>> ordered(List<Optional<Value>> shares, int... order) {
        return IntStream.of(order).mapToObj(shares::get).toList();
    }
}
