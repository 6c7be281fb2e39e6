package dev.gradc.gradcheck;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/// A few random networks against both oracles; [RandomNetworkCampaignTest] tries many.
class RandomNetworkTest {
    private static final NetworkChecks CHECKS = new NetworkChecks();

    @Property(tries = 40)
    void everyBackendGivesTheSameBits(@ForAll long seed) {
        CHECKS.everyBackendGivesTheSameBits(seed);
    }

    @Property(tries = 40)
    void theLoweredProgramComputesWhatTheGraphSays(@ForAll long seed) {
        CHECKS.theLoweredProgramComputesWhatTheGraphSays(seed);
    }

    @Property(tries = 30)
    void aRowDoesNotSeeItsBatch(@ForAll long seed) {
        CHECKS.aRowDoesNotSeeItsBatch(seed);
    }

    @AfterContainer
    static void fewDrawsStraddledAKink() {
        CHECKS.fewDrawsStraddledAKink();
    }
}
