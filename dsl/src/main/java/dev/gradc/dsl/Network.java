package dev.gradc.dsl;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Definition;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.data.TrainTest;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.LearningRate;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A network, and how it is trained: a model file declares one class that extends this one and says all in [#define].
///
/// ```java
/// public class Iris extends Network {
///     protected void define() {
///         Tensor x = input("x", 4);
///         Labels y = labels("y", 3);
///         Tensor p = x.then(affine(16), relu(), affine(3), softmax());
///         output("probabilities", p);
///         loss(crossEntropy(p, y));
///         optimizer(adam(0.01));
///         epochs(100);
///     }
/// }
/// ```
///
/// The words for layers, activations, losses, initialisers, regularisers, optimisers and schedules are inherited from the
/// classes above, so that a model needs no imports but this package's; elsewhere they can be imported statically.
public abstract class Network extends Training {
    private final Build build = new Build(modelName());
    private final Declaration declaration = new Declaration(build);
    private Optional<Definition> definition = Optional.empty();
    private Optional<GradcException> mistake = Optional.empty();

    /// Declares inputs, layers, outputs, loss, optimiser and the numbers of training. Called once.
    protected abstract void define();

    /// The model's name: the class's.
    public final String name() {
        return build.model();
    }

    /// The network as it was declared.
    ///
    /// @throws dev.gradc.runtime.GradcException when something in it is wrong
    public final Definition definition() {
        if (mistake.isPresent()) {
            throw mistake.get();
        }
        if (definition.isEmpty()) {
            definition = Optional.of(defined());
        }
        return definition.get();
    }

    private Definition defined() {
        try {
            define();
            return declaration.definition();
        } catch (GradcException e) {
            mistake = Optional.of(e);
            throw e;
        }
    }

    /// How it is to be trained.
    ///
    /// @throws dev.gradc.runtime.GradcException when it declares no loss or no optimiser
    public final TrainingPlan plan() {
        definition();
        if (!declaration.hasLoss()) {
            throw Lines.mistake(build.file(), "the network " + name()
                    + " declares no loss, so it cannot be trained; say loss(crossEntropy(p, y)), for example");
        }
        LearningRate rate = declaration.optimizer().map(Optimizer::rate).orElseThrow(() -> Lines.mistake(
                build.file(), "the network " + name()
                        + " declares no optimiser, so it cannot be trained; say optimizer(adam(0.002)), for example"));
        return numbers().withRate(rate);
    }

    /// How many rows a step takes; [TrainingPlan#FULL_BATCH] for all of them.
    ///
    /// @throws dev.gradc.runtime.GradcException when something in it is wrong
    public final int batch() {
        definition();
        return numbers().batch();
    }

    /// The network as a model in float that can be trained, saved and asked.
    ///
    /// @throws dev.gradc.runtime.GradcException when something in it is wrong
    public final Model compile() {
        return compile(Compiler.Options.of(Precision.FLOAT));
    }

    /// The network as a model, compiled by these options.
    ///
    /// @throws dev.gradc.runtime.GradcException when something in it is wrong
    public final Model compile(Compiler.Options options) {
        Compiler.Compiled compiled = Compiler.compile(definition(), options);
        return new Model(compiled.program(), compiled.text());
    }

    /// The data that it names, as a specification for [dev.gradc.data.DataSpec].
    public final Optional<String> dataSpec() {
        definition();
        return namedData();
    }

    /// The data that it brings along, where it does not name any.
    public final Optional<TrainTest> dataSet() {
        definition();
        return givenData();
    }

    /// An input of real numbers: `[batch, extents…]`; one number for each row, `[batch]`, when no extent is given.
    protected final Tensor input(String name, int... extents) {
        return input(name, new InputSpec.Kind.Real(), extents);
    }

    /// An input of probability distributions over `classes`, `[batch, classes]`: not negative, with the sum 1, which is
    /// checked when data comes.
    protected final Tensor distribution(String name, int classes) {
        classes("the distribution", name, classes);
        return input(name, new InputSpec.Kind.Distribution(), classes);
    }

    /// An input of class labels, from 0 to `classes` − 1, which is checked when data comes.
    protected final Labels labels(String name, int classes) {
        classes("the labels", name, classes);
        return new Labels(input(name, new InputSpec.Kind.Label(classes)), classes);
    }

    /// A parameter that training changes.
    protected final Tensor parameter(String name, Initial initial, int... extents) {
        return build.parameter(name, initial, true, extents);
    }

    /// A parameter that training leaves as it began.
    protected final Tensor fixed(String name, Initial initial, int... extents) {
        return build.parameter(name, initial, false, extents);
    }

    /// The number `value`.
    protected final Tensor number(double value) {
        return build.number(value);
    }

    /// The number `value` for each row: `[batch, 1]`, such as the x₀ = 1 whose weight is a bias.
    protected final Tensor column(double value) {
        Tensor number = build.number(value);
        return build.add(new Op.Broadcast(number.value(), Shape.of(Shape.BATCH, 1), List.of()));
    }

    /// Names what the network predicts.
    protected final void output(String name, Tensor x) {
        declaration.output(name, x);
    }

    /// Declares the loss, a single number.
    protected final void loss(Tensor loss) {
        declaration.loss(loss);
    }

    /// Declares the optimiser.
    protected final void optimizer(Optimizer optimizer) {
        declaration.optimizer(optimizer);
    }

    /// Adds to the training loss what each trainable weight (each parameter with two axes or more, hence no bias) costs.
    protected final void regularize(Regularizer... regularizers) {
        declaration.regularize(Arrays.asList(regularizers));
    }

    /// Adds a single number to the training loss, but not to the loss that is reported for other data.
    protected final void penalty(Tensor penalty) {
        declaration.penalty(penalty);
    }

    private Tensor input(String name, InputSpec.Kind kind, int... extents) {
        List<Integer> row = build.shape("the input \"" + name + "\"", extents).extents();
        return build.input(new Op.Input(name, Shape.batchOf(new ArrayList<>(row)), kind, false));
    }

    private static void classes(String what, String name, int classes) {
        Lines.require(classes >= 2, what + " \"" + name + "\" have " + classes + " classes, but must have at least 2");
    }

    private String modelName() {
        String simple = getClass().getSimpleName();
        return simple.isEmpty() ? "Network" : simple;
    }
}
