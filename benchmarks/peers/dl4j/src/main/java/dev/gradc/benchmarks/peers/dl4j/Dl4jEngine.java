package dev.gradc.benchmarks.peers.dl4j;

import dev.gradc.benchmarks.Case;
import dev.gradc.benchmarks.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/// Deeplearning4j with its own native library.
public final class Dl4jEngine implements Engine {
    private static final String PROPERTIES = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    @Override
    public String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = MultiLayerNetwork.class.getResourceAsStream(PROPERTIES)) {
            if (stream == null) {
                throw new IOException(PROPERTIES + " is missing");
            }
            properties.load(stream);
        }
        return "Deeplearning4j " + properties.getProperty("version");
    }

    @Override
    public Work prepare(Case work, int threads) {
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        MultiLayerNetwork network = DenseNetwork.of(work);
        return work.train() ? training(work, network) : prediction(work, network);
    }

    private static Work training(Case work, MultiLayerNetwork network) {
        INDArray inputs = DenseNetwork.array(work.inputs(), work.batch(), work.in());
        INDArray targets = DenseNetwork.array(work.targets(), work.batch(), work.out());
        return new Work() {
            @Override
            public void step() {
                network.fit(inputs, targets);
            }

            @Override
            public double check() {
                return network.score(new DataSet(inputs, targets));
            }
        };
    }

    private static Work prediction(Case work, MultiLayerNetwork network) {
        return new Work() {
            private final float[] inputs = work.inputs();
            private float[] probabilities = {};

            @Override
            public void step() {
                probabilities = network.output(DenseNetwork.array(inputs, work.batch(), work.in()), false).data()
                        .asFloat();
            }

            @Override
            public double check() {
                return work.checkOf(probabilities);
            }
        };
    }
}
