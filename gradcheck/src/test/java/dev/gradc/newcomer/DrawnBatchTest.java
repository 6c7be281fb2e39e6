package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Losses;
import dev.gradc.dsl.Tensors;
import dev.gradc.gradcheck.GradcDomain;
import dev.gradc.gradcheck.GradientCheck;
import dev.gradc.gradcheck.draw.DrawnBatch;
import dev.gradc.gradcheck.draw.Filling;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/// Functions at drawn batches, edges among them.
@Domain(GradcDomain.class)
class DrawnBatchTest {
    @Property(tries = 20)
    void swish(@ForAll DrawnBatch batch) {
        GradientCheck.of(x -> x.map(a -> a.times(a.sigmoid())), 3).at(batch.withRows(2)).assertRight();
    }

    @Property(tries = 20)
    void relu(@ForAll DrawnBatch batch) {
        GradientCheck.of(Activations.relu(), 3).at(batch.withRows(2)).assertRight();
    }

    @Property(tries = 20)
    void huber(@ForAll DrawnBatch batch) {
        GradientCheck.of((p, y) -> Losses.huber(p, y, 1), 3).at(batch).assertRight();
    }

    /// A slope of 1 at 0 is no gradient of ReLU here, and only an edge tells.
    @Example
    void edgesFindWhatOrdinaryNumbersDoNot() {
        GradientCheck wrongAtZero = GradientCheck.of(x -> Tensors.custom("relu", x, Activations::relu,
                (a, y, g) -> g.map(a, (s, v) -> v.isLess(0).choose(0, s))), 3).rows(2);
        wrongAtZero.points(20).assertRight();
        assertThat(LongStream.range(0, 40).filter(seed -> !wrongAtZero
                .at(new DrawnBatch(2, Filling.EDGES, seed)).check().passes()).count()).isPositive();
    }
}
