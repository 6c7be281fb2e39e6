package dev.gradc.benchmarks.peers.onnxruntime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.gradc.benchmarks.Case;
import dev.gradc.benchmarks.Engine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;

/// ONNX Runtime, which predicts only. The tensors that go in and out stay the same, in native memory.
public final class OnnxRuntimeEngine implements Engine {
    @Override
    public String version() {
        return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public Work prepare(Case work, int threads) throws OrtException {
        if (work.train()) {
            throw new UnsupportedOperationException("training");
        }
        // The session and its tensors live as long as the process.
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession session = environment.createSession(OnnxModel.bytes(work), options(threads));
        FloatBuffer inputs = buffer(work.batch() * work.in());
        FloatBuffer outputs = buffer(work.batch() * work.out());
        return new Prediction(work, session, inputs, outputs,
                Map.of(OnnxModel.INPUT, tensor(environment, inputs, work.batch(), work.in())),
                Map.of(OnnxModel.OUTPUT, tensor(environment, outputs, work.batch(), work.out())), work.inputs(),
                new float[work.batch() * work.out()]);
    }

    private static SessionOptions options(int threads) throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
        options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
        return options;
    }

    private static FloatBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private static OnnxTensor tensor(OrtEnvironment environment, FloatBuffer buffer, long... shape)
            throws OrtException {
        return OnnxTensor.createTensor(environment, buffer, shape);
    }

    /// One case; the tensors share their memory with the buffers.
    private record Prediction(Case work, OrtSession session, FloatBuffer inputBuffer, FloatBuffer outputBuffer,
            Map<String, OnnxTensor> inputTensors, Map<String, OnnxTensor> outputTensors, float[] inputs,
            float[] probabilities) implements Work {
        @Override
        public void step() {
            inputBuffer.put(0, inputs);
            try {
                session.run(inputTensors, Set.of(), outputTensors).close();
            } catch (OrtException e) {
                throw new IllegalStateException("ONNX Runtime failed", e);
            }
            outputBuffer.get(0, probabilities);
        }

        @Override
        public double check() {
            return work.checkOf(probabilities);
        }
    }
}
