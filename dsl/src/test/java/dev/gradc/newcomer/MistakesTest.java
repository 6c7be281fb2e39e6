package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.GradcException;
import org.junit.jupiter.api.Test;

/// What a newcomer gets wrong, and the one sentence that is said of it.
class MistakesTest {
    /// The words of a model in a test: `Model` with its words made public to the test's lambdas.
    private abstract static class Model extends Network {
        final Tensor features(int width) {
            return input("x", width);
        }
    }

    private static void said(Network network, String... parts) {
        assertThatThrownBy(() -> {
            network.definition();
            network.plan();
        }).isInstanceOfSatisfying(GradcException.class, e -> {
            assertThat(e.getMessage()).contains(parts).doesNotContain("\n");
            assertThat(e.getMessage()).startsWith("MistakesTest.java:");
        });
    }

    private static void saidWithoutALine(Network network, String... parts) {
        assertThatThrownBy(network::plan).isInstanceOf(GradcException.class).message()
                .startsWith("MistakesTest.java: the network")
                .contains(parts);
    }

    @Test
    void wrongWidthInAResidual() {
        said(new Model() {
            @Override
            protected void define() {
                Tensor x = features(40);
                output("y", x.then(residual(affine("narrow", 30))));
            }
        }, "residual adds", "narrow [batch, 30] and x [batch, 40] differ in shape");
    }

    @Test
    void wrongWidthInASum() {
        said(new Model() {
            @Override
            protected void define() {
                Tensor x = features(40);
                output("y", x.then(affine("h", 30)).plus(x));
            }
        }, "h [batch, 30] and x [batch, 40] do not fit together");
    }

    @Test
    void wrongWidthOfASharedLayer() {
        said(new Model() {
            @Override
            protected void define() {
                var shared = affine("shared", 5);
                Tensor x = features(40);
                output("y", concat(shared.apply(x), shared.apply(x.slice(0, 10))));
            }
        }, "the layer shared was made at MistakesTest.java:", "with weight [40, 5]", "it would need [10, 5]");
    }

    @Test
    void wrongWidthForTheClasses() {
        said(new Model() {
            @Override
            protected void define() {
                Labels y = labels("y", 10);
                loss(crossEntropy(softmax(features(40).then(affine("z", 9))), y));
            }
        }, "crossEntropy compares softmax(z) [batch, 9] with y (labels of 10 classes)",
                "give the last layer 10 outputs");
    }

    @Test
    void batchOnTheWrongSide() {
        said(new Model() {
            @Override
            protected void define() {
                Tensor x = features(40);
                output("y", x.plus(x.transpose()));
            }
        }, "x [batch, 40] and [40, batch]", "do not fit together");
        said(new Model() {
            @Override
            protected void define() {
                Tensor x = features(40);
                loss(mse(x.transpose(), x.transpose()));
            }
        }, "mse takes the mean over the batch, which stands first, but [40, batch]", "transpose it before");
    }

    @Test
    void matrixProductOfUnequalExtents() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(40).matmul(parameter("w", zeros(), 30, 2)));
            }
        }, "x [batch, 40] and w [30, 2]", "give the second one 40 rows");
    }

    @Test
    void zeroWidthLayer() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(40).then(affine("h", 0)));
            }
        }, "the affine layer h has 0 outputs, but must have at least 1");
    }

    @Test
    void zeroWidthInput() {
        said(new Model() {
            @Override
            protected void define() {
                output("x", features(0));
            }
        }, "the input \"x\" has the extents [0], but each must be at least 1");
    }

    @Test
    void affineOfANumberForEachRow() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", input("x").then(affine("h", 3)));
            }
        }, "the affine layer h maps the last axis", "x [batch] has none beside the batch; reshape(1) makes one");
    }

    @Test
    void missingLoss() {
        saidWithoutALine(new Model() {
            @Override
            protected void define() {
                output("y", features(40).then(affine(3)));
                optimizer(sgd(0.1));
            }
        }, "declares no loss, so it cannot be trained");
    }

    @Test
    void missingOptimizer() {
        saidWithoutALine(new Model() {
            @Override
            protected void define() {
                loss(features(40).then(affine(3)).square().mean());
            }
        }, "declares no optimiser, so it cannot be trained");
    }

    @Test
    void nothingDeclared() {
        saidWithoutALine(new Model() {
            @Override
            protected void define() {
                features(40);
            }
        }, "declares neither an output nor a loss");
    }

    @Test
    void twoLosses() {
        said(new Model() {
            @Override
            protected void define() {
                loss(features(3).mean());
                loss(number(1));
            }
        }, "the loss was declared already at MistakesTest.java:", "add the two with plus");
    }

    @Test
    void twoOptimizers() {
        said(new Model() {
            @Override
            protected void define() {
                optimizer(sgd(1));
                optimizer(adam(1));
            }
        }, "the optimiser was declared already at MistakesTest.java:");
    }

    @Test
    void lossThatIsNoSingleNumber() {
        said(new Model() {
            @Override
            protected void define() {
                loss(features(40).then(affine("z", 3)));
            }
        }, "the loss must be a single number, but z [batch, 3] is none; take its mean");
    }

    @Test
    void softmaxBeforeALossOfLogits() {
        said(new Model() {
            @Override
            protected void define() {
                loss(crossEntropyWithLogits(features(40).then(affine(3), softmax()), labels("y", 3)));
            }
        }, "crossEntropyWithLogits takes scores", "is a softmax already", "use crossEntropy");
    }

    @Test
    void sigmoidBeforeALossOfLogits() {
        said(new Model() {
            @Override
            protected void define() {
                loss(binaryCrossEntropyWithLogits(features(40).then(affine(1), sigmoid()), labels("y", 2)));
            }
        }, "is a sigmoid already", "use binaryCrossEntropy");
    }

    @Test
    void noSoftmaxBeforeALossOfProbabilities() {
        said(new Model() {
            @Override
            protected void define() {
                loss(crossEntropy(features(40).then(affine("z", 3)), labels("y", 3)));
            }
        }, "crossEntropy takes probabilities, but z [batch, 3] comes straight from an affine layer; use softmax");
    }

    @Test
    void softmaxOfOneNumber() {
        said(new Model() {
            @Override
            protected void define() {
                output("p", softmax(input("x")));
            }
        }, "softmax normalises the last axis, but x [batch] has none", "use sigmoid");
    }

    @Test
    void parameterNeverUsed() {
        said(new Model() {
            @Override
            protected void define() {
                Tensor x = features(40);
                x.then(affine("forgotten", 10));
                loss(x.then(affine("used", 1)).square().mean());
                optimizer(sgd(0.1));
            }
        }, "the parameter \"forgotten.weight\" has no influence on the outputs or the loss");
    }

    @Test
    void parameterThatTheLossDoesNotSee() {
        said(new Model() {
            @Override
            protected void define() {
                Tensor x = features(40);
                output("other", x.then(affine("other", 10)));
                loss(x.then(affine("used", 1)).square().mean());
                optimizer(sgd(0.1));
            }
        }, "the parameter \"other.weight\" has no influence on the loss, so it cannot be learnt; make it fixed");
    }

    @Test
    void nothingToLearn() {
        said(new Model() {
            @Override
            protected void define() {
                loss(features(40).mean());
                optimizer(sgd(0.1));
            }
        }, "has an optimiser, but no parameter that can be learnt");
    }

    @Test
    void nameTwice() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(40).then(affine("h", 10), relu(), affine("h", 10)));
            }
        }, "the name \"h.weight\" is taken already by MistakesTest.java:", "give one of the two another name");
    }

    @Test
    void inputTwice() {
        said(new Model() {
            @Override
            protected void define() {
                features(40);
                features(20);
            }
        }, "the name \"x\" is taken already by MistakesTest.java:");
    }

    @Test
    void outputTwice() {
        said(new Model() {
            @Override
            protected void define() {
                Tensor x = features(40);
                output("y", x);
                output("y", x.negate());
            }
        }, "the output \"y\" was named already at MistakesTest.java:");
    }

    @Test
    void negativeLearningRate() {
        said(new Model() {
            @Override
            protected void define() {
                optimizer(sgd(-0.1));
            }
        }, "the learning rate is -0.1");
    }

    @Test
    void momentumOutOfRange() {
        said(new Model() {
            @Override
            protected void define() {
                optimizer(momentum(0.1, 1));
            }
        }, "the momentum μ is 1.0, but must be at least 0 and less than 1");
    }

    @Test
    void betaOutOfRange() {
        said(new Model() {
            @Override
            protected void define() {
                optimizer(adam(constantRate(0.1), 0.9, 1.5, 1e-8));
            }
        }, "Adam's β₂ is 1.5");
    }

    @Test
    void clippingAtZero() {
        said(new Model() {
            @Override
            protected void define() {
                optimizer(sgd(0.1).clipByValue(0));
            }
        }, "the limit of clipByValue is 0.0, but must be greater than 0");
    }

    @Test
    void dropoutOfEverything() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(40).then(dropout(1)));
            }
        }, "the rate of dropout is 1.0, but must be at least 0 and less than 1");
    }

    @Test
    void labelSmoothingOutOfRange() {
        said(new Model() {
            @Override
            protected void define() {
                labels("y", 3).smoothed(1.2);
            }
        }, "the label smoothing is 1.2, but must be at least 0 and less than 1");
    }

    @Test
    void slopeOutOfRange() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(40).then(leakyRelu(-0.1)));
            }
        }, "the slope α of the leaky ReLU is -0.1");
    }

    @Test
    void noEpochs() {
        said(new Model() {
            @Override
            protected void define() {
                epochs(0);
            }
        }, "the number of epochs is 0, but must be at least 1");
    }

    @Test
    void emptyBatch() {
        said(new Model() {
            @Override
            protected void define() {
                batch(0);
            }
        }, "the batch size is 0, but must be at least 1");
    }

    @Test
    void concatenationOfDifferentBatches() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", concat(features(40), parameter("w", zeros(), 2, 3)));
            }
        }, "x [batch, 40] and w [2, 3] cannot be concatenated along axis -1");
    }

    @Test
    void concatenationAlongTheBatch() {
        said(new Model() {
            @Override
            protected void define() {
                Tensor x = features(40);
                output("y", concat(0, x, x));
            }
        }, "x [batch, 40] cannot be concatenated along its batch");
    }

    @Test
    void sliceOutOfRange() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(40).slice(30, 50));
            }
        }, "the slice from 30 to 50 (exclusive) of x [batch, 40]", "within 0 to 40");
    }

    @Test
    void axisThatIsNotThere() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(40).sum(2));
            }
        }, "x [batch, 40] has no axis 2; its axes are 0 to 1");
    }

    @Test
    void reshapeToAnotherSize() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(40).reshape(6, 7));
            }
        }, "x [batch, 40] cannot be reshaped to [batch, 6, 7]");
    }

    @Test
    void oneClass() {
        said(new Model() {
            @Override
            protected void define() {
                labels("y", 1);
            }
        }, "the labels \"y\" have 1 classes, but must have at least 2");
    }

    @Test
    void weightsThatAreNoNumbers() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(2).then(affine("h", 1).weights(values(1, Double.NaN))));
            }
        }, "a parameter cannot begin with NaN or an infinity");
    }

    @Test
    void layerTooLargeForAnArray() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(100_000).then(affine("h", 100_000)));
            }
        }, "more than 2³¹ − 1 elements: [100000, 100000]");
    }

    @Test
    void nameWithoutLetters() {
        said(new Model() {
            @Override
            protected void define() {
                output(" ", features(2));
            }
        }, "a name is empty; give one with letters");
    }

    @Test
    void aMistakeIsToldAgainWhenTheNetworkIsAskedAgain() {
        Network network = new Model() {
            @Override
            protected void define() {
                output("y", features(2).slice(0, 3));
            }
        };
        for (int times = 0; times < 2; times++) {
            assertThatThrownBy(network::definition).message().contains("the slice from 0 to 3");
        }
    }

    @Test
    void givenWeightsThatAreTooFew() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(2).then(affine("h", 1).weights(values(1, 2, 3))));
            }
        }, "a parameter of 2 numbers cannot begin with 3 values; give 2");
    }

    @Test
    void tensorsOfTwoNetworks() {
        Tensor[] other = new Tensor[1];
        new Model() {
            @Override
            protected void define() {
                other[0] = features(3);
                output("y", other[0]);
            }
        }.definition();
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(3).plus(other[0]));
            }
        }, "belongs to the network", "only tensors of one network can meet");
    }

    @Test
    void gradientOfManyNumbers() {
        said(new Model() {
            @Override
            protected void define() {
                Tensor x = features(3);
                output("y", grad(x.square(), x));
            }
        }, "only a single number has a gradient", "take its sum or mean first");
    }

    @Test
    void mixUpOfWhatIsComputed() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", mixUp(0.2).of(features(3).negate()));
            }
        }, "MixUp mixes the rows of an input", "apply it to the input itself");
    }

    @Test
    void dropoutOfAWeight() {
        said(new Model() {
            @Override
            protected void define() {
                output("y", features(3).times(parameter("w", zeros(), 3).then(dropout(0.5))));
            }
        }, "dropout draws for each row of the batch, but w [3] has no batch");
    }

    @Test
    void backwardPassOfAnotherShape() {
        said(new Model() {
            @Override
            protected void define() {
                Tensor x = features(3);
                Tensor y = custom("double", x, a -> a.times(2), (a, b, g) -> g.sum());
                output("y", grad(y.sum(), x));
            }
        }, "the backward pass of double gives", "the two must have the same shape");
    }
}
