package dev.gradc.dsl;

import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.runtime.StepScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// What an optimiser's formula for one parameter can see and keep.
public final class UpdateStep {
    private final Tensor parameter;
    private final List<Result> results = new ArrayList<>();

    UpdateStep(Tensor parameter) {
        this.parameter = parameter;
    }

    /// The learning rate η of this step, a single number.
    public Tensor rate() {
        return scalar(new StepScalar.LearningRate());
    }

    /// The number t of this update, 1 for the first.
    public Tensor number() {
        return scalar(new StepScalar.StepNumber());
    }

    /// 1 − βᵗ, with t the number of this update.
    public Tensor biasCorrection(double beta) {
        return scalar(new StepScalar.BiasCorrection(beta));
    }

    /// What the optimiser remembers under `name` for each number of the parameter, beginning with zeros: gives its new
    /// content, which `next` computes from the old one.
    ///
    /// @throws dev.gradc.runtime.GradcException when the formula has used the name already
    public Tensor slot(String name, UnaryOperator<Tensor> next) {
        return slot(name, 0, next);
    }

    /// The same, beginning with another number than zero.
    public Tensor slot(String name, double initial, UnaryOperator<Tensor> next) {
        String full = parameter.value().name() + "." + name;
        Tensor old = parameter.build().add(new Op.Slot(full, parameter.value(), initial), full);
        if (results.stream().anyMatch(result -> result.target().equals(new Target.Update(old.value())))) {
            throw Lines.mistake("the optimiser keeps two things under the name \"" + name
                    + "\"; give each slot a name of its own");
        }
        Tensor now = Pointwise.broadcast(next.apply(old), parameter.shape());
        results.add(new Result(new Target.Update(old.value()), now.value()));
        return now;
    }

    List<Result> results() {
        return results;
    }

    private Tensor scalar(StepScalar scalar) {
        return parameter.build().add(new Op.Scalar(scalar));
    }
}
