package dev.gradc.cli;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Definition;
import dev.gradc.compiler.check.GradientCheck;
import dev.gradc.compiler.check.GradientCheck.Element;
import dev.gradc.compiler.check.GradientCheck.Report;
import dev.gradc.compiler.ir.GraphModule;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `gradc check`.
@Command(name = "check", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Checks the gradients that gradc derives for a model, in double precision at a random point, against"
        + " forward-mode dual numbers and central differences.")
final class CheckCommand implements Callable<Integer> {
    private final Screen screen;

    @Parameters(paramLabel = "MODEL.java", description = "A Java file with a class that extends dev.gradc.dsl.Network.")
    private Path file = Path.of("");

    @Option(names = "--rows", paramLabel = "N", description = "Rows in the batch; ${DEFAULT-VALUE} unless given.")
    private int rows = 5;

    @Option(names = "--samples", paramLabel = "N", description = "How many elements of each parameter are checked one by one; ${DEFAULT-VALUE} unless given. All"
            + " are checked along a random direction.")
    private int samples = 20;

    @Option(names = "--seed", paramLabel = "S", description = "Draws the point; ${DEFAULT-VALUE} unless given.")
    private long seed = 1;

    @Option(names = "--trained", paramLabel = "FILE", description = "Refuse a file that 'gradc train --out' saved, unless it was trained from this very model.")
    private @Nullable Path trained;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    CheckCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (rows < 1 || samples < 1) {
            throw new Misuse("--rows " + rows + " and --samples " + samples + " must both be at least 1");
        }
        Definition definition = Misuse.when(() -> new ModelSource(file).network().definition());
        GraphModule derived = Misuse.when(() -> derived(definition));
        Report report = Misuse.when(() -> GradientCheck.check(definition, derived, rows, samples, seed));
        screen.out().println(json ? json(definition, report) : text(definition, report));
        return report.passes() ? 0 : 1;
    }

    private GraphModule derived(Definition definition) {
        GraphModule derived = Compiler.derive(definition);
        if (trained != null) {
            Provenance.check(trained, file, derived);
        }
        return derived;
    }

    private static String json(Definition definition, Report report) {
        Element worst = report.worst();
        return new Json().put("model", definition.name()).put("passes", report.passes())
                .put("elements", report.elements().size()).put("straddling", report.straddling())
                .put("worst", new Json().put("parameter", worst.parameter()).put("element", worst.element())
                        .put("origin", worst.origin()).put("derived", worst.derived()).put("dual", worst.dual())
                        .put("difference", worst.difference()).put("error", worst.error()).members())
                .toString();
    }

    private static String text(Definition definition, Report report) {
        StringBuilder text = new StringBuilder();
        Map<String, List<Element>> byParameter = report.elements().stream()
                .collect(Collectors.groupingBy(Element::parameter, LinkedHashMap::new, Collectors.toList()));
        byParameter.forEach((parameter, elements) -> text.append(String.format(Locale.ROOT,
                "%-24s %s  %4d checks, error %.2g of what rounding explains%n", parameter,
                elements.stream().allMatch(Element::passes) ? "right" : "WRONG", elements.size(),
                worst(elements).error())));
        Element worst = report.worst();
        text.append(String.format(Locale.ROOT, "worst: %s (%s): derived %s, by dual numbers %s", place(worst),
                worst.origin(), worst.derived(), worst.dual()));
        if (!Double.isNaN(worst.difference())) {
            text.append(", by differences ").append(worst.difference());
        }
        if (report.straddling() > 0) {
            text.append(String.format("%n%d differences were left out, as they straddle a kink", report.straddling()));
        }
        return text.append(String.format("%nthe gradients of %s are %s", definition.name(),
                report.passes() ? "right" : "WRONG")).toString();
    }

    private static Element worst(List<Element> elements) {
        return elements.stream().max(Comparator.comparingDouble(Element::error)).orElseThrow();
    }

    private static String place(Element element) {
        return element.element() < 0 ? element.parameter() + " along a random direction"
                : element.parameter() + "[" + element.element() + "]";
    }
}
