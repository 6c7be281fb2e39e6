package dev.gradc.compiler.jar;

import dev.gradc.compiler.Derivation;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Element;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.GraphParser;
import dev.gradc.compiler.rewrite.InferenceFold;
import dev.gradc.compiler.rewrite.Law;
import dev.gradc.runtime.GradcException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is certified of a model's gradients: that they agree with dual numbers, at which point and how well; and by which laws its
/// graph was rewritten. It is a function of the graph's text and of gradc's version alone: whoever has both can make it again.
public final class Certificate {
    /// Draws the point.
    private static final long SEED = 1;
    private static final int ROWS = 3;
    private static final int MOST_SAMPLES = 4;
    /// A check that visits more elements than this is not made.
    private static final double MOST_VISITS = 2e8;

    private final GraphModule module;
    private final Derivation derivation;
    private final String version;

    private Certificate(String text, String version) {
        this.module = GraphParser.parse(text);
        this.derivation = Derivation.read(text);
        this.version = version;
    }

    /// Checks the gradients of a model.
    ///
    /// @param text the graph's text, with the notes of its derivation
    /// @param version gradc's own
    /// @return the certificate, as JSON with a member a line
    /// @throws GradcException when the text is damaged, or a gradient is wrong
    public static String of(String text, String version) {
        return new Certificate(text, version).json();
    }

    private String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("gradc", version);
        members.put("model", module.name());
        members.put("gradients", gradients());
        members.put("rewrites", rewrites());
        return JsonText.of(members);
    }

    private Map<String, Object> gradients() {
        boolean hasGradients = module.entries().stream().flatMap(entry -> entry.results().stream())
                .anyMatch(result -> result.target() instanceof Target.Gradient);
        if (!hasGradients) {
            return unchecked("the network has no loss with trainable parameters");
        }
        Subject subject = Subject.of(module);
        Optional<Integer> samples = samples(subject);
        if (samples.isEmpty()) {
            return unchecked(String.format(Locale.ROOT,
                    "the check would visit %.2g elements, and it is made up to %.2g",
                    Checker.work(subject, options(0)), MOST_VISITS));
        }
        Report report = Checker.check(subject, options(samples.get()));
        if (!report.passes() && derivation.ownGradients() > 0) {
            return unchecked(derivation.ownGradients() + " values of the loss have a gradient that the network gives"
                    + " itself or stops, which dual numbers do not see");
        }
        if (!report.passes()) {
            Element worst = report.worst();
            throw new GradcException("the gradient of " + worst.leaf() + " is wrong: derived " + worst.derived()
                    + ", by dual numbers " + worst.dual() + "; gradc check tells more");
        }
        return checked(report, samples.get());
    }

    private static Map<String, Object> unchecked(String why) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("checked", false);
        members.put("why", why);
        return members;
    }

    /// As many samples of each parameter as can be taken.
    private static Optional<Integer> samples(Subject subject) {
        for (int samples = MOST_SAMPLES; samples >= 0; samples--) {
            if (Checker.work(subject, options(samples)) <= MOST_VISITS) {
                return Optional.of(samples);
            }
        }
        return Optional.empty();
    }

    private static CheckOptions options(int samples) {
        return CheckOptions.DEFAULT.withRows(ROWS).withSamples(samples).withWitnesses(samples).withSeed(SEED);
    }

    private static Map<String, Object> checked(Report report, int samples) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("checked", true);
        members.put("against", "forward-mode dual numbers and, for samples, central differences, in double precision");
        members.put("seed", SEED);
        members.put("rows", ROWS);
        members.put("samples", samples);
        members.put("checks", report.elements().size());
        members.put("kinksRejected", report.redrawn());
        members.put("unit",
                "errors are multiples of what rounding explains, of which 1 is allowed; element -1 is a random direction");
        List<Object> parameters = new ArrayList<>();
        report.byLeaf().forEach((name, elements) -> parameters.add(parameter(name, elements)));
        members.put("parameters", parameters);
        return members;
    }

    private static Map<String, Object> parameter(String name, List<Element> elements) {
        Element worst = elements.stream().max(Comparator.comparingDouble(Element::error)).orElseThrow();
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("name", name);
        members.put("origin", worst.origin());
        members.put("checks", elements.size());
        members.put("worstError", worst.error());
        members.put("worstElement", worst.element());
        members.put("derived", worst.derived());
        members.put("dual", worst.dual());
        return members;
    }

    private List<Object> rewrites() {
        List<Object> rewrites = new ArrayList<>();
        derivation.laws().forEach((law, times) -> rewrites.add(rewrite(law, times)));
        int folded = InferenceFold.module(module).notes().size();
        if (folded > 0) {
            rewrites.add(rewrite(Law.AFFINE, folded));
        }
        return rewrites;
    }

    private static Map<String, Object> rewrite(Law law, int times) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("law", law.name().toLowerCase(Locale.ROOT));
        members.put("licence", law.licence().word());
        members.put("times", times);
        members.put("says", law.statement());
        return members;
    }
}
