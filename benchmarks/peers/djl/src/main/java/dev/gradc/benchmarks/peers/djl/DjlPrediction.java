package dev.gradc.benchmarks.peers.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import dev.gradc.benchmarks.Case;
import dev.gradc.benchmarks.Engine.Work;

/// Prediction by blocks of the library, with frozen parameters.
final class DjlPrediction implements Work {
    private final Case work;
    /// Closes itself, and everything of its manager, once nobody refers to it.
    private final Model model;
    private final ParameterStore parameters;
    private final Shape shape;
    private final float[] inputs;
    private float[] probabilities = {};

    /// Sets up the parameters.
    DjlPrediction(Case work, Model model) {
        this.work = work;
        this.model = model;
        parameters = new ParameterStore(model.getNDManager(), false);
        shape = new Shape(work.batch(), work.in());
        inputs = work.inputs();
        Block block = model.getBlock();
        block.initialize(model.getNDManager(), DataType.FLOAT32, shape);
        DenseBlock.load(work, block);
        block.freezeParameters(true);
    }

    @Override
    public void step() {
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDList list = new NDList(manager.create(inputs, shape));
            NDArray logits = model.getBlock().forward(parameters, list, false).singletonOrThrow();
            probabilities = (work.binary() ? Activation.sigmoid(logits) : logits.softmax(-1)).toFloatArray();
        }
    }

    @Override
    public double check() {
        return work.checkOf(probabilities);
    }
}
