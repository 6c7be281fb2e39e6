package dev.gradc.runtime;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A call of an entry point, for the JDK Flight Recorder. Its names are what a recording shows.
@Name("dev.gradc.Step")
@Label("Step")
@Description("A call of an entry point of a model, such as a training step")
@Category("gradc")
@Enabled(false)
@StackTrace(false)
final class StepEvent extends Event {
    /// Asked whether the event is on, so that nothing need be made for that.
    private static final StepEvent PROBE = new StepEvent();

    @Label("Model")
    String model = "";

    @Label("Entry Point")
    String entry = "";

    @Label("Rows")
    int rows;

    @Label("Step")
    @Description("How many updates of the parameters came before")
    long step;

    static boolean isOn() {
        return PROBE.isEnabled();
    }

    /// An event that begins now.
    static StepEvent begun() {
        StepEvent event = new StepEvent();
        event.begin();
        return event;
    }

    /// Ends and records it.
    void end(String model, String entry, int rows, long step) {
        end();
        this.model = model;
        this.entry = entry;
        this.rows = rows;
        this.step = step;
        commit();
    }
}
