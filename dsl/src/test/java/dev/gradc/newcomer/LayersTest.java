package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.dsl.Affine;
import dev.gradc.dsl.Initial;
import dev.gradc.dsl.Layer;
import dev.gradc.dsl.MixUp;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.Initializer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {
    @Test
    void xorByAddingALayerOfThresholds() {
        Network xor = new Network() {
            @Override
            protected void define() {
                Tensor x = input("x", 2);
                Tensor or = x.then(perceptron("or", 0.5, 1, 1));
                Tensor nand = x.then(perceptron("nand", -1.5, -1, -1));
                output("label", concat(or, nand).then(perceptron("and", 1.5, 1, 1)));
            }

            private Layer perceptron(String name, double threshold, double... weights) {
                return affine(name, 1).weights(values(weights)).bias(values(-threshold)).fixed().then(binaryStep());
            }
        };
        assertThat(Evaluated.predicting(xor, 4, new double[]{0, 0, 0, 1, 1, 0, 1, 1}).output("label"))
                .containsExactly(0, 1, 1, 0);
    }

    @Test
    void unnamedAffineLayersAreCounted() {
        Network network = new Network() {
            @Override
            protected void define() {
                output("y", input("x", 2).then(affine(3), tanh(), affine("head", 1), affine(4).withoutBias()));
            }
        };
        assertThat(network.definition().parameters()).extracting(Value::name).containsExactly("affine1.weight",
                "affine1.bias", "head.weight", "head.bias", "affine2.weight");
        assertThat(network.definition().outputs().get("y").name()).isEqualTo("z2");
    }

    @Test
    void oneLayerObjectUsedTwiceSharesItsParameters() {
        Network network = new Network() {
            @Override
            protected void define() {
                Affine shared = affine("shared", 3).regularized(l2(0.1));
                Tensor a = input("a", 2).then(shared);
                Tensor b = input("b", 2).then(shared);
                output("difference", a.minus(b));
            }
        };
        assertThat(network.definition().parameters()).hasSize(2);
    }

    @Test
    void maxoutTakesTheLargestOfItsPieces() {
        Network network = new Network() {
            @Override
            protected void define() {
                output("y", input("x", 2).then(maxout("m", 3, 2)));
            }
        };
        assertThat(network.definition().outputs().get("y").shape()).isEqualTo(Shape.of(Shape.BATCH, 3));
        double[] x = {0.5, -1};
        double[] expected = new double[3];
        for (int unit = 0; unit < 3; unit++) {
            expected[unit] = Math.max(piece(x, 2 * unit), piece(x, 2 * unit + 1));
        }
        assertThat(Evaluated.predicting(network, 1, x).output("y")).containsExactly(expected, within(1e-15));
    }

    /// The value of a piece with the weights that [Evaluated] gives random parameters.
    private static double piece(double[] x, int piece) {
        return x[0] * StrictMath.sin(piece + 1) + x[1] * StrictMath.sin(piece + 7);
    }

    @Test
    void layerNormHasMeanZeroAndVarianceOne() {
        Network network = new Network() {
            @Override
            protected void define() {
                output("y", input("x", 2, 3).then(layerNorm()));
            }
        };
        double[] y = Evaluated.predicting(network, 1, new double[]{1, 2, 3, 10, 40, 10}).output("y");
        double unit = 1 / StrictMath.sqrt(2.0 / 3 + 1e-5);
        double spread = 10 / StrictMath.sqrt(200 + 1e-5);
        assertThat(y).containsExactly(new double[]{-unit, 0, unit, -spread, 2 * spread, -spread}, within(1e-14));
        assertThat(network.definition().parameters()).extracting(Value::name).containsExactly("norm1.gain",
                "norm1.bias");
    }

    @Test
    void dropoutIsInvertedAndVanishesWhenPredicting() {
        Network network = new Network() {
            @Override
            protected void define() {
                output("y", input("x", 4).then(dropout(0.25)));
            }
        };
        double[] x = {1, 2, 3, 4};
        assertThat(Evaluated.predicting(network, 1, x).output("y")).isEqualTo(x);
        assertThat(Evaluated.training(network, 1, new double[]{0.1, 0.25, 0.3, 0}, 0, x).output("y"))
                .containsExactly(new double[]{0, 2 / 0.75, 3 / 0.75, 0}, within(1e-15));
    }

    @Test
    void twoDropoutsDrawTwoMasks() {
        Network network = new Network() {
            @Override
            protected void define() {
                Tensor x = input("x", 4);
                output("a", x.then(dropout(0.25)));
                output("b", x.then(dropout(0.25)));
            }
        };
        assertThat(network.definition().outputs().get("a")).isNotEqualTo(network.definition().outputs().get("b"));
    }

    @Test
    void stochasticDepthDropsWholeRows() {
        Network network = new Network() {
            @Override
            protected void define() {
                output("y", input("x", 2).then(stochasticDepth(0.5, block -> block.times(10))));
            }
        };
        double[] x = {1, 2, 3, 4};
        assertThat(Evaluated.predicting(network, 2, x).output("y")).containsExactly(11, 22, 33, 44);
        assertThat(Evaluated.training(network, 2, new double[]{0.4, 0.6}, 0, x).output("y")).containsExactly(1, 2, 63,
                84);
    }

    @Test
    void mixUpMixesInputAndTargetByOneShare() {
        Network network = new Network() {
            @Override
            protected void define() {
                MixUp mix = mixUp(0.2);
                output("x", mix.of(input("x", 2)));
                output("y", mix.of(labels("y", 2)));
            }
        };
        double[] x = {1, 2, 3, 4};
        double[] y = {0, 1};
        Evaluated training = Evaluated.training(network, 2, new double[0], 0.75, x, y);
        assertThat(training.output("x")).containsExactly(1.5, 2.5, 2.5, 3.5);
        assertThat(training.output("y")).containsExactly(0.75, 0.25, 0.25, 0.75);
        assertThat(Evaluated.predicting(network, 2, x, y).output("x")).isEqualTo(x);
        assertThat(network.definition().inputs()).hasSize(2);
    }

    @Test
    void regularizersAreThePlainSumsOfTheLectures() {
        Network network = new Network() {
            @Override
            protected void define() {
                output("a", l2(1).penalty(fixed("w1", values(1, 0, 0, 0), 4)));
                output("b", l2(1).penalty(fixed("w2", values(.25, .25, .25, .25), 4)));
                output("c", l1(2).penalty(fixed("w3", values(.25, -.5), 2)));
                output("d", l1l2(1, 10).penalty(fixed("w4", values(1, -2), 2)));
            }
        };
        Evaluated evaluated = Evaluated.predicting(network, 1);
        assertThat(List.of(evaluated.output("a")[0], evaluated.output("b")[0], evaluated.output("c")[0],
                evaluated.output("d")[0])).containsExactly(1.0, 0.25, 1.5, 53.0);
    }

    @Test
    void aNetworksRegularizerCountsTrainableWeightsWhenTraining() {
        Network network = new Network() {
            @Override
            protected void define() {
                Tensor x = input("x", 1);
                Tensor z = x.then(affine("a", 2).weights(values(1, 2)).bias(values(5, 5)).regularized(l1(1)),
                        affine("b", 1).weights(values(7, 7)).fixed());
                loss(z.mean());
                regularize(l2(0.5));
                penalty(z.sum().times(0).plus(100));
            }
        };
        double predicting = Evaluated.predicting(network, 1, new double[]{0}).loss();
        assertThat(predicting).isEqualTo(70);
        assertThat(Evaluated.training(network, 1, new double[0], 0, new double[]{0}).loss())
                .isEqualTo(predicting + 3 + 0.5 * 5 + 100);
    }

    @Test
    void initializersKnowTheFans() {
        assertThat(initializer(Network.glorotUniform())).isEqualTo(new Initializer.Uniform(-1, 1));
        assertThat(initializer(Network.glorotNormal())).isEqualTo(new Initializer.Normal(0, StrictMath.sqrt(2.0 / 6)));
        assertThat(initializer(Network.heNormal())).isEqualTo(new Initializer.Normal(0, 1));
        assertThat(initializer(Network.heUniform()))
                .isEqualTo(new Initializer.Uniform(-StrictMath.sqrt(3), StrictMath.sqrt(3)));
        assertThat(initializer(Network.orthogonal())).isEqualTo(new Initializer.Orthogonal(1));
        assertThat(initializer(Network.uniform(-1, 2))).isEqualTo(new Initializer.Uniform(-1, 2));
        assertThat(initializer(Network.normal(1, 2))).isEqualTo(new Initializer.Normal(1, 2));
        assertThat(initializer(Network.constant(3))).isEqualTo(new Initializer.Constant(3));
    }

    private static Initializer initializer(Initial initial) {
        Network network = new Network() {
            @Override
            protected void define() {
                output("y", input("x", 2).then(affine("a", 4).weights(initial).withoutBias()));
            }
        };
        return ((Op.Parameter) network.definition().parameters().get(0).op()).initializer();
    }

    @Test
    void onesOwnLayerKeepsItsParameters() {
        Network network = new Network() {
            @Override
            protected void define() {
                var scale = layer("scale", (own, x) -> x.times(own.parameter("gain", constant(3), 2)));
                output("y", input("x", 2).then(scale, scale));
            }
        };
        assertThat(Evaluated.predicting(network, 1, new double[]{1, 2}).output("y")).containsExactly(9, 18);
        assertThat(network.definition().parameters()).extracting(Value::name).containsExactly("scale.gain");
    }

    @Test
    void flattenAndResidualAreLayers() {
        Network network = new Network() {
            @Override
            protected void define() {
                output("y", input("x", 2, 2).then(flatten(), residual(sequential(Tensor::negate, a -> a.times(3)))));
            }
        };
        assertThat(Evaluated.predicting(network, 1, new double[]{1, 2, 3, 4}).output("y")).containsExactly(-2, -4, -6,
                -8);
    }
}
