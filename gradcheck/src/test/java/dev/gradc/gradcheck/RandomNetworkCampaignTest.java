package dev.gradc.gradcheck;

import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Tag;

/// Two thousand random networks: `mvn -P campaigns test -pl gradcheck -am`.
@Tag("campaign")
@PropertyDefaults(tries = 2000)
class RandomNetworkCampaignTest extends RandomNetworkProperties {
}
