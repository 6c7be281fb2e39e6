package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.GraphPrinter;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.ParameterSpec;
import dev.gradc.runtime.StepScalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The arrays of a program, and where inputs, parameters, slots and scalars stand in them; shared by all entries.
final class Arrays {
    private static final int PARAMETERS = LoopProgram.ARENA + 1;
    private static final int SLOTS = PARAMETERS + 1;
    private static final int GRADIENTS = SLOTS + 1;
    private static final int SCALARS = GRADIENTS + 1;
    private static final int KEYS = SCALARS + 1;

    private final List<ArraySpec> specs = new ArrayList<>();
    private final List<InputSpec> inputs = new ArrayList<>();
    private final List<ParameterSpec> parameters = new ArrayList<>();
    private final List<ParameterSpec> slots = new ArrayList<>();
    private final List<StepScalar> scalars = new ArrayList<>();
    private final Map<Value, Buffer> leaves = new HashMap<>();
    private final Buffer keys;
    private final boolean panels;
    private int streams;
    private int buffers;

    /// @param panels whether large matrices stand in panels
    Arrays(GraphModule module, boolean panels) {
        this.panels = panels;
        List<Value> values = Graph.reachable(module.roots());
        module.parameters().forEach(this::addParameter);
        values.stream().filter(value -> value.op() instanceof Op.Slot).forEach(this::addSlot);
        int scalarCount = (int) values.stream().filter(value -> value.op() instanceof Op.Scalar).count();
        values.forEach(this::countStream);
        specs.add(new ArraySpec("arena", Role.ARENA, Extent.fixed(0)));
        specs.add(new ArraySpec("parameters", Role.PARAMETERS, Extent.fixed(end(parameters))));
        specs.add(new ArraySpec("slots", Role.SLOTS, Extent.fixed(end(slots))));
        specs.add(new ArraySpec("gradients", Role.GRADIENTS, Extent.fixed(hasGradients(module) ? end(parameters) : 0)));
        specs.add(new ArraySpec("scalars", Role.SCALARS, Extent.fixed(scalarCount)));
        Layout pairs = Layout.dense(Extent.ONE, Extent.fixed(2 * streams));
        specs.add(new ArraySpec("keys", Role.INT_KEYS, pairs.size()));
        keys = buffer("keys", new InArray(KEYS, 0), pairs, "");
        values.stream().filter(value -> value.op() instanceof Op.Scalar).forEach(this::addScalar);
        module.inputs().forEach(this::addInput);
        values.stream().filter(value -> value.op() instanceof Op.Input && !leaves.containsKey(value))
                .forEach(this::addInput);
    }

    private static boolean hasGradients(GraphModule module) {
        return module.entries().stream().flatMap(entry -> entry.results().stream())
                .anyMatch(result -> result.target() instanceof GraphModule.Target.Gradient);
    }

    private void addParameter(Value value) {
        if (value.op() instanceof Op.Parameter parameter) {
            int offset = end(parameters);
            Layout layout = layout(value.shape());
            parameters.add(new ParameterSpec(parameter.name(), parameter.shape().extents(), offset, layout,
                    parameter.initializer(), parameter.trainable(), value.origin().toString()));
            leaves.put(value, buffer(parameter.name(), new InArray(PARAMETERS, offset), layout,
                    value.origin().toString()));
        }
    }

    private void addSlot(Value value) {
        if (value.op() instanceof Op.Slot slot) {
            int offset = end(slots);
            Layout layout = layout(value.shape());
            slots.add(new ParameterSpec(slot.name(), slot.shape().extents(), offset, layout,
                    new Initializer.Constant(slot.initial()), false, value.origin().toString()));
            leaves.put(value, buffer(slot.name(), new InArray(SLOTS, offset), layout, value.origin().toString()));
        }
    }

    private void addScalar(Value value) {
        if (value.op() instanceof Op.Scalar(var scalar)) {
            leaves.put(value, buffer(GraphPrinter.scalar(scalar), new InArray(SCALARS, scalars.size()),
                    Layouts.dense(value.shape()), value.origin().toString()));
            scalars.add(scalar);
        }
    }

    private void addInput(Value value) {
        if (value.op() instanceof Op.Input input) {
            String name = input.name() + (input.rolled() ? " (rolled)" : "");
            boolean label = input.kind() instanceof InputSpec.Kind.Label;
            Layout layout = Layouts.forHost(value.shape());
            inputs.add(new InputSpec(input.name(), input.kind(), input.shape().without(List.of(0)).extents(),
                    input.rolled(), specs.size(), layout.size().perRow(), false, value.origin().toString()));
            leaves.put(value, buffer(name, new InArray(specs.size(), 0), layout, value.origin().toString()));
            specs.add(new ArraySpec(name, label ? Role.INT_INPUT : Role.INPUT, layout.size()));
        }
    }

    private void countStream(Value value) {
        if (value.op() instanceof Op.Random random) {
            streams = Math.max(streams, random.stream() + 1);
        } else if (value.op() instanceof Op.Scalar(StepScalar.MixShare mix)) {
            streams = Math.max(streams, mix.stream() + 1);
        }
    }

    private static int end(List<ParameterSpec> specs) {
        return specs.isEmpty() ? 0 : Layout.room(specs.getLast().end());
    }

    private Buffer buffer(String name, Buffer.Place place, Layout layout, String origin) {
        return new Buffer(buffers++, name, place, layout, origin);
    }

    /// Where an input, a parameter, a slot or a scalar stands; no other value has a place from the start.
    Map<Value, Buffer> leaves() {
        return leaves;
    }

    /// The keys of the random streams.
    Buffer keys() {
        return keys;
    }

    /// How a value stands in memory, if nothing speaks against it.
    Layout layout(Shape shape) {
        return panels ? Layouts.inPanels(shape) : Layouts.of(shape);
    }

    /// A new buffer in the arena.
    Buffer inArena(String name, Value value, Layout layout) {
        return buffer(name, new InArena(), layout, value.origin().toString());
    }

    /// A new buffer in each thread's scratch.
    Buffer inScratch(String name, int offset, int size) {
        return buffer(name, new Buffer.Place.InScratch(offset), Layout.dense(Extent.ONE, Extent.fixed(size)), "");
    }

    /// The place that a target names; a new array for an output.
    Buffer target(Target target, Value value) {
        String origin = value.origin().toString();
        return switch (target) {
            case Target.Output(var name) -> {
                Layout layout = Layouts.forHost(value.shape());
                Buffer buffer = buffer(name, new InArray(specs.size(), 0), layout, origin);
                specs.add(new ArraySpec(name, Role.OUTPUT, layout.size()));
                yield buffer;
            }
            case Target.Gradient(var parameter) -> {
                Buffer of = leaf(parameter);
                int offset = ((InArray) of.place()).offset();
                yield buffer("gradient of " + of.name(), new InArray(GRADIENTS, offset), of.layout(), of.origin());
            }
            case Target.Update(var state) -> leaf(state);
        };
    }

    private Buffer leaf(Value value) {
        Buffer buffer = leaves.get(value);
        if (buffer == null) {
            throw new IllegalStateException("neither a parameter nor a slot: " + value.op());
        }
        return buffer;
    }

    List<ArraySpec> specs() {
        return List.copyOf(specs);
    }

    List<InputSpec> inputs() {
        return List.copyOf(inputs);
    }

    List<ParameterSpec> parameters() {
        return List.copyOf(parameters);
    }

    List<ParameterSpec> slots() {
        return List.copyOf(slots);
    }

    List<StepScalar> scalars() {
        return List.copyOf(scalars);
    }

    int streams() {
        return streams;
    }
}
