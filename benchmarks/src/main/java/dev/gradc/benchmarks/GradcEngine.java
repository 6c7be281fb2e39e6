package dev.gradc.benchmarks;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Optimizer;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.ArrayDataSet;
import dev.gradc.runtime.Binding;
import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Session;
import dev.gradc.runtime.Workers;
import java.util.stream.IntStream;

/// gradc itself.
public final class GradcEngine implements Engine {
    @Override
    public String version() {
        return "gradc";
    }

    @Override
    public Work prepare(Case work, int threads) {
        Model model = new Dense(work).compile();
        model.initialize(0);
        for (int layer = 0; layer < work.layers(); layer++) {
            model.parameter("affine" + (layer + 1) + ".weight", doubles(work.weights(layer)));
        }
        // The workers live as long as the process.
        Session session = new Session(model, work.batch(), new Workers(threads));
        return work.train() ? training(work, model, session) : prediction(work, session);
    }

    private static Work training(Case work, Model model, Session session) {
        DataSet data = data(work);
        int[] order = IntStream.range(0, work.batch()).toArray();
        session.load(Binding.of(model, data, Program.TRAIN), order, 0, work.batch());
        return new Work() {
            @Override
            public void step() {
                session.train(Case.RATE);
            }

            @Override
            public double check() {
                return model.loss(data);
            }
        };
    }

    private static Work prediction(Case work, Session session) {
        float[] inputs = work.inputs();
        float[] probabilities = new float[work.batch() * work.out()];
        return new Work() {
            @Override
            public void step() {
                session.predict(inputs, work.batch(), probabilities);
            }

            @Override
            public double check() {
                return work.checkOf(probabilities);
            }
        };
    }

    /// The rows of a case.
    static DataSet data(Case work) {
        ArrayDataSet.Builder rows = ArrayDataSet.rows(work.batch()).reals("x", work.inputs(), work.in());
        return work.binary() ? rows.reals("y", work.targets(), 1).build()
                : rows.labels("y", work.labels(), work.out()).build();
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    /// A case as a user would write it.
    static final class Dense extends Network {
        private final Case work;

        Dense(Case work) {
            this.work = work;
        }

        @Override
        protected void define() {
            Tensor h = input("x", work.in());
            for (int layer = 1; layer < work.layers(); layer++) {
                h = h.then(affine(work.sizes().get(layer)), activation());
            }
            Tensor z = h.then(affine(work.out()));
            if (work.binary()) {
                output("probability", sigmoid(z));
                loss(binaryCrossEntropy(sigmoid(z), input("y", 1)));
            } else {
                Labels y = labels("y", work.out());
                output("probabilities", softmax(z));
                loss(crossEntropy(softmax(z), y));
            }
            optimizer(update());
            batch(work.batch());
        }

        private Layer activation() {
            return switch (work.activation()) {
                case RELU -> relu();
                case TANH -> tanh();
                case ELU -> elu(1);
                case GELU -> gelu();
                case SIGMOID -> sigmoid();
            };
        }

        private Optimizer update() {
            return switch (work.optimizer()) {
                case SGD -> sgd(Case.RATE);
                case MOMENTUM -> momentum(Case.RATE, 0.9);
                case ADAM -> adam(Case.RATE);
            };
        }
    }
}
