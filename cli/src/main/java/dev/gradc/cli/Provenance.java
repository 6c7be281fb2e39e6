package dev.gradc.cli;

import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphParser;
import dev.gradc.compiler.ir.GraphPrinter;
import dev.gradc.runtime.Checkpoint;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Where a checkpoint comes from: whether the network that was trained is the one that stands in a source file.
final class Provenance {
    private static final Pattern ORIGIN = Pattern.compile(" @ \"[^\"]*\" \\d+$");

    private Provenance() {
    }

    /// Refuses a checkpoint of another network: one with other inputs or parameters, or that predicts by another graph. How it was
    /// trained does not matter, nor on which lines it stood.
    ///
    /// @param network the derived graph of the source file
    /// @throws GradcException when it is another's, or cannot be read
    static void check(Path checkpoint, Path source, GraphModule network) {
        List<String> trained = lines(GraphParser.parse(Checkpoint.read(checkpoint).text()));
        List<String> declared = lines(network);
        for (int i = 0; i < Math.max(trained.size(), declared.size()); i++) {
            String there = line(trained, i);
            String here = line(declared, i);
            if (!there.equals(here)) {
                throw new GradcException(checkpoint + " was trained from another network than " + source
                        + " declares: train it again; the first difference is \"" + there + "\", now \"" + here + "\"");
            }
        }
    }

    private static List<String> lines(GraphModule module) {
        GraphModule predicting = new GraphModule(module.name(), module.graph(), module.inputs(), module.parameters(),
                module.entries().stream().filter(entry -> entry.name().equals(Program.PREDICT)).toList());
        return GraphPrinter.print(predicting).lines().map(line -> ORIGIN.matcher(line).replaceFirst("")).toList();
    }

    private static String line(List<String> lines, int i) {
        return i < lines.size() ? lines.get(i) : "nothing more";
    }
}
