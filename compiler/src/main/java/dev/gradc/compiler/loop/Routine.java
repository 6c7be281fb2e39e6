package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What kernels of equal form have in common, so that a backend can make one code for all of them: a kernel's body, in which the
/// arrays are numbered as they occur, and a buffer of the arena, a parameter, a slot or a gradient begins where an axis of its
/// own says. Axes and temps are numbered as they occur, too. Two routines are equal where their kernels do the same at different places.
///
/// @param ints for each array, whether it holds `int`
/// @param offsets for each such buffer, the axis that stands for where it begins
/// @param body what is done
public record Routine(List<Boolean> ints, List<Axis> offsets, Stmt body) {
    /// A method takes no more than 255 arguments; a kernel of more buffers than this has its places written into its body.
    private static final int MOST_OFFSETS = 100;

    /// A kernel as a call of its routine.
    ///
    /// @param arrays the routine's arrays, by their numbers in the program
    /// @param offsets what the routine's axes of [Routine#offsets()] stand for, of the batch rounded up to
    ///     [dev.gradc.runtime.Layout#room]
    public record Call(Routine routine, List<Integer> arrays, List<Extent> offsets) {
        /// Copies, so that nobody changes them.
        public Call {
            arrays = List.copyOf(arrays);
            offsets = List.copyOf(offsets);
        }
    }

    /// The call that a kernel is.
    ///
    /// @param program with its memory planned
    static Call of(LoopProgram program, Kernel kernel) {
        long many = Operands.accesses(kernel.body()).stream().map(Operands.Access::buffer)
                .filter(buffer -> isOneOfMany(program, buffer)).distinct().count();
        return new Maker(program, many <= MOST_OFFSETS).call(kernel);
    }

    /// Whether a buffer shares its array with others that kernels of equal form may use in its place.
    private static boolean isOneOfMany(LoopProgram program, Buffer buffer) {
        return switch (buffer.place()) {
            case InArena _ -> true;
            case InArray(var array, _) -> switch (program.arrays().get(array).role()) {
                case PARAMETERS, SLOTS, GRADIENTS -> true;
                case ARENA, SCALARS, INT_KEYS, INPUT, INT_INPUT, OUTPUT -> false;
            };
            case InScratch _ -> false;
        };
    }

    /// Writes one routine.
    private static final class Maker {
        private final LoopProgram program;
        private final boolean open;
        private final List<Integer> arrays = new ArrayList<>();
        private final Map<Buffer, Buffer> buffers = new HashMap<>();
        private final Map<Buffer, Axis> offsets = new HashMap<>();
        private final List<Axis> offsetAxes = new ArrayList<>();
        private final List<Extent> starts = new ArrayList<>();
        private final Map<Integer, Axis> axes = new HashMap<>();
        private final Map<Temp, Temp> temps = new HashMap<>();

        Maker(LoopProgram program, boolean open) {
            this.program = program;
            this.open = open;
        }

        Call call(Kernel kernel) {
            Stmt body = statement(kernel.body());
            List<Boolean> ints = arrays.stream().map(array -> program.arrays().get(array).role().isInt()).toList();
            return new Call(new Routine(ints, List.copyOf(offsetAxes), body), arrays, starts);
        }

        private Stmt statement(Stmt stmt) {
            return switch (stmt) {
                case Block(var body) -> new Block(body.stream().map(this::statement).toList());
                case Loop(var axis, var extent, var kind, var body) ->
                    new Loop(axis(axis), extent, kind, statement(body));
                case Reduce(var axis, var total, var lanes, var partials, var combine, var body) ->
                    new Reduce(axis(axis), total, lanes, partials.stream().map(this::temp).toList(), combine,
                            statement(body));
                case Let(var temp, var formula, var args) -> new Let(temp(temp), formula, operands(args));
                case Update(var temp, var formula, var args) -> new Update(temp(temp), formula, operands(args));
                case Store(var to, var at, var formula, var args) ->
                    new Store(buffer(to), place(to, at), formula, operands(args));
            };
        }

        private List<Operand> operands(List<Operand> args) {
            return args.stream().map(this::operand).toList();
        }

        private Operand operand(Operand arg) {
            return switch (arg) {
                case Temp temp -> temp(temp);
                case Load(var from, var at) -> new Load(buffer(from), place(from, at));
                case LoadLabel(var from, var at) -> new LoadLabel(buffer(from), place(from, at));
                case Position(var value) -> new Position(index(value));
                case Rows rows -> rows;
                case Random(var keys, var stream, var row, var column) ->
                    new Random(buffer(keys), stream, index(row), index(column));
            };
        }

        private Temp temp(Temp temp) {
            return temps.computeIfAbsent(temp, _ -> new Temp(temps.size()));
        }

        private Axis axis(Axis axis) {
            return axes.computeIfAbsent(axis.id(), _ -> new Axis(axes.size(), axis.name()));
        }

        private Index index(Index index) {
            return index.rename(this::axis);
        }

        private Index place(Buffer buffer, Index at) {
            Index index = index(at);
            if (!isOneOfMany(program, buffer)) {
                return index;
            }
            return open ? index.plus(offset(buffer), Extent.ONE)
                    : index.plus(ProgramAssembler.offset(program, buffer));
        }

        private Axis offset(Buffer buffer) {
            return offsets.computeIfAbsent(buffer, _ -> {
                Axis axis = new Axis(-1 - offsetAxes.size(), "o");
                offsetAxes.add(axis);
                starts.add(ProgramAssembler.offset(program, buffer));
                return axis;
            });
        }

        private Buffer buffer(Buffer buffer) {
            return buffers.computeIfAbsent(buffer, _ -> new Buffer(buffers.size(), "", switch (buffer.place()) {
                case InArray(var array, var offset) ->
                    new InArray(array(array), isOneOfMany(program, buffer) ? 0 : offset);
                case InArena _ -> new InArray(array(LoopProgram.ARENA), 0);
                case InScratch scratch -> scratch;
            }, buffer.layout(), ""));
        }

        private int array(int number) {
            if (!arrays.contains(number)) {
                arrays.add(number);
            }
            return arrays.indexOf(number);
        }
    }
}
