package dev.gradc.dsl;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a network says of itself: its outputs, its loss, its regularisers and its optimiser, each said once.
final class Declaration {
    private record At<T>(T what, Origin line) {
    }

    private final Build build;
    private final Map<String, At<Tensor>> outputs = new LinkedHashMap<>();
    private Optional<At<Tensor>> loss = Optional.empty();
    private Optional<At<Optimizer>> optimizer = Optional.empty();
    private final List<Regularizer> regularizers = new ArrayList<>();
    private final List<Tensor> penalties = new ArrayList<>();

    Declaration(Build build) {
        this.build = build;
    }

    void output(String name, Tensor x) {
        Pointwise.sameNetwork(build, x);
        Lines.name(Lines.here(), name);
        At<Tensor> before = outputs.putIfAbsent(name, here(x));
        Lines.require(before == null, "the output \"" + name + "\" was named already at "
                + (before == null ? "" : before.line()) + "; give one of the two another name");
    }

    void loss(Tensor x) {
        Pointwise.sameNetwork(build, x);
        loss.ifPresent(before -> {
            throw Lines.mistake("the loss was declared already at " + before.line()
                    + "; add the two with plus, and declare their sum");
        });
        Lines.require(x.isScalar(), "the loss must be a single number, but " + x
                + " is none; take its mean over the batch, mean(), or use one of the losses");
        loss = Optional.of(here(x));
    }

    void optimizer(Optimizer given) {
        optimizer.ifPresent(before -> {
            throw Lines.mistake("the optimiser was declared already at " + before.line() + "; keep one of the two");
        });
        optimizer = Optional.of(here(given));
    }

    void regularize(List<Regularizer> given) {
        regularizers.addAll(given);
    }

    void penalty(Tensor x) {
        Pointwise.sameNetwork(build, x);
        Lines.require(x.isScalar(), "a penalty must be a single number, but " + x + " is none; take its mean or sum");
        penalties.add(x);
    }

    boolean hasLoss() {
        return loss.isPresent();
    }

    Optional<Optimizer> optimizer() {
        return optimizer.map(At::what);
    }

    /// The whole network, checked.
    Definition definition() {
        String model = build.model();
        Optional<Value> trained = loss.map(declared -> build.at(declared.line(), () -> regularized(declared.what())))
                .map(Tensor::value);
        if (outputs.isEmpty() && loss.isEmpty()) {
            throw Lines.mistake(build.file(), "the network " + model
                    + " declares neither an output nor a loss; say output(\"name\", tensor) and loss(tensor)");
        }
        checkUse(trained);
        Map<String, Value> values = new LinkedHashMap<>();
        outputs.forEach((name, output) -> values.put(name, output.what().value()));
        Definition.UpdateRule rule = optimizer.map(declared -> declared.what().rule(build))
                .orElse(_ -> List.of());
        return new Definition(model, build.graph(), build.inputs(), build.parameters(), values, trained, rule);
    }

    /// The loss with what the weights cost, which is left out when predicting.
    private Tensor regularized(Tensor declared) {
        List<Tensor> costs = new ArrayList<>(penalties);
        costs.addAll(build.penalties());
        for (Value parameter : build.parameters()) {
            if (isWeight(parameter)) {
                regularizers.forEach(regularizer -> costs.add(regularizer.penalty(new Tensor(build, parameter))));
            }
        }
        return costs.stream().reduce(Tensor::plus).map(declared::plus)
                .map(training -> build.add(new Op.Phase(training.value(), declared.value()))).orElse(declared);
    }

    private static boolean isWeight(Value parameter) {
        return isTrainable(parameter) && parameter.shape().rank() >= 2;
    }

    private static boolean isTrainable(Value parameter) {
        return parameter.op() instanceof Op.Parameter(_, _, _, var trainable) && trainable;
    }

    /// A parameter that plays no part is a mistake: it would be saved, counted and never change.
    private void checkUse(Optional<Value> trained) {
        List<Value> trainedBy = new ArrayList<>(penalties.stream().map(Tensor::value).toList());
        loss.ifPresent(declared -> trainedBy.add(declared.what().value()));
        List<Value> all = new ArrayList<>(trainedBy);
        outputs.values().forEach(output -> all.add(output.what().value()));
        Set<Value> used = new HashSet<>(Graph.reachable(all));
        Set<Value> learnt = loss.isPresent() ? new HashSet<>(Graph.reachable(trainedBy)) : used;
        for (Value parameter : build.parameters()) {
            if (!(isTrainable(parameter) ? learnt : used).contains(parameter)) {
                throw Lines.mistake(parameter.origin(), "the parameter \"" + parameter.name()
                        + "\" has no influence on the "
                        + (loss.isPresent() && used.contains(parameter) ? "loss, so it cannot be learnt; make it fixed"
                                : "outputs or the loss; use what its layer gives")
                        + ", or remove it");
            }
        }
        if (trained.isPresent() && optimizer.isPresent()
                && build.parameters().stream().noneMatch(Declaration::isTrainable)) {
            throw Lines.mistake(optimizer.get().line(), "the network " + build.model()
                    + " has an optimiser, but no parameter that can be learnt; add a layer, or remove the optimiser");
        }
    }

    private static <T> At<T> here(T what) {
        return new At<>(what, Lines.here());
    }
}
