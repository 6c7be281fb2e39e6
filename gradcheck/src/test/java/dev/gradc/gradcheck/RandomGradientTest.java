package dev.gradc.gradcheck;

import dev.gradc.gradcheck.draw.DrawnNetwork;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;

/// Gradients of a few drawn networks; [RandomGradientCampaignTest] tries many.
@PropertyDefaults(tries = 200)
class RandomGradientTest extends RandomGradientProperties {
    @Override
    @Property(tries = 60)
    void secondDerivativesAreWhatHyperDualNumbersGive(@ForAll("smaller") DrawnNetwork network, @ForAll long seed) {
        super.secondDerivativesAreWhatHyperDualNumbersGive(network, seed);
    }
}
