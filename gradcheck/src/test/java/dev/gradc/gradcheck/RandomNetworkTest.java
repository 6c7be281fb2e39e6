package dev.gradc.gradcheck;

import net.jqwik.api.PropertyDefaults;

/// A few drawn networks; [RandomNetworkCampaignTest] tries many.
@PropertyDefaults(tries = 40)
class RandomNetworkTest extends RandomNetworkProperties {
}
