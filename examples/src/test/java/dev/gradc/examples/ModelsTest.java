package dev.gradc.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.data.Mnist1d;
import org.junit.jupiter.api.Test;

/// The models for real data learn it. Where a whole training would take long, a shorter one must go far enough.
class ModelsTest {
    @Test
    void mnist1d() {
        dev.gradc.examples.Mnist1d network = new dev.gradc.examples.Mnist1d();
        Learnt learnt = Learnt.from(network, network.plan().withEpochs(12), Mnist1d.train(), false);
        assertThat(learnt.accuracy(Mnist1d.test())).isGreaterThan(0.58);
        assertThat(network.dataSpec()).contains("mnist1d");
    }

    @Test
    void digits() {
        assertThat(Learnt.accuracy(new Digits(), "tabular/optdigits.tra", "tabular/optdigits.tes"))
                .isGreaterThan(0.955);
    }

    @Test
    void mnist() {
        assertThat(Learnt.accuracy(new Mnist(), "mnist/train10k-images-idx3-ubyte.gz",
                "mnist/t10k-images-idx3-ubyte.gz")).isGreaterThan(0.955);
    }

    @Test
    void iris() {
        assertThat(Learnt.accuracy(new Iris(), "tabular/iris.csv")).isGreaterThan(0.93);
    }

    @Test
    void wine() {
        assertThat(Learnt.accuracy(new Wine(), "tabular/wine.csv")).isGreaterThan(0.93);
    }

    @Test
    void wdbc() {
        assertThat(Learnt.accuracy(new Wdbc(), "tabular/wdbc.data:ignore=1,label=2")).isGreaterThan(0.93);
    }
}
