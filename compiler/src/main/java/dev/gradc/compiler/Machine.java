package dev.gradc.compiler;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/// What gradc must know of the machine, so that nobody waits for hours without being told why.
final class Machine {
    private static final String FMA = "UseFMA";

    private Machine() {
    }

    /// A sentence where this JVM has no fused multiply-add in hardware: the bits are the same, but each one takes hundreds
    /// of nanoseconds instead of one.
    static Optional<String> slow() {
        HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (vm == null) {
            return Optional.empty();
        }
        try {
            return Boolean.parseBoolean(vm.getVMOption(FMA).getValue()) ? Optional.empty()
                    : Optional.of("this JVM has no fused multiply-add in hardware (-XX:-UseFMA, or a processor without"
                            + " it), so training will be hundreds of times slower, with the same results; use another"
                            + " machine, or take the option away");
        } catch (IllegalArgumentException noSuchOption) {
            // Another JVM than HotSpot, of which nothing is known.
            return Optional.empty();
        }
    }
}
