package dev.gradc.gradcheck;

import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Tag;

/// Two thousand drawn networks; README.md says how to run it alone.
@Tag("campaign")
@PropertyDefaults(tries = 2000)
class RandomNetworkCampaignTest extends RandomNetworkProperties {
}
