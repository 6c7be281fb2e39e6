package dev.gradc.newcomer;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.event.VMStartEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.StepRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A Java program in a debugger.
final class Debuggee implements AutoCloseable {
    private static final long PATIENCE = 60_000;

    private final VirtualMachine machine;

    /// Starts a program; it waits at its beginning.
    Debuggee(String classPath, String main) throws Exception {
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("options").setValue("-cp \"" + classPath + "\"");
        arguments.get("main").setValue(main);
        machine = connector.launch(arguments);
        machine.process().getInputStream().close();
    }

    /// Where a thread stands: the innermost frame first.
    record Stop(ThreadReference thread, List<Location> frames) {
        static Stop of(ThreadReference thread) throws IncompatibleThreadStateException {
            return new Stop(thread, thread.frames().stream().map(StackFrame::location).toList());
        }
    }

    /// Runs on until a line of a source file is reached for the first time.
    ///
    /// @param path the file's, from its package on
    Stop runTo(String path, int line) throws Exception {
        ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
        prepared.addSourceNameFilter(path.substring(path.lastIndexOf('/') + 1));
        prepared.enable();
        while (true) {
            for (Event event : next()) {
                switch (event) {
                    case ClassPrepareEvent loaded -> breakAt(loaded.referenceType(), path, line);
                    case BreakpointEvent hit -> {
                        machine.eventRequestManager().deleteAllBreakpoints();
                        return Stop.of(hit.thread());
                    }
                    default -> check(event);
                }
            }
            machine.resume();
        }
    }

    private void breakAt(ReferenceType type, String path, int line) throws AbsentInformationException {
        if (type.sourcePaths(null).contains(path)) {
            for (Location location : type.locationsOfLine(line)) {
                machine.eventRequestManager().createBreakpointRequest(location).enable();
            }
        }
    }

    /// Steps over lines.
    ///
    /// @return where the thread stood after each step
    List<Stop> step(ThreadReference thread, int times) throws Exception {
        StepRequest request = machine.eventRequestManager().createStepRequest(thread, StepRequest.STEP_LINE,
                StepRequest.STEP_OVER);
        request.enable();
        List<Stop> stops = new ArrayList<>();
        while (stops.size() < times) {
            machine.resume();
            for (Event event : next()) {
                if (event instanceof StepEvent done) {
                    stops.add(Stop.of(done.thread()));
                } else {
                    check(event);
                }
            }
        }
        machine.eventRequestManager().deleteEventRequest(request);
        return stops;
    }

    private EventSet next() throws InterruptedException {
        EventSet events = machine.eventQueue().remove(PATIENCE);
        if (events == null) {
            throw new IllegalStateException("nothing has happened for a minute");
        }
        return events;
    }

    private static void check(Event event) {
        switch (event) {
            case VMDeathEvent _, VMDisconnectEvent _ -> throw new IllegalStateException("the program has ended");
            case VMStartEvent _, ClassPrepareEvent _ -> {
            }
            default -> throw new IllegalStateException("unexpected: " + event);
        }
    }

    @Override
    public void close() {
        machine.process().destroyForcibly();
    }
}
