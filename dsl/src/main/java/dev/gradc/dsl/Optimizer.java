package dev.gradc.dsl;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Value;
import dev.gradc.runtime.LearningRate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// How parameters change in a training step: a formula for each parameter, and the learning rate; see [Optimizers] for all
/// of them, and [#of] for one's own.
public final class Optimizer {
    private final Origin line;
    private final LearningRate rate;
    private final Formula formula;
    private final UnaryOperator<Map<Tensor, Tensor>> clipping;

    private Optimizer(Origin line, LearningRate rate, Formula formula, UnaryOperator<Map<Tensor, Tensor>> clipping) {
        this.line = line;
        this.rate = rate;
        this.formula = formula;
        this.clipping = clipping;
    }

    /// An update of one parameter.
    @FunctionalInterface
    public interface Formula {
        /// The parameter's new content.
        ///
        /// @param w the parameter
        /// @param g the training loss's gradient by it, of its shape
        /// @param step the learning rate, and what is remembered from step to step
        /// @return a tensor of the parameter's shape
        Tensor apply(Tensor w, Tensor g, UpdateStep step);
    }

    /// An optimiser by its formula, at a constant rate.
    public static Optimizer of(double rate, Formula formula) {
        return of(Schedules.constantRate(rate), formula);
    }

    /// An optimiser by its formula: `Optimizer.of(rate, (w, g, step) -> w.minus(step.rate().times(g)))` is gradient
    /// descent.
    public static Optimizer of(LearningRate rate, Formula formula) {
        return new Optimizer(Lines.here(), rate, formula, gradients -> gradients);
    }

    /// The learning rate and its schedule.
    public LearningRate rate() {
        return rate;
    }

    /// With each number of each gradient brought into [−limit, limit] first.
    ///
    /// @throws dev.gradc.runtime.GradcException when the limit is not positive
    public Optimizer clipByValue(double limit) {
        positive("clipByValue", limit);
        return clip(gradients -> replaceEach(gradients, g -> g.map(x -> x.max(-limit).min(limit))));
    }

    /// With all gradients together scaled down first, so that √Σg² over all of them is at most `limit` (Pascanu et al.
    /// 2013).
    ///
    /// @throws dev.gradc.runtime.GradcException when the limit is not positive
    public Optimizer clipByGlobalNorm(double limit) {
        positive("clipByGlobalNorm", limit);
        return clip(gradients -> gradients.isEmpty() ? gradients : scaleToNorm(gradients, limit));
    }

    /// The updates of all parameters.
    Definition.UpdateRule rule(Build build) {
        return gradients -> build.at(line, () -> results(build, gradients));
    }

    private List<Result> results(Build build, Map<Value, Value> gradients) {
        Map<Tensor, Tensor> tensors = new LinkedHashMap<>();
        gradients.forEach((w, g) -> tensors.put(new Tensor(build, w), new Tensor(build, g)));
        List<Result> results = new ArrayList<>();
        clipping.apply(tensors).forEach((w, g) -> {
            UpdateStep step = new UpdateStep(w);
            Tensor updated = formula.apply(w, g, step);
            if (!updated.shape().equals(w.shape())) {
                throw Lines.mistake(line, "the optimiser makes " + updated + " of the parameter " + w
                        + ", but an update must have the parameter's shape");
            }
            results.add(new Result(new Target.Update(w.value()), updated.value()));
            results.addAll(step.results());
        });
        return results;
    }

    private Optimizer clip(UnaryOperator<Map<Tensor, Tensor>> next) {
        return new Optimizer(line, rate, formula, gradients -> next.apply(clipping.apply(gradients)));
    }

    private static Map<Tensor, Tensor> scaleToNorm(Map<Tensor, Tensor> gradients, double limit) {
        Tensor norm = gradients.values().stream().map(g -> g.square().sum()).reduce(Tensor::plus).orElseThrow().sqrt();
        Tensor scale = norm.map(x -> Scalar.of(limit).over(x).min(1));
        return replaceEach(gradients, g -> g.times(scale));
    }

    private static Map<Tensor, Tensor> replaceEach(Map<Tensor, Tensor> gradients, UnaryOperator<Tensor> change) {
        Map<Tensor, Tensor> changed = new LinkedHashMap<>();
        gradients.forEach((w, g) -> changed.put(w, change.apply(g)));
        return changed;
    }

    private static void positive(String what, double limit) {
        Lines.require(limit > 0, "the limit of " + what + " is " + limit + ", but must be greater than 0");
    }
}
