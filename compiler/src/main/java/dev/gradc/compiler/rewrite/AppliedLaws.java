package dev.gradc.compiler.rewrite;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// Counts how often laws were applied.
public final class AppliedLaws {
    private final Map<Law, Integer> times = new EnumMap<>(Law.class);

    /// A law was applied so many times more.
    public void add(Law law, int more) {
        if (more > 0) {
            times.merge(law, more, Math::addExact);
        }
    }

    /// How often, in the order of the laws; those that never were are left out.
    public Map<Law, Integer> times() {
        return Collections.unmodifiableMap(times);
    }
}
