package dev.gradc.cli;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Definition;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Element;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

    @Option(names = "--order", paramLabel = "N", description = "1: gradients; 2: also how they change, by products of the Hessian with directions;"
            + " ${DEFAULT-VALUE} unless given.")
    private int order = CheckOptions.DEFAULT.order();

    @Option(names = "--rows", paramLabel = "N", description = "Rows in the batch; ${DEFAULT-VALUE} unless given.")
    private int rows = CheckOptions.DEFAULT.rows();

    @Option(names = "--points", paramLabel = "N", description = "How many points are drawn; ${DEFAULT-VALUE} unless given.")
    private int points = CheckOptions.DEFAULT.points();

    @Option(names = "--samples", paramLabel = "N", description = "How many elements of each parameter are checked one by one; ${DEFAULT-VALUE} unless given. All"
            + " are checked along a random direction.")
    private int samples = CheckOptions.DEFAULT.samples();

    @Option(names = "--seed", paramLabel = "S", description = "Draws the points; ${DEFAULT-VALUE} unless given.")
    private long seed = CheckOptions.DEFAULT.seed();

    @Option(names = "--table", description = "Print every element that was checked.")
    private boolean table;

    @Option(names = "--trained", paramLabel = "FILE", description = "Refuse a file that 'gradc train --out' saved, unless it was trained from this very model.")
    private @Nullable Path trained;

    @Option(names = "--json", description = "Print the result as one JSON object.")
    private boolean json;

    CheckCommand(Screen screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() {
        if (rows < 1 || samples < 1 || points < 1) {
            throw new Misuse("--rows " + rows + ", --samples " + samples + " and --points " + points
                    + " must all be at least 1");
        }
        if (order < 1 || order > 2) {
            throw new Misuse("--order " + order + " is none: 1 checks gradients, 2 also how they change");
        }
        Report report = Misuse.when(() -> check(new ModelSource(file).network().definition()));
        if (table && !json) {
            screen.out().print(report.table());
        }
        screen.out().println(json ? json(report) : report.text());
        return report.passes() ? 0 : 1;
    }

    private Report check(Definition definition) {
        if (trained != null) {
            Provenance.check(trained, file, Compiler.derive(definition));
        }
        return Checker.check(Subject.of(definition, order),
                new CheckOptions(order, rows, points, samples, CheckOptions.DEFAULT.witnesses(), seed));
    }

    private static String json(Report report) {
        Json json = new Json().put("model", report.name()).put("passes", report.passes())
                .put("order", report.options().order()).put("points", report.options().points())
                .put("seed", report.options().seed()).put("elements", report.elements().size())
                .put("redrawn", report.redrawn()).put("atKinks", report.atKinks())
                .put("worst", element(report.worst()).members());
        return json.put("suspects", report.suspects()).toString();
    }

    private static Json element(Element element) {
        return new Json().put("place", element.place()).put("parameter", element.leaf())
                .put("element", element.element()).put("origin", element.origin()).put("derived", element.derived())
                .put("dual", element.dual()).put("difference", element.difference()).put("error", element.error())
                .put("relative", element.relative()).put("ulps", element.ulps());
    }
}
