package dev.gradc.examples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradc.data.DataSpec;
import dev.gradc.data.Loaded;
import dev.gradc.data.Target;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Evaluation;
import dev.gradc.runtime.Metrics;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Split;
import dev.gradc.runtime.Trainer;
import dev.gradc.runtime.TrainingPlan;
import dev.gradc.runtime.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;

/// A network that was trained, as the command does it.
///
/// @param model the trained model
/// @param result how the training went
record Learnt(Model model, TrainingResult result) {
    /// Trains by the network's own plan.
    static Learnt from(Network network, DataSet rows) {
        return from(network, network.plan(), rows, false);
    }

    static Learnt from(Network network, TrainingPlan plan, DataSet rows, boolean standardize) {
        Model model = network.compile();
        return new Learnt(model, new Trainer(model, plan).standardize(standardize).train(rows));
    }

    /// The loss on other rows than those that were learnt from.
    double loss(DataSet rows) {
        return evaluate(rows).loss().orElseThrow();
    }

    double accuracy(DataSet rows) {
        return evaluate(rows).accuracy().orElseThrow();
    }

    private Evaluation evaluate(DataSet rows) {
        return Metrics.evaluate(model, rows);
    }

    /// The accuracy on another file after learning from one of `../shared/data`, standardised.
    static double accuracy(Network network, String train, String test) {
        Loaded learnt = load(train);
        DataSet rows = DataSpec.parse(file(test)).target(Target.CLASS).loadTest(learnt);
        return from(network, network.plan(), learnt.train(), learnt.schema().isPresent()).accuracy(rows);
    }

    /// The accuracy on 30 % of a file of `../shared/data` after learning from the others, standardised.
    static double accuracy(Network network, String file) {
        Split split = Split.stratified(load(file).train(), 0.3, network.plan().seed());
        return from(network, network.plan(), split.first(), true).accuracy(split.second());
    }

    private static Loaded load(String name) {
        return DataSpec.parse(file(name)).target(Target.CLASS).load();
    }

    /// The specification with its full path; the test is skipped where the file is absent.
    private static String file(String name) {
        Path path = Path.of("../../shared/data", name);
        assumeTrue(Files.exists(Path.of(path.toString().replaceAll(":.*", ""))),
                () -> "skipped: ../shared/data/" + name + " is not there");
        return path.toString();
    }
}
