package dev.gradc.benchmarks.peers.djl;

import ai.djl.Device;
import ai.djl.Model;
import dev.gradc.benchmarks.Case;
import dev.gradc.benchmarks.Engine;

/// The Deep Java Library with PyTorch, which computes each operation at once.
public final class DjlEngine implements Engine {
    @Override
    public String version() {
        ai.djl.engine.Engine engine = ai.djl.engine.Engine.getInstance();
        return "DJL " + ai.djl.engine.Engine.getDjlVersion() + " with PyTorch " + engine.getVersion();
    }

    @Override
    public Work prepare(Case work, int threads) {
        // Before anything of the library is used, for it reads them once.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        Model model = Model.newInstance(work.name(), Device.cpu());
        model.setBlock(DenseBlock.of(work));
        return work.train() ? new DjlTraining(work, model) : new DjlPrediction(work, model);
    }
}
