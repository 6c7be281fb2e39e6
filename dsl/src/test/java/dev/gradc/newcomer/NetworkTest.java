package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Definition;
import dev.gradc.compiler.autodiff.Backprop;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.data.DataSets;
import dev.gradc.data.TrainTest;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.LearningRate;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Trainer;
import dev.gradc.runtime.TrainingResult;
import org.junit.jupiter.api.Test;

class NetworkTest {
    @Test
    void aModelFileBecomesADefinitionAndAPlan() {
        Mnist1d network = new Mnist1d();
        Definition definition = network.definition();
        assertThat(definition.name()).isEqualTo("Mnist1d");
        assertThat(definition.inputs()).extracting(Value::name).containsExactly("x", "y");
        assertThat(definition.parameters()).extracting(Value::name).containsExactly("hidden1.weight", "hidden1.bias",
                "hidden2.weight", "hidden2.bias", "z.weight", "z.bias");
        assertThat(definition.outputs()).containsOnlyKeys("probabilities");
        assertThat(definition.outputs().get("probabilities").op()).isInstanceOf(Op.Softmax.class);
        assertThat(definition.loss().orElseThrow().shape()).isEqualTo(Shape.SCALAR);
        assertThat(network.plan().epochs()).isEqualTo(40);
        assertThat(network.plan().batch()).isEqualTo(100);
        assertThat(network.plan().rate()).isEqualTo(new LearningRate.Constant(0.002));
        assertThat(network.dataSpec()).contains("mnist1d");
    }

    @Test
    void weightsBeginHeUniformAndBiasesAtZero() {
        var parameters = new Mnist1d().definition().parameters();
        double bound = StrictMath.sqrt(6.0 / 40);
        assertThat(parameters.get(0).op()).isEqualTo(new Op.Parameter("hidden1.weight", Shape.of(40, 100),
                new Initializer.Uniform(-bound, bound), true));
        assertThat(parameters.get(1).op()).isEqualTo(new Op.Parameter("hidden1.bias", Shape.of(100),
                new Initializer.Constant(0), true));
    }

    @Test
    void valuesKnowTheUsersLineAndName() {
        Value z = ((Op.Softmax) new Mnist1d().definition().outputs().get("probabilities").op()).x();
        assertThat(z.name()).isEqualTo("z");
        assertThat(z.origin().toString()).isEqualTo("Mnist1d.java:14");
    }

    @Test
    void aNetworkMayBringItsData() {
        TrainTest xor = DataSets.xor();
        Network network = new Network() {
            @Override
            protected void define() {
                output("y", input("x", 2).then(affine(1)));
                data(xor);
            }
        };
        assertThat(network.dataSet()).containsSame(xor);
        assertThat(network.dataSpec()).isEmpty();
        assertThat(new Mnist1d().dataSet()).isEmpty();
    }

    @Test
    void aProgramOfOnesOwnTrainsAndAsksAModel() {
        Network network = new Network() {
            @Override
            protected void define() {
                Tensor p = input("x", 2).then(affine(3), tanh(), affine(1), sigmoid());
                output("p", p);
                loss(binaryCrossEntropy(p, labels("label", 2)));
                optimizer(adam(0.1));
                fullBatch();
                epochs(300);
            }
        };
        Model model = network.compile();
        TrainingResult result = new Trainer(model, network.plan()).train(DataSets.xor().train());
        assertThat(result.loss()).isLessThan(0.01);
        assertThat(model.predict(new float[]{0, 1})[0]).isGreaterThan(0.98f);
        assertThat(model.predict(new float[]{1, 1})[0]).isLessThan(0.02f);
    }

    @Test
    void anOptimizerUpdatesEachParameterAndItsSlots() {
        Definition definition = new Mnist1d().definition();
        var gradients = Backprop.gradients(definition.graph(), definition.loss().orElseThrow(),
                definition.parameters());
        assertThat(definition.updates().apply(gradients)).hasSize(6 * 3)
                .allSatisfy(result -> assertThat(result.value().shape())
                        .isEqualTo(
                                ((Target.Update) result.target()).state().shape()));
    }
}
