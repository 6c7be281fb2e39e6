package dev.gradc.benchmarks.peers.tensorflow;

import dev.gradc.benchmarks.Case;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/// The graph of a case: the network, its loss, and the update of its parameters.
final class DenseGraph {
    private final Case work;
    private final Graph graph = new Graph();
    private final Ops operations = Ops.create(graph);
    private final List<Variable<TFloat32>> parameters = new ArrayList<>();
    private final List<Op> assignments = new ArrayList<>();
    private final Placeholder<TFloat32> inputs;
    private final Placeholder<TFloat32> targets;
    private final Operand<TFloat32> probabilities;
    private final Operand<TFloat32> loss;
    private final Op initialization;
    private final Op update;

    /// Builds it.
    /// @throws UnsupportedOperationException for an activation or an optimizer that it does not know
    DenseGraph(Case work) {
        this.work = work;
        inputs = placeholder(work.in());
        targets = placeholder(work.out());
        Operand<TFloat32> logits = logits();
        probabilities = work.binary() ? operations.math.sigmoid(logits) : operations.nn.softmax(logits);
        loss = work.binary() ? operations.math.mean(binaryCrossEntropy(logits), operations.array(0, 1))
                : operations.math.mean(crossEntropy(logits), operations.array(0));
        initialization = operations.withControlDependencies(assignments).noOp();
        update = work.train() ? descent() : initialization;
    }

    Graph graph() {
        return graph;
    }

    /// Takes a row for each row of the batch.
    Placeholder<TFloat32> inputs() {
        return inputs;
    }

    /// Takes [Case#targets].
    Placeholder<TFloat32> targets() {
        return targets;
    }

    /// What the network predicts.
    Operand<TFloat32> probabilities() {
        return probabilities;
    }

    /// The mean over the batch.
    Operand<TFloat32> loss() {
        return loss;
    }

    /// Gives every parameter its first value.
    Op initialization() {
        return initialization;
    }

    /// Takes every parameter a step down its gradient.
    Op update() {
        return update;
    }

    /// A tensor with a copy of some values.
    static TFloat32 tensor(float[] values, long... shape) {
        return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values));
    }

    private Placeholder<TFloat32> placeholder(int columns) {
        return operations.placeholder(TFloat32.class, Placeholder.shape(Shape.of(work.batch(), columns)));
    }

    private Operand<TFloat32> logits() {
        Operand<TFloat32> values = inputs;
        for (int layer = 0; layer < work.layers(); layer++) {
            int rows = work.sizes().get(layer);
            int columns = work.sizes().get(layer + 1);
            Operand<TFloat32> weights = parameter(work.weights(layer), rows, columns);
            Operand<TFloat32> bias = parameter(work.bias(layer), columns);
            values = operations.nn.biasAdd(operations.linalg.matMul(values, weights), bias);
            if (layer < work.layers() - 1) {
                values = activation(values);
            }
        }
        return values;
    }

    private Operand<TFloat32> parameter(float[] values, long... shape) {
        Variable<TFloat32> variable = operations.variable(Shape.of(shape), TFloat32.class);
        parameters.add(variable);
        assignments.add(operations.assign(variable, operations.constantOf(tensor(values, shape))));
        return variable;
    }

    private Operand<TFloat32> activation(Operand<TFloat32> values) {
        return switch (work.activation()) {
            case RELU -> operations.nn.relu(values);
            case TANH -> operations.math.tanh(values);
            case ELU, GELU, SIGMOID -> throw new UnsupportedOperationException(work.activation().name());
        };
    }

    private Operand<TFloat32> crossEntropy(Operand<TFloat32> logits) {
        return operations.nn.softmaxCrossEntropyWithLogits(logits, targets).loss();
    }

    /// log(1 + exp(z)) − z·y.
    private Operand<TFloat32> binaryCrossEntropy(Operand<TFloat32> logits) {
        return operations.math.sub(operations.math.softplus(logits), operations.math.mul(logits, targets));
    }

    private Op descent() {
        if (work.optimizer() != Case.Update.SGD) {
            throw new UnsupportedOperationException(work.optimizer().name());
        }
        Gradients gradients = operations.gradients(loss, parameters);
        List<Op> all = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            all.add(gradients.<TFloat32>dy(i));
        }
        // An update writes over a parameter, so all gradients have to be there before the first.
        Ops after = operations.withControlDependencies(all);
        List<Op> updates = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            updates.add(after.train.applyGradientDescent(parameters.get(i), operations.constant((float) Case.RATE),
                    gradients.<TFloat32>dy(i)));
        }
        return operations.withControlDependencies(updates).noOp();
    }
}
