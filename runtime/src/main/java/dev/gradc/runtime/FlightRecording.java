package dev.gradc.runtime;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/// gradc's events for the JDK Flight Recorder, `dev.gradc.Step` and `dev.gradc.Kernel`. Both are off unless a recording names
/// them. Without the module `jdk.jfr` there are none.
///
/// As long as Java runs without the recorder, asking is one look at a flag, and the events are not even loaded: to load one
/// would start the recorder, which takes a tenth of a second. In compiled models [NoRecording] stands in its place.
final class FlightRecording {
    private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecording() {
    }

    /// Whether it asks for kernels.
    static boolean wantsKernels() {
        return PRESENT && FlightRecorder.isInitialized() && KernelEvent.isOn();
    }

    /// The event of a call of an entry point that begins now; null where none is wanted.
    static @Nullable Object beginStep() {
        return PRESENT && FlightRecorder.isInitialized() && StepEvent.isOn() ? StepEvent.begun() : null;
    }

    /// Ends and records what [#beginStep] gave.
    static void endStep(Object event, String model, String entry, int rows, long step) {
        ((StepEvent) event).end(model, entry, rows, step);
    }

    /// The event of a kernel that begins now.
    static Object beginKernel() {
        return KernelEvent.begun();
    }

    /// Ends and records what [#beginKernel] gave.
    static void endKernel(Object event, KernelSpec kernel, String entry, int rows) {
        ((KernelEvent) event).end(kernel, entry, rows);
    }
}
