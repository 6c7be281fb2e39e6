package dev.gradc.benchmarks.peers.onnxruntime;

import dev.gradc.benchmarks.Case;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Writes the network of a case as an ONNX model. The numbers of fields are those of `onnx.proto`.
final class OnnxModel {
    /// The name of the model's input.
    static final String INPUT = "x";
    /// The name of the model's output.
    static final String OUTPUT = "y";

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 13;
    private static final int FLOAT = 1;

    private OnnxModel() {
    }

    /// The bytes of an ONNX file.
    /// @throws UnsupportedOperationException for an activation that it does not know
    static byte[] bytes(Case work) {
        Message operators = new Message().text(1, "").number(2, OPERATOR_SET);
        return new Message().number(1, IR_VERSION).text(2, "gradc").message(7, graph(work)).message(8, operators)
                .bytes();
    }

    private static Message graph(Case work) {
        Message graph = new Message();
        String values = INPUT;
        for (int layer = 0; layer < work.layers(); layer++) {
            boolean last = layer == work.layers() - 1;
            String logits = "logits" + layer;
            graph.message(1, node("Gemm", logits, values, weights(layer), bias(layer)));
            values = last ? OUTPUT : "hidden" + layer;
            graph.message(1, node(last ? output(work) : activation(work), values, logits));
        }
        graph.text(2, "dense");
        for (int layer = 0; layer < work.layers(); layer++) {
            int rows = work.sizes().get(layer);
            int columns = work.sizes().get(layer + 1);
            graph.message(5, tensor(weights(layer), work.weights(layer), rows, columns));
            graph.message(5, tensor(bias(layer), work.bias(layer), columns));
        }
        return graph.message(11, value(INPUT, work.batch(), work.in()))
                .message(12, value(OUTPUT, work.batch(), work.out()));
    }

    private static String weights(int layer) {
        return "weights" + layer;
    }

    private static String bias(int layer) {
        return "bias" + layer;
    }

    private static String activation(Case work) {
        return switch (work.activation()) {
            case RELU -> "Relu";
            case TANH -> "Tanh";
            case ELU, GELU, SIGMOID -> throw new UnsupportedOperationException(work.activation().name());
        };
    }

    private static String output(Case work) {
        return work.binary() ? "Sigmoid" : "Softmax";
    }

    /// A `NodeProto`, named after its output.
    private static Message node(String operator, String output, String... inputs) {
        Message node = new Message();
        for (String input : inputs) {
            node.text(1, input);
        }
        return node.text(2, output).text(3, output).text(4, operator);
    }

    /// A `TensorProto`, its values as bytes, the lowest first.
    private static Message tensor(String name, float[] values, int... shape) {
        Message tensor = new Message();
        for (int extent : shape) {
            tensor.number(1, extent);
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor.number(2, FLOAT).text(8, name).bytes(9, bytes.array());
    }

    /// A `ValueInfoProto` of a tensor of `float`.
    private static Message value(String name, int... shape) {
        Message dimensions = new Message();
        for (int extent : shape) {
            dimensions.message(1, new Message().number(1, extent));
        }
        Message type = new Message().number(1, FLOAT).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, type));
    }
}
