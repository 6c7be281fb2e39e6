package dev.gradc.gradcheck;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.PropagationMode;

/// Random networks against both oracles; a class below says how many.
@AddLifecycleHook(value = TriesAndSeed.class, propagateTo = PropagationMode.ALL_DESCENDANTS)
abstract class RandomNetworkProperties {
    private static final NetworkChecks CHECKS = new NetworkChecks();

    @Property(tries = 500)
    void noMethodIsTooLarge(@ForAll long seed) {
        CHECKS.noMethodIsTooLarge(seed);
    }

    @Property
    void everyBackendGivesTheSameBits(@ForAll long seed) {
        CHECKS.everyBackendGivesTheSameBits(seed);
    }

    @Property
    void theLoweredProgramComputesWhatTheGraphSays(@ForAll long seed) {
        CHECKS.theLoweredProgramComputesWhatTheGraphSays(seed);
    }

    @Property
    void aRowDoesNotSeeItsBatch(@ForAll long seed) {
        CHECKS.aRowDoesNotSeeItsBatch(seed);
    }

    @AfterContainer
    static void fewDrawsStraddledAKink() {
        CHECKS.fewDrawsStraddledAKink();
    }
}
