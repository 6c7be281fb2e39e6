package dev.gradc.compiler.check;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// What a check found.
///
/// @param name of what was checked
/// @param options how it was checked
/// @param elements all that were checked
/// @param redrawn how many points were left for others, because a difference straddled a kink there
/// @param atKinks how many differences were left out because the point lies on a kink itself, where dual numbers give the documented
///     subgradient
/// @param suspects where a derivative is wrong: the ops whose own rule does not agree with what they compute, a sentence each
/// @param witness what the derived numbers were compared with: dual numbers, or for a compiled program its graph in double precision
public record Report(String name, CheckOptions options, List<Element> elements, int redrawn, int atKinks,
        List<String> suspects, String witness) {
    /// A check that leaves more than so many of its points for others fails, for it no longer says what it is asked.
    public static final double MOST_REDRAWN = 0.5;

    /// Copies, so that nobody changes them.
    public Report {
        elements = List.copyOf(elements);
        suspects = List.copyOf(suspects);
    }

    /// A comparison with dual numbers.
    public Report(String name, CheckOptions options, List<Element> elements, int redrawn, int atKinks,
            List<String> suspects) {
        this(name, options, elements, redrawn, atKinks, suspects, "dual numbers");
    }

    /// The element with the largest error.
    public Element worst() {
        return worst(elements);
    }

    private static Element worst(List<Element> elements) {
        return elements.stream().max(Comparator.comparingDouble(Element::error)).orElseThrow();
    }

    /// Whether all elements pass, and few enough points were left for others.
    public boolean passes() {
        return !tooManyRedrawn() && elements.stream().allMatch(Element::passes);
    }

    private boolean tooManyRedrawn() {
        return redrawn > MOST_REDRAWN * (redrawn + options.points());
    }

    /// The elements by the leaves that they belong to.
    public Map<String, List<Element>> byLeaf() {
        return elements.stream().collect(Collectors.groupingBy(Element::leaf, LinkedHashMap::new, Collectors.toList()));
    }

    /// The whole of it: a line for each leaf, the worst element, what was left out, and the verdict.
    public String text() {
        StringBuilder text = new StringBuilder();
        byLeaf().forEach((leaf, of) -> line(text, "%-24s %s  %4d checks, error %.2g of what rounding explains", leaf,
                of.stream().allMatch(Element::passes) ? "right" : "WRONG", of.size(), worst(of).error()));
        text.append(worstText());
        if (redrawn > 0) {
            line(text, "%d of %d points were left for others, as differences straddle a kink there", redrawn,
                    redrawn + options.points());
        }
        if (atKinks > 0) {
            line(text, "%d differences were left out at kinks, where the documented subgradient was checked", atKinks);
        }
        return text.append(verdict()).toString();
    }

    private String worstText() {
        Element worst = worst();
        StringBuilder text = new StringBuilder();
        line(text, "worst: %s%s: derived %s, by %s %s%s", worst.place(),
                worst.origin().isEmpty() ? "" : " (" + worst.origin() + ")", worst.derived(), witness, worst.dual(),
                Double.isNaN(worst.difference()) ? "" : String.format(Locale.ROOT, ", by differences %s ± %.1g",
                        worst.difference(), worst.differenceError()));
        line(text, "  off by %.2g, which is %.2g of it or %.2g ulp; rounding explains %.2g",
                Math.abs(worst.derived() - worst.dual()), worst.relative(), worst.ulps(), worst.tolerance());
        suspects.forEach(suspect -> line(text, "%s", suspect));
        return text.toString();
    }

    private String verdict() {
        if (tooManyRedrawn() && elements.stream().allMatch(Element::passes)) {
            return "the gradients of " + name + " could not be judged: more than half of the points straddle a kink";
        }
        return "the gradients of " + name + " are " + (passes() ? "right" : "WRONG");
    }

    /// Every element in a line.
    public String table() {
        StringBuilder text = new StringBuilder();
        line(text, "%-40s %24s %24s %9s %9s", "element", "derived", witness, "error", "ulp");
        elements.forEach(e -> line(text, "%-40s %24s %24s %9.2g %9.2g", e.place(), e.derived(), e.dual(), e.error(),
                e.ulps()));
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... args) {
        text.append(String.format(Locale.ROOT, format, args)).append(System.lineSeparator());
    }
}
