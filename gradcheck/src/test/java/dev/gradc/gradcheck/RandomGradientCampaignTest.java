package dev.gradc.gradcheck;

import dev.gradc.gradcheck.draw.DrawnNetwork;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Tag;

/// Gradients of 100,000 drawn networks, and second derivatives of 10,000; README.md says how to run it alone.
@Tag("campaign")
@PropertyDefaults(tries = 100_000)
class RandomGradientCampaignTest extends RandomGradientProperties {
    @Override
    @Property(tries = 10_000)
    void secondDerivativesAreWhatHyperDualNumbersGive(@ForAll("smaller") DrawnNetwork network, @ForAll long seed) {
        super.secondDerivativesAreWhatHyperDualNumbersGive(network, seed);
    }
}
