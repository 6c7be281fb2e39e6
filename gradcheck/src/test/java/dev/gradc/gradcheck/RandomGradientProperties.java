package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import dev.gradc.compiler.ir.Op;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.PropagationMode;

/// Every element of the gradient of drawn networks, against dual numbers and, one of each parameter, against differences; a class
/// below says how many.
@AddLifecycleHook(value = TriesAndSeed.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
abstract class RandomGradientProperties {
    /// How far a derived element is from its dual number at most, relative to the sum of the absolute terms, unless the values that
    /// the terms are made of have lost digits before, as log(a² + 1) of a small a has.
    private static final double OF_TERMS = 1e-12;
    /// That happens to one element in so many at most.
    private static final long SELDOM = 10_000;
    private static final int ROWS = 2;
    private static final NetworkOptions SMALL = NetworkOptions.DEFAULT.withSteps(6).withWidth(5).withoutLargeInputs();

    private static final AtomicInteger POINTS = new AtomicInteger();
    private static final AtomicInteger REDRAWN = new AtomicInteger();
    private static final AtomicInteger AT_KINKS = new AtomicInteger();
    private static final AtomicLong ELEMENTS = new AtomicLong();
    private static final AtomicLong FAR = new AtomicLong();

    @Provide
    Arbitrary<DrawnNetwork> small() {
        return trainable(SMALL);
    }

    @Provide
    Arbitrary<DrawnNetwork> smaller() {
        return trainable(SMALL.withSteps(4).withWidth(3).withInputs(2));
    }

    /// Networks that have something to be trained: one in five has not.
    private static Arbitrary<DrawnNetwork> trainable(NetworkOptions options) {
        return Draws.networks(options).filter(network -> network.network().definition().parameters().stream()
                .anyMatch(value -> value.op() instanceof Op.Parameter parameter && parameter.trainable()));
    }

    @Property
    void gradientsAreWhatDualNumbersGive(@ForAll("small") DrawnNetwork network, @ForAll long seed) {
        check(network, CheckOptions.DEFAULT.withSeed(seed));
    }

    void secondDerivativesAreWhatHyperDualNumbersGive(DrawnNetwork network, long seed) {
        check(network, CheckOptions.DEFAULT.withOrder(2).withSeed(seed));
    }

    private static void check(DrawnNetwork network, CheckOptions options) {
        Report report = Checker.check(Subject.of(network.network().definition(), options.order()),
                options.withRows(ROWS).withSamples(Integer.MAX_VALUE).withWitnesses(1));
        POINTS.addAndGet(report.options().points() + report.redrawn());
        REDRAWN.addAndGet(report.redrawn());
        AT_KINKS.addAndGet(report.atKinks());
        ELEMENTS.addAndGet(report.elements().size());
        assertThat(report.passes()).as("%s%n%s", report.text(), network.code()).isTrue();
        FAR.addAndGet(report.elements().stream().filter(element -> element.ofTerms() > OF_TERMS).count());
    }

    /// Prints what was checked; at most one point in twenty was left for another.
    @AfterContainer
    static void fewPointsStraddledAKink() {
        System.out.printf(Locale.ROOT,
                "%,d derivatives at %,d points agree, all but %,d within %s of their terms; %,d points were"
                        + " redrawn, %,d differences lay on kinks%n",
                ELEMENTS.get(), POINTS.get(), FAR.get(), OF_TERMS,
                REDRAWN.get(), AT_KINKS.get());
        assertThat(REDRAWN.get()).isLessThanOrEqualTo(POINTS.get() / 20);
        assertThat(FAR.get()).isLessThanOrEqualTo(ELEMENTS.get() / SELDOM);
    }
}
