package dev.gradc.benchmarks.peers.dl4j;

import dev.gradc.benchmarks.Case;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// The network of a case.
final class DenseNetwork {
    private DenseNetwork() {
    }

    /// A network with the parameters of the case.
    /// @throws UnsupportedOperationException for an activation or an optimizer that it does not know
    static MultiLayerNetwork of(Case work) {
        if (work.train() && work.optimizer() != Case.Update.SGD) {
            throw new UnsupportedOperationException(work.optimizer().name());
        }
        NeuralNetConfiguration.ListBuilder builder = new NeuralNetConfiguration.Builder().updater(new Sgd(Case.RATE))
                .list();
        for (int layer = 0; layer < work.layers() - 1; layer++) {
            builder.layer(hidden(work, layer));
        }
        MultiLayerNetwork network = new MultiLayerNetwork(builder.layer(output(work)).build());
        network.init();
        load(work, network);
        return network;
    }

    /// An array of the library with a copy of some values, row by row.
    static INDArray array(float[] values, long rows, long columns) {
        return Nd4j.create(values, new long[]{rows, columns}, 'c');
    }

    private static DenseLayer hidden(Case work, int layer) {
        return new DenseLayer.Builder().nIn(work.sizes().get(layer)).nOut(work.sizes().get(layer + 1))
                .activation(activation(work)).build();
    }

    private static Activation activation(Case work) {
        return switch (work.activation()) {
            case RELU -> Activation.RELU;
            case TANH -> Activation.TANH;
            case ELU, GELU, SIGMOID -> throw new UnsupportedOperationException(work.activation().name());
        };
    }

    private static OutputLayer output(Case work) {
        return new OutputLayer.Builder(work.binary() ? LossFunction.XENT : LossFunction.MCXENT)
                .nIn(work.sizes().get(work.layers() - 1)).nOut(work.out())
                .activation(work.binary() ? Activation.SIGMOID : Activation.SOFTMAX).build();
    }

    private static void load(Case work, MultiLayerNetwork network) {
        for (int layer = 0; layer < work.layers(); layer++) {
            int rows = work.sizes().get(layer);
            int columns = work.sizes().get(layer + 1);
            network.setParam(layer + "_W", array(work.weights(layer), rows, columns));
            network.setParam(layer + "_b", array(work.bias(layer), 1, columns));
        }
    }
}
