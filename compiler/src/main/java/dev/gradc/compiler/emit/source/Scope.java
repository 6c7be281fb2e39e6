package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.emit.source.Naming.SumNames;
import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Operands;
import dev.gradc.compiler.loop.Operands.Access;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the things are called that one method speaks of: arrays, the places where buffers begin, loops' variables and temps.
final class Scope {
    /// The thread's own array, the first of its scratch.
    static final String OWN = "own";
    static final String ROOM = "room";
    static final String KEPT = "kept";
    /// The first element of those that are taken to the lanes of a sum side by side, how many they are, and one's lane.
    static final String FIRST = "first";
    static final String COUNT = "count";
    static final String LANE = "lane";
    /// Names that methods give to their parameters and to what stands at their top.
    static final List<String> FIXED = List.of("arrays", "scratch", "rows", "from", "to", "kernel", "entry", ROOM, OWN,
            KEPT);

    private final LoopProgram program;
    private final Identifiers names;
    private final Map<Integer, String> arrays = new TreeMap<>();
    private final Set<Integer> ownArrays = new TreeSet<>();
    private final Map<Integer, Buffer> starting = new LinkedHashMap<>();
    private final Map<Integer, String> starts = new HashMap<>();
    private final Map<Axis, String> axes = new HashMap<>();
    private final Map<Temp, String> temps = new HashMap<>();
    private final Map<Stmt.Reduce, SumNames> sums = new IdentityHashMap<>();
    private boolean usesOwn;

    /// @param body the statements of the method, with the pieces that it calls
    /// @param given the loops around them
    /// @param names gives out the names
    Scope(LoopProgram program, Stmt body, List<Axis> given, Pieces pieces, Identifiers names) {
        this.program = program;
        this.names = names;
        for (Access access : Operands.accesses(body)) {
            array(access.buffer()).ifPresent(number -> arrays.put(number, ""));
        }
        arrays.replaceAll((number, _) -> names.fresh(program.arrays().get(number).name()));
        for (Access access : Operands.accesses(pieces.own(body))) {
            array(access.buffer()).ifPresent(ownArrays::add);
            start(access.buffer());
        }
        given.forEach(axis -> axes.put(axis, names.fresh(axis.name())));
        pieces.kept().forEach((temp, number) -> temps.put(temp, OWN + "[" + KEPT + " + " + number + "]"));
        new Naming(names, axes, temps, sums, block -> block != body && pieces.number(block) > 0).name(body);
    }

    private static Optional<Integer> array(Buffer buffer) {
        return switch (buffer.place()) {
            case InArray(var number, _) -> Optional.of(number);
            case InArena _ -> Optional.of(LoopProgram.ARENA);
            case InScratch _ -> Optional.empty();
        };
    }

    private void start(Buffer buffer) {
        usesOwn |= buffer.place() instanceof InScratch;
        boolean isWholeArray = array(buffer)
                .map(number -> Set.of(Role.INPUT, Role.INT_INPUT, Role.OUTPUT, Role.INT_KEYS)
                        .contains(program.arrays().get(number).role()))
                .orElse(false) && offset(buffer).equals(Extent.fixed(0));
        if (!isWholeArray && !starts.containsKey(buffer.id())) {
            starting.put(buffer.id(), buffer);
            starts.put(buffer.id(), names.fresh(buffer.name()));
        }
    }

    /// Where a buffer begins in its array, for the batch rounded up.
    Extent offset(Buffer buffer) {
        return buffer.place() instanceof InScratch(var offset) ? Extent.fixed(offset)
                : ProgramAssembler.offset(program, buffer);
    }

    /// The arrays that the method itself uses.
    Set<Integer> ownArrays() {
        return ownArrays;
    }

    /// The arrays that the method and its pieces use, by their numbers.
    Map<Integer, String> arrays() {
        return arrays;
    }

    /// The name of an array.
    String array(int number) {
        return known(arrays.get(number), "array " + number);
    }

    /// The buffers whose beginnings have names.
    List<Buffer> starting() {
        return new ArrayList<>(starting.values());
    }

    /// The name of a buffer's beginning; empty where it is that of its array.
    String start(int buffer) {
        return starts.getOrDefault(buffer, "");
    }

    /// The array that a buffer lies in.
    String arrayOf(Buffer buffer) {
        return array(buffer).map(this::array).orElse(OWN);
    }

    /// Whether buffers lie in the thread's own array.
    boolean usesOwn() {
        return usesOwn;
    }

    /// A loop's variable.
    String axis(Axis axis) {
        return known(axes.get(axis), axis);
    }

    /// A temp.
    String temp(Temp temp) {
        return known(temps.get(temp), temp);
    }

    /// The variables of a sum.
    SumNames sum(Stmt.Reduce reduce) {
        return known(sums.get(reduce), reduce.axis());
    }

    private static <T> T known(@Nullable T name, Object what) {
        if (name == null) {
            throw new IllegalStateException(what + " is used before it is declared");
        }
        return name;
    }
}
