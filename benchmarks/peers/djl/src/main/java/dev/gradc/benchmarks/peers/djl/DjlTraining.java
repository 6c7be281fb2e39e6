package dev.gradc.benchmarks.peers.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.gradc.benchmarks.Case;
import dev.gradc.benchmarks.Engine.Work;

/// Training by a trainer of the library, on a batch that is in native memory already.
final class DjlTraining implements Work {
    private final Loss loss;
    private final Trainer trainer;
    private final NDArray inputs;
    private final NDList labels;

    /// Sets up the parameters and the batch.
    /// @throws UnsupportedOperationException for an optimizer that it does not know
    DjlTraining(Case work, Model model) {
        if (work.optimizer() != Case.Update.SGD) {
            throw new UnsupportedOperationException(work.optimizer().name());
        }
        loss = work.binary() ? Loss.sigmoidBinaryCrossEntropyLoss()
                : Loss.softmaxCrossEntropyLoss("SoftmaxCrossEntropyLoss", 1, -1, true, true);
        trainer = model.newTrainer(new DefaultTrainingConfig(loss).optDevices(new Device[]{Device.cpu()})
                .optOptimizer(Optimizer.sgd().setLearningRateTracker(Tracker.fixed((float) Case.RATE)).build()));
        trainer.initialize(new Shape(work.batch(), work.in()));
        DenseBlock.load(work, model.getBlock());
        NDManager manager = trainer.getManager();
        inputs = manager.create(work.inputs(), new Shape(work.batch(), work.in()));
        labels = new NDList(manager.create(classes(work), new Shape(work.batch(), 1)));
    }

    private static float[] classes(Case work) {
        int[] labels = work.labels();
        float[] classes = new float[labels.length];
        for (int i = 0; i < classes.length; i++) {
            classes[i] = labels[i];
        }
        return classes;
    }

    @Override
    public void step() {
        // Whatever is computed from the inputs goes with the manager that they are attached to.
        try (NDManager manager = trainer.getManager().newSubManager();
                GradientCollector collector = trainer.newGradientCollector()) {
            inputs.tempAttach(manager);
            collector.backward(loss.evaluate(labels, trainer.forward(new NDList(inputs))));
        }
        trainer.step();
    }

    @Override
    public double check() {
        return loss.evaluate(labels, trainer.evaluate(new NDList(inputs))).getFloat();
    }
}
