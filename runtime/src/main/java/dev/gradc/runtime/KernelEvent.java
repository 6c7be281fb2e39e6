package dev.gradc.runtime;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A run of a kernel, for the JDK Flight Recorder. Its names are what a recording shows.
@Name("dev.gradc.Kernel")
@Label("Kernel")
@Description("A run of one kernel of an entry point, by all its threads")
@Category("gradc")
@Enabled(false)
@StackTrace(false)
final class KernelEvent extends Event {
    /// Asked whether the event is on, so that nothing need be made for that.
    private static final KernelEvent PROBE = new KernelEvent();

    @Label("Kernel")
    String kernel = "";

    @Label("Origin")
    @Description("The line of the model's source")
    String origin = "";

    @Label("Entry Point")
    String entry = "";

    @Label("Rows")
    int rows;

    @Label("Operations")
    @Description("Floating-point operations; a fused multiply-add counts as two")
    long operations;

    @Label("Bytes")
    @Description("Each element that is read counted once, and each that is written once")
    @DataAmount
    long bytes;

    static boolean isOn() {
        return PROBE.isEnabled();
    }

    /// An event that begins now.
    static KernelEvent begun() {
        KernelEvent event = new KernelEvent();
        event.begin();
        return event;
    }

    /// Ends and records it.
    void end(KernelSpec spec, String entry, int rows) {
        end();
        kernel = spec.name();
        origin = spec.origin();
        this.entry = entry;
        this.rows = rows;
        operations = spec.work().operations().at(rows);
        bytes = spec.work().bytes().at(rows);
        commit();
    }
}
