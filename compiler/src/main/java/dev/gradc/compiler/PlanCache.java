package dev.gradc.compiler;

import dev.gradc.compiler.Compiler.Backend;
import dev.gradc.compiler.Compiler.Compiled;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.compiler.Compiler.Watcher;
import dev.gradc.runtime.Precision;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/// The latest compiled networks of this JVM. A network whose derived graph has the same text, the user's lines included, gets the
/// program of the one before it when it is compiled by the same options: the models then share the program and its code, which
/// hold no state. They go when the memory is needed.
final class PlanCache {
    private static final int MOST = 16;
    /// The latest first.
    private static final Deque<SoftReference<Plan>> PLANS = new ArrayDeque<>();

    private PlanCache() {
    }

    /// All that a program depends on.
    private record Key(String text, Precision precision, Backend backend, boolean vector, boolean debug) {
    }

    private record Plan(Key key, Compiled compiled) {
    }

    /// What was compiled of this text by these options, or what `compile` gives. Where somebody watches, all is compiled anew, so
    /// that every stage is seen.
    ///
    /// @param text the text of the derived graph
    static Compiled get(String text, Options options, Supplier<Compiled> compile) {
        if (options.watcher() != Watcher.NONE) {
            return compile.get();
        }
        Key key = new Key(text, options.precision(), options.backend(), options.vector(), options.debug());
        return find(key).orElseGet(() -> {
            Compiled compiled = compile.get();
            keep(new Plan(key, compiled));
            return compiled;
        });
    }

    private static synchronized Optional<Compiled> find(Key key) {
        for (SoftReference<Plan> reference : PLANS) {
            Plan plan = reference.get();
            if (plan != null && plan.key().equals(key)) {
                PLANS.remove(reference);
                PLANS.addFirst(reference);
                return Optional.of(plan.compiled());
            }
        }
        return Optional.empty();
    }

    private static synchronized void keep(Plan plan) {
        PLANS.addFirst(new SoftReference<>(plan));
        while (PLANS.size() > MOST) {
            PLANS.removeLast();
        }
    }
}
