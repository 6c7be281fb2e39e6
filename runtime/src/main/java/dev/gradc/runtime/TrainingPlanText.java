package dev.gradc.runtime;

import dev.gradc.runtime.TrainingPlan.Convergence;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The text form of a training plan: one line `name = value` for each number, always in the same order.
public final class TrainingPlanText {
    private TrainingPlanText() {
    }

    static String print(TrainingPlan plan) {
        String convergence = plan.convergence().map(c -> c.window() + ", " + c.epsilon()).orElse("none");
        return "epochs = " + plan.epochs() + "\nbatch = " + plan.batch() + "\nseed = " + plan.seed() + "\nshuffle = "
                + plan.shuffle() + "\nvalidation = " + plan.validation() + "\npatience = " + plan.patience()
                + "\nconvergence = " + convergence + "\nrate = " + plan.rate().text() + "\nthreads = " + plan.threads()
                + "\nmax_steps = " + plan.maxSteps() + "\n";
    }

    /// Reads a plan; what the text does not name is as in [TrainingPlan#DEFAULT]. Empty lines are skipped.
    ///
    /// @throws GradcException when a line is not `name = value`, a name is unknown or comes twice, or a value is wrong
    public static TrainingPlan parse(String text) {
        TrainingPlan plan = TrainingPlan.DEFAULT;
        Set<String> seen = new HashSet<>();
        for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new GradcException("the training plan has the line \"" + line + "\", but must have name = value");
            }
            String name = line.substring(0, equals).strip();
            if (!seen.add(name)) {
                throw new GradcException("the training plan gives " + name + " twice");
            }
            plan = with(plan, name, line.substring(equals + 1).strip());
        }
        return plan;
    }

    private static TrainingPlan with(TrainingPlan plan, String name, String value) {
        try {
            return switch (name) {
                case "epochs" -> plan.withEpochs(Integer.parseInt(value));
                case "batch" -> plan.withBatch(Integer.parseInt(value));
                case "seed" -> plan.withSeed(Long.parseLong(value));
                case "shuffle" -> plan.withShuffle(bool(value));
                case "validation" -> plan.withValidation(Double.parseDouble(value));
                case "patience" -> plan.withPatience(Integer.parseInt(value));
                case "convergence" -> withConvergence(plan, value);
                case "rate" -> plan.withRate(LearningRateText.parse(value));
                case "threads" -> plan.withThreads(Integer.parseInt(value));
                case "max_steps" -> plan.withMaxSteps(Long.parseLong(value));
                default -> throw new GradcException("the training plan names " + name + ", which is unknown");
            };
        } catch (NumberFormatException e) {
            throw new GradcException(
                    "the training plan's " + name + " is \"" + value + "\", which is not such a number", e);
        }
    }

    private static boolean bool(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new GradcException("the training plan's shuffle is \"" + value + "\", but must be true or false");
        };
    }

    private static TrainingPlan withConvergence(TrainingPlan plan, String value) {
        if (value.equals("none")) {
            return new TrainingPlan(plan.epochs(), plan.batch(), plan.seed(), plan.shuffle(), plan.validation(),
                    plan.patience(), Optional.<Convergence>empty(), plan.rate(), plan.threads(), plan.maxSteps());
        }
        int comma = value.indexOf(',');
        if (comma < 0) {
            throw new GradcException("the training plan's convergence is \"" + value + "\", but must be none or k, ε");
        }
        return plan.withConvergence(Integer.parseInt(value.substring(0, comma).strip()),
                Double.parseDouble(value.substring(comma + 1).strip()));
    }
}
