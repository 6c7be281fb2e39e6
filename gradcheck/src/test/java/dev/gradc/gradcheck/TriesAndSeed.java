package dev.gradc.gradcheck;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/// Prints after each property how often it was tried, and the seed, which `@Property(seed = …)` tries again.
final class TriesAndSeed implements AroundPropertyHook {
    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        PropertyExecutionResult result = property.execute();
        System.out.printf("%s: %s, %,d tries, seed %s%n", context.label(), result.status(), result.countTries(),
                result.seed().orElse("unknown"));
        return result;
    }
}
