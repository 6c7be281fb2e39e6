package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Network;
import java.util.List;
import java.util.Optional;

/// A network as data. Any combination of its parts is a network: what does not fit is brought to fit.
///
/// Each value that no later step uses is joined to the last one, so that every parameter has its part in the loss. A
/// network without a trainable parameter has no optimiser.
///
/// @param inputs at least one
/// @param steps from the inputs to the last value
/// @param loss of the last value
/// @param outputs which values are outputs beside the prediction, counted as in [Step]
/// @param regularizers of all weights
/// @param optimizer how it is trained
public record DrawnNetwork(List<DrawnInput> inputs, List<Step> steps, DrawnLoss loss, List<Integer> outputs,
        List<DrawnRegularizer> regularizers, Optional<DrawnOptimizer> optimizer) {
    /// Copies, so that nobody changes them.
    ///
    /// @throws IllegalArgumentException when there is no input
    public DrawnNetwork {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("a network needs an input; give one");
        }
        inputs = List.copyOf(inputs);
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
        regularizers = List.copyOf(regularizers);
    }

    /// The network, of the name `Drawn`; a new one at each call.
    public Network network() {
        return new Drawn(this);
    }

    /// The network as it is written: a file `Drawn.java`.
    public String code() {
        return new Drawn(this).text();
    }

    /// As [#code()], so that a failing test shows what to paste.
    @Override
    public String toString() {
        return "\n" + code();
    }
}
