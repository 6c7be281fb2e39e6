package dev.gradc.benchmarks.peers.tensorflow;

import dev.gradc.benchmarks.Case;
import dev.gradc.benchmarks.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/// TensorFlow: a static graph, which holds the update too, so that a step is one run of a session.
///
/// The system property `gradc.peers.interop` says how many operations run at once: 1 if it is not set; −1 runs each of
/// them in the calling thread.
public final class TensorFlowEngine implements Engine {
    private static final String INTEROP = "gradc.peers.interop";
    private static final String PROPERTIES = "/META-INF/maven/org.tensorflow/tensorflow-core-api/pom.properties";

    @Override
    public String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = TensorFlow.class.getResourceAsStream(PROPERTIES)) {
            if (stream == null) {
                throw new IOException(PROPERTIES + " is missing");
            }
            properties.load(stream);
        }
        return "TensorFlow Java " + properties.getProperty("version") + " with TensorFlow " + TensorFlow.version();
    }

    @Override
    public Work prepare(Case work, int threads) {
        DenseGraph dense = new DenseGraph(work);
        ConfigProto configuration = ConfigProto.newBuilder().setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(Integer.getInteger(INTEROP, 1)).build();
        // The session lives as long as the process.
        Session session = new Session(dense.graph(), configuration);
        run(session.runner().addTarget(dense.initialization()));
        return work.train() ? training(work, dense, session) : prediction(work, dense, session);
    }

    private static Work training(Case work, DenseGraph dense, Session session) {
        TFloat32 inputs = DenseGraph.tensor(work.inputs(), work.batch(), work.in());
        TFloat32 targets = DenseGraph.tensor(work.targets(), work.batch(), work.out());
        return new Work() {
            @Override
            public void step() {
                run(feed().addTarget(dense.update()));
            }

            @Override
            public double check() {
                try (Result result = feed().fetch(dense.loss()).run()) {
                    return ((TFloat32) result.get(0)).getFloat();
                }
            }

            private Session.Runner feed() {
                return session.runner().feed(dense.inputs(), inputs).feed(dense.targets(), targets);
            }
        };
    }

    private static Work prediction(Case work, DenseGraph dense, Session session) {
        TFloat32 tensor = DenseGraph.tensor(work.inputs(), work.batch(), work.in());
        float[] probabilities = new float[work.batch() * work.out()];
        FloatDataBuffer inputs = DataBuffers.of(work.inputs());
        FloatDataBuffer outputs = DataBuffers.of(probabilities, false, false);
        return new Work() {
            @Override
            public void step() {
                tensor.copyFrom(inputs);
                try (Result result = session.runner().feed(dense.inputs(), tensor).fetch(dense.probabilities()).run()) {
                    ((TFloat32) result.get(0)).copyTo(outputs);
                }
            }

            @Override
            public double check() {
                return work.checkOf(probabilities);
            }
        };
    }

    private static void run(Session.Runner runner) {
        runner.run().close();
    }
}
