package dev.gradc.runtime;

import org.jspecify.annotations.Nullable;

/// Stands in the place of [FlightRecording] in a compiled model, which needs no module but `java.base`: no event is ever wanted.
final class NoRecording {
    private NoRecording() {
    }

    static boolean wantsKernels() {
        return false;
    }

    static @Nullable Object beginStep() {
        return null;
    }

    static void endStep(Object event, String model, String entry, int rows, long step) {
        throw new IllegalStateException("no event was begun");
    }

    static Object beginKernel() {
        throw new IllegalStateException("no event is wanted");
    }

    static void endKernel(Object event, KernelSpec kernel, String entry, int rows) {
        throw new IllegalStateException("no event was begun");
    }
}
