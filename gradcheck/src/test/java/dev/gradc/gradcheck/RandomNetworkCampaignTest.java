package dev.gradc.gradcheck;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;

/// Two thousand random networks against both oracles: `mvn -P campaigns test -pl gradcheck -am`.
@Tag("campaign")
class RandomNetworkCampaignTest {
    private static final NetworkChecks CHECKS = new NetworkChecks();

    @Property(tries = 2000)
    void everyBackendGivesTheSameBits(@ForAll long seed) {
        CHECKS.everyBackendGivesTheSameBits(seed);
    }

    @Property(tries = 2000)
    void theLoweredProgramComputesWhatTheGraphSays(@ForAll long seed) {
        CHECKS.theLoweredProgramComputesWhatTheGraphSays(seed);
    }

    @Property(tries = 500)
    void aRowDoesNotSeeItsBatch(@ForAll long seed) {
        CHECKS.aRowDoesNotSeeItsBatch(seed);
    }

    @AfterContainer
    static void fewDrawsStraddledAKink() {
        CHECKS.fewDrawsStraddledAKink();
    }
}
