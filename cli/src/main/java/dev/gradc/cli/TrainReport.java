package dev.gradc.cli;

import dev.gradc.runtime.Evaluation;
import dev.gradc.runtime.Evaluation.Regression;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.TrainingPlan;
import dev.gradc.runtime.TrainingResult;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// What a training came to.
///
/// @param model the trained model
/// @param plan how it was trained
/// @param result how the training ended
/// @param rows what it was trained and tested on
/// @param test how well it does on the test rows
/// @param backend what ran it
/// @param saved where it is saved, if anywhere
record TrainReport(Model model, TrainingPlan plan, TrainingResult result, DataOptions.Rows rows, Evaluation test,
        String backend, Optional<Path> saved) {
    /// As one JSON object on a line.
    String json() {
        Json json = new Json().put("model", model.program().name()).put("data", rows.name())
                .put("test_accuracy", test.accuracy()).put("test_loss", test.loss());
        test.regression().ifPresent(r -> json.put("test_r2", r.r2()).put("test_mae", r.mae()).put("test_mse", r.mse()));
        json.put("train_loss", result.loss()).put("epochs", result.epochs()).put("steps", result.steps())
                .put("seconds", result.seconds()).put("stopped_by", word(result.reason()))
                .put("train_rows", rows.learnt().train().size()).put("test_rows", test.rows())
                .put("seed", plan.seed()).put("dtype", word(model.program().precision())).put("backend", backend)
                .put("parameters", model.program().parameterCount()).put("sha256", model.sha256());
        test.classification().ifPresent(c -> json.put("confusion", c.confusion()));
        rows.note().ifPresent(note -> json.put("note", note));
        saved.ifPresent(file -> json.put("file", file.toString()));
        return json.toString();
    }

    /// As lines for a reader.
    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s: %,d parameters, %s%n", model.program().name(),
                model.program().parameterCount(), word(model.program().precision())));
        text.append(String.format(Locale.ROOT, "trained on %,d rows of %s: %,d epochs, %,d steps, %.1f s, loss %.4g%n",
                rows.learnt().train().size(), rows.name(), result.epochs(), result.steps(), result.seconds(),
                result.loss()));
        text.append("tested on ").append(tested());
        text.append(String.format("%nsha256 of the parameters: %s", model.sha256()));
        saved.ifPresent(file -> text.append(String.format("%nsaved as %s", file)));
        return text.toString();
    }

    /// How well it does on the test rows, for people.
    String tested() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%,d rows:", test.rows()));
        test.accuracy().ifPresent(a -> text.append(String.format(Locale.ROOT, " accuracy %.4f,", a)));
        test.regression().ifPresent(r -> text.append(regression(r)));
        test.loss().ifPresent(l -> text.append(String.format(Locale.ROOT, " loss %.4g", l)));
        return text.toString();
    }

    private static String regression(Regression r) {
        return String.format(Locale.ROOT, " R² %.4f, mean |error| %.4g,", r.r2(), r.mae());
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
