package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gradc.compiler.ir.Shape;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {
    private static final int BATCH = Shape.BATCH;

    private abstract static class Two extends Network {
        @Override
        protected final void define() {
            results(input("x", 2), input("n"));
        }

        abstract void results(Tensor x, Tensor n);
    }

    private static final double[] X = {1, -2, 3, 4};
    private static final double[] N = {10, 20};

    private static double[] y(Two network) {
        return Evaluated.predicting(network, 2, X, N).output("y");
    }

    private static Shape shape(Two network) {
        return network.definition().outputs().get("y").shape();
    }

    @Test
    void arithmeticIsElementByElement() {
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", x.times(x).minus(x.over(2)).plus(1).plus(x.negate().abs()).minus(0.5));
            }
        })).containsExactly(2, 7.5, 11, 18.5);
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", max(x, x.square().sqrt().log().exp().times(0)).plus(min(x, x.minus(1))));
            }
        })).containsExactly(new double[]{1, -3, 5, 7}, within(1e-15));
    }

    @Test
    void rowsNumbersForEachRowAndSingleNumbersMeetABatch() {
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", x.plus(n).plus(fixed("row", values(100, 200), 2)).plus(number(1000)));
            }
        })).containsExactly(1111, 1208, 1123, 1224);
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", x.plus(n.reshape(1)));
            }
        })).containsExactly(11, 8, 23, 24);
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", n.times(fixed("row", values(1, 2, 3), 3)));
            }
        })).containsExactly(10, 20, 30, 20, 40, 60);
    }

    @Test
    void theLecturesColumnFormIsTheRowFormTransposed() {
        double[][] weights = {{0.01, -0.05, 0.1, 0.05}, {0.7, 0.2, 0.05, 0.16}, {0.0, -0.45, -0.2, 0.03}};
        Network network = new Network() {
            @Override
            protected void define() {
                Tensor x = input("x", 4);
                Tensor w = fixed("W", values(weights), 3, 4);
                Tensor b = fixed("b", values(0, 0.2, -0.3), 3, 1);
                output("columns", w.matmul(x.transpose()).plus(b).transpose());
                output("rows", x.then(affine("z", 3).weights(transposed(weights)).bias(values(0, 0.2, -0.3)).fixed()));
                output("bias as a weight", concat(column(1), x).matmul(concat(0, b.reshape(1, 3), w.transpose())));
            }
        };
        Evaluated evaluated = Evaluated.predicting(network, 2, new double[]{-15, 22, -44, 56, 1, 0, 0, 0});
        double[] scores = {-2.85, 0.86, 0.28, 0.01, 0.9, -0.3};
        assertThat(evaluated.output("rows")).containsExactly(scores, within(1e-14));
        assertThat(evaluated.output("columns")).containsExactly(scores, within(1e-14));
        assertThat(evaluated.output("bias as a weight")).containsExactly(scores, within(1e-14));
    }

    @Test
    void repeatingIsSaidBeforehandToo() {
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", n.broadcast(3));
            }
        })).containsExactly(10, 10, 10, 20, 20, 20);
    }

    @Test
    void formulasOfSeveralTensors() {
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", map(List.of(x, n, number(2)),
                        a -> a.get(0).isLess(0).choose(a.get(1), a.get(0).times(a.get(2)))));
            }
        })).containsExactly(2, 10, 6, 8);
    }

    @Test
    void reductionsGoOverAnyAxesTheBatchAmongThem() {
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", concat(x.sum(1).reshape(1), x.mean(-1).reshape(1), x.max(1).reshape(1),
                        x.min(1).reshape(1)));
            }
        })).containsExactly(-1, -0.5, 1, -2, 7, 3.5, 4, 3);
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", x.mean(0).plus(x.max(0)));
            }
        })).containsExactly(5, 5);
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", x.sum().plus(x.mean()));
            }
        })).containsExactly(7.5);
    }

    @Test
    void productsSumOverTheMiddle() {
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", x.matmul(fixed("w", values(new double[][]{{1, 2, 3}, {4, 5, 6}}), 2, 3)));
            }
        })).containsExactly(-7, -8, -9, 19, 26, 33);
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", x.contract("bi,bj->bij", x));
            }
        })).containsExactly(1, -2, -2, 4, 9, 12, 12, 16);
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", x.transpose().matmul(x));
            }
        })).containsExactly(10, 10, 10, 20);
        assertThat(shape(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", x.matmul(fixed("w", zeros(), 2, 3, 4)).transpose(0, 2, 1));
            }
        })).isEqualTo(Shape.of(BATCH, 4, 3));
    }

    @Test
    void partsAndWholes() {
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", concat(x.slice(1, 2), x).plus(x.column(0)));
            }
        })).containsExactly(-1, 2, -1, 7, 6, 7);
        assertThat(shape(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                Tensor square = x.matmul(fixed("w", zeros(), 2, 6)).reshape(2, 3);
                output("y", concat(1, square, square.slice(1, 0, 1)).flatten());
            }
        })).isEqualTo(Shape.of(BATCH, 9));
    }

    @Test
    void gradientsAreTensors() {
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                Tensor first = grad(x.square().times(x).sum(), x);
                output("y", concat(first, grad(first.sum(), x), grad(x.stopGradient().sum(), x)));
            }
        })).containsExactly(3, 12, 6, -12, 0, 0, 27, 48, 18, 24, 0, 0);
    }

    @Test
    void aGradientKnowsWhetherItIsForTraining() {
        Two network = new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                output("y", grad(x.then(dropout(0.5)).sum(), x));
            }
        };
        assertThat(Evaluated.predicting(network, 2, X, N).output("y")).containsExactly(1, 1, 1, 1);
        double[] random = {0.1, 0.9, 0.6, 0.2};
        assertThat(Evaluated.training(network, 2, random, 0, X, N).output("y")).containsExactly(0, 2, 2, 0);
    }

    @Test
    void theComputationalGraphOfTheLectures() {
        Network network = new Network() {
            @Override
            protected void define() {
                Tensor x = input("x");
                Tensor y = input("y");
                Tensor z = input("z");
                Tensor f = x.plus(y).named("q").times(z).named("f");
                output("f", f);
                output("gradients", concat(grad(f.sum(), x).reshape(1), grad(f.sum(), y).reshape(1),
                        grad(f.sum(), z).reshape(1)));
            }
        };
        Evaluated evaluated = Evaluated.predicting(network, 1, new double[]{-2}, new double[]{5}, new double[]{-4});
        assertThat(evaluated.output("f")).containsExactly(-12);
        assertThat(evaluated.output("gradients")).containsExactly(-4, -4, 3);
        assertThat(network.definition().outputs().get("f").name()).isEqualTo("f");
    }

    @Test
    void onesOwnOpHasOnesOwnGradient() {
        assertThat(y(new Two() {
            @Override
            void results(Tensor x, Tensor n) {
                Tensor y = custom("reversed", x, a -> a.times(2), (a, b, g) -> g.negate());
                Tensor gate = custom("gate", List.of(x, y), args -> args.get(0).times(args.get(1)),
                        (args, b, g) -> List.of(g.times(args.get(1)), g.times(args.get(0))));
                output("y", grad(gate.sum(), x));
            }
        })).containsExactly(1, -2, 3, 4);
    }
}
