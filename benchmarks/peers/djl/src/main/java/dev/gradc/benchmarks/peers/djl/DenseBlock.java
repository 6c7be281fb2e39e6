package dev.gradc.benchmarks.peers.djl;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import dev.gradc.benchmarks.Case;
import java.util.List;

/// The network of a case, up to the logits.
final class DenseBlock {
    private DenseBlock() {
    }

    /// A block without parameters.
    /// @throws UnsupportedOperationException for an activation that it does not know
    static SequentialBlock of(Case work) {
        SequentialBlock block = new SequentialBlock();
        for (int layer = 1; layer < work.layers(); layer++) {
            block.add(Linear.builder().setUnits(work.sizes().get(layer)).build()).add(activation(work));
        }
        return block.add(Linear.builder().setUnits(work.out()).build());
    }

    private static Block activation(Case work) {
        return switch (work.activation()) {
            case RELU -> Activation.reluBlock();
            case TANH -> Activation.tanhBlock();
            case ELU, GELU, SIGMOID -> throw new UnsupportedOperationException(work.activation().name());
        };
    }

    /// Gives the parameters of an initialized block the values of the case.
    static void load(Case work, Block block) {
        List<Linear> layers = block.getChildren().values().stream().filter(Linear.class::isInstance)
                .map(Linear.class::cast).toList();
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).getParameters().get("weight").getArray().set(work.weightsTransposed(i));
            layers.get(i).getParameters().get("bias").getArray().set(work.bias(i));
        }
    }
}
