package dev.gradc.dsl;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Origin;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.data.TrainTest;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.LearningRate;
import dev.gradc.runtime.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

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
public abstract class Network extends Layers {
    private final Build build = new Build(modelName());
    private final Declaration declaration = new Declaration(build);
    private TrainingPlan plan = TrainingPlan.DEFAULT;
    private Optional<String> dataSpec = Optional.empty();
    private Optional<TrainTest> dataSet = Optional.empty();
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
        LearningRate rate = declaration.optimizer().map(Optimizer::rate).orElseThrow(() -> Lines.mistake(
                Origin.NONE, "the network " + name()
                        + " declares no optimiser, so it cannot be trained; say optimizer(adam(0.002)), for example"));
        if (!declaration.hasLoss()) {
            throw Lines.mistake(Origin.NONE, "the network " + name()
                    + " declares no loss, so it cannot be trained; say loss(crossEntropy(p, y)), for example");
        }
        return plan.withRate(rate);
    }

    /// The data that it names, as a specification for [dev.gradc.data.DataSpec].
    public final Optional<String> dataSpec() {
        definition();
        return dataSpec;
    }

    /// The data that it brings along, where it does not name any.
    public final Optional<TrainTest> dataSet() {
        definition();
        return dataSet;
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

    /// How often all training rows are gone through.
    protected final void epochs(int epochs) {
        plan(current -> current.withEpochs(epochs));
    }

    /// How many rows a step takes.
    protected final void batch(int rows) {
        plan(current -> current.withBatch(rows));
    }

    /// Each step takes all training rows.
    protected final void fullBatch() {
        plan(current -> current.withBatch(TrainingPlan.FULL_BATCH));
    }

    /// The seed of all that is random.
    protected final void seed(long seed) {
        plan(current -> current.withSeed(seed));
    }

    /// Whether each epoch has an order of its own; it has unless told otherwise.
    protected final void shuffle(boolean shuffle) {
        plan(current -> current.withShuffle(shuffle));
    }

    /// The share of the training rows kept aside for validation, from 0 to less than 1.
    protected final void validation(double share) {
        plan(current -> current.withValidation(share));
    }

    /// Stops after so many epochs without a better validation loss, and takes the best parameters.
    protected final void patience(int epochs) {
        plan(current -> current.withPatience(epochs));
    }

    /// Stops when |f(t + k) − f(t)| < ε, with f(t) the mean training loss of epoch t.
    protected final void converge(int k, double epsilon) {
        plan(current -> current.withConvergence(k, epsilon));
    }

    /// Stops after so many steps; 0 for no such limit.
    protected final void maxSteps(long steps) {
        plan(current -> current.withMaxSteps(steps));
    }

    /// The data set to train on unless the command is given another, as the command's `--data` takes it.
    protected final void data(String specification) {
        Lines.require(dataSpec.isEmpty() && dataSet.isEmpty(), "the data was declared already; keep one of the two");
        dataSpec = Optional.of(specification);
    }

    /// The data to train on and to test by, unless the command is given other.
    protected final void data(TrainTest rows) {
        Lines.require(dataSpec.isEmpty() && dataSet.isEmpty(), "the data was declared already; keep one of the two");
        dataSet = Optional.of(rows);
    }

    private Tensor input(String name, InputSpec.Kind kind, int... extents) {
        List<Integer> row = build.shape("the input \"" + name + "\"", extents).extents();
        return build.input(new Op.Input(name, Shape.batchOf(new ArrayList<>(row)), kind, false));
    }

    private void plan(UnaryOperator<TrainingPlan> change) {
        plan = Lines.located(() -> change.apply(plan));
    }

    private static void classes(String what, String name, int classes) {
        Lines.require(classes >= 2, what + " \"" + name + "\" have " + classes + " classes, but must have at least 2");
    }

    private String modelName() {
        String simple = getClass().getSimpleName();
        return simple.isEmpty() ? "Network" : simple;
    }
}
