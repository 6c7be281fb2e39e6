package dev.gradc.cli;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.Checkpoint;
import dev.gradc.runtime.Metadata;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.TrainingPlan;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The model that is to be compiled into a jar, and what is known of it.
///
/// @param model with its parameters
/// @param plan the text of the plan that it was trained by
/// @param rows how many rows it was trained on, 0 where that is not known
/// @param facts what people want to know
record CompileInput(Model model, String plan, int rows, Map<String, String> facts) {
    /// Reads a trained model, or the source of one.
    ///
    /// @param seed draws the parameters of a model that was not trained
    /// @throws dev.gradc.runtime.GradcException when the file cannot be read, or what it holds is wrong
    static CompileInput read(Path file, long seed) {
        return file.toString().endsWith(".java") ? fromSource(file, seed) : fromCheckpoint(file);
    }

    private static CompileInput fromSource(Path file, long seed) {
        Network network = new ModelSource(file).network();
        Compiler.Compiled compiled = Compiler.compile(network.definition(), Options.of(Precision.FLOAT));
        Model model = new Model(compiled.program(), compiled.text());
        model.initialize(seed);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("training", "none; the parameters are as the seed " + seed + " draws them");
        return new CompileInput(model, network.plan().text(), 0, facts);
    }

    private static CompileInput fromCheckpoint(Path file) {
        Checkpoint checkpoint = Checkpoint.read(file);
        Model model = Compiler.open(checkpoint, Options.of(checkpoint.precision()));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("training", checkpoint.step() + " steps" + (checkpoint.epochs() > 0
                ? ", " + checkpoint.epochs() + " epochs" : "") + ", seed " + checkpoint.seed());
        checkpoint.loss().ifPresent(loss -> facts.put("training loss", Double.toString(loss)));
        String tested = checkpoint.metadata().properties().get(Metadata.TESTED);
        if (tested != null) {
            facts.put("test", tested);
        }
        return new CompileInput(model, checkpoint.plan().orElse(TrainingPlan.DEFAULT).text(), checkpoint.rows(), facts);
    }
}
