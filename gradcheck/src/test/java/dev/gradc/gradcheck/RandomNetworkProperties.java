package dev.gradc.gradcheck;

import dev.gradc.gradcheck.draw.DrawnBatch;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import dev.gradc.gradcheck.draw.Filling;
import dev.gradc.runtime.Precision;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.PropagationMode;

/// Drawn networks against both oracles; a class below says how many.
@Domain(GradcDomain.class)
@Domain(DomainContext.Global.class)
@AddLifecycleHook(value = TriesAndSeed.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
abstract class RandomNetworkProperties {
    private static final NetworkChecks CHECKS = new NetworkChecks();
    private static final int MANY_ROWS = 2100;

    /// One batch in fifty has many rows.
    @Provide
    Arbitrary<DrawnBatch> fewOrManyRows() {
        List<Integer> rows = new ArrayList<>();
        Collections.nCopies(7, List.of(1, 2, 3, 5, 8, 19, 64)).forEach(rows::addAll);
        rows.add(MANY_ROWS);
        return Draws.batches(rows);
    }

    @Property(tries = 500)
    void noMethodIsTooLarge(@ForAll DrawnNetwork network, @ForAll Precision precision) {
        CHECKS.noMethodIsTooLarge(network, precision);
    }

    @Property
    void everyBackendGivesTheSameBits(@ForAll DrawnNetwork network, @ForAll("fewOrManyRows") DrawnBatch batch) {
        CHECKS.everyBackendGivesTheSameBits(network, batch);
    }

    /// Few, since a compiler of C takes long.
    @Property(tries = 12)
    void theBackendOfCGivesTheSameBits(@ForAll DrawnNetwork network, @ForAll("fewOrManyRows") DrawnBatch batch) {
        if (Files.isExecutable(Path.of("/usr/bin/cc"))) {
            CHECKS.theBackendOfCGivesTheSameBits(network, batch);
        } else {
            System.out.println("no cc on this machine, so C is not tried");
        }
    }

    @Property
    void theLoweredProgramComputesWhatTheGraphSays(@ForAll DrawnNetwork network,
            @ForAll("fewOrManyRows") DrawnBatch batch) {
        CHECKS.theLoweredProgramComputesWhatTheGraphSays(network, batch.with(Filling.ORDINARY));
    }

    @Property
    void theLoweredProgramComputesWhatTheGraphSaysAtTheEdges(@ForAll DrawnNetwork network, @ForAll DrawnBatch batch) {
        CHECKS.theLoweredProgramComputesWhatTheGraphSays(network, batch.with(Filling.EDGES));
    }

    @Property
    void aRowDoesNotSeeItsBatch(@ForAll DrawnNetwork network, @ForAll DrawnBatch batch) {
        CHECKS.aRowDoesNotSeeItsBatch(network, batch);
    }

    @AfterContainer
    static void fewDrawsStraddledAKink() {
        CHECKS.fewDrawsStraddledAKink();
    }
}
