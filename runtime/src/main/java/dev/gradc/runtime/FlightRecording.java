package dev.gradc.runtime;

import jdk.jfr.FlightRecorder;

/// Whether a recording of the JDK Flight Recorder asks for gradc's events, `dev.gradc.Step` and `dev.gradc.Kernel`. Both are off
/// unless it names them. Without the module `jdk.jfr` there are none.
///
/// As long as Java runs without the recorder, asking is one look at a flag, and the events are not even loaded: to load one
/// would start the recorder, which takes a tenth of a second.
final class FlightRecording {
    private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecording() {
    }

    /// Whether it asks for calls of entry points.
    static boolean wantsSteps() {
        return PRESENT && FlightRecorder.isInitialized() && StepEvent.isOn();
    }

    /// Whether it asks for kernels.
    static boolean wantsKernels() {
        return PRESENT && FlightRecorder.isInitialized() && KernelEvent.isOn();
    }
}
