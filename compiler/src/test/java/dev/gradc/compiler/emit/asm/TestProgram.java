package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.KernelSpec;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A loop program written by hand, with data for its arrays.
final class TestProgram {
    /// Numbers at which arithmetic is not ordinary.
    private static final double[] EDGES = {0.0, -0.0, 1, -1, Double.NaN, Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, 3e38, -3e38, 0.5, 88.5, -104};

    final Precision precision;
    final int rows;
    private final List<ArraySpec> arrays = new ArrayList<>();
    private final List<Kernel> kernels = new ArrayList<>();
    private final Map<Integer, Extent> arena = new HashMap<>();
    private final Map<Integer, Integer> classes = new HashMap<>();
    private Extent arenaSize = Extent.fixed(Layout.LANES);
    private final List<Buffer> buffers = new ArrayList<>();
    private int axes;
    private int temps;
    private double edgeShare;

    TestProgram(Precision precision, int rows) {
        this.precision = precision;
        this.rows = rows;
        arrays.add(new ArraySpec("arena", Role.ARENA, arenaSize));
    }

    /// Lets that share of the data be numbers at which arithmetic is not ordinary.
    TestProgram edges(double share) {
        edgeShare = share;
        return this;
    }

    Axis axis(String name) {
        return new Axis(axes++, name);
    }

    Temp temp() {
        return new Temp(temps++);
    }

    /// A buffer that is an array of its own, from its element 16 on: rows of `columns`, padded.
    Buffer reals(String name, Extent rows, int columns) {
        Layout layout = Layout.padded(rows, Extent.fixed(columns));
        arrays.add(new ArraySpec(name, Role.INPUT, layout.size().plus(Extent.fixed(Layout.LANES))));
        return buffer(name, new Place.InArray(arrays.size() - 1, Layout.LANES), layout);
    }

    /// Rows of the batch.
    Buffer reals(String name, int columns) {
        return reals(name, Extent.perRow(1), columns);
    }

    /// A buffer in the arena, of rows of the batch.
    Buffer arena(String name, int columns) {
        return arena(name, Layout.padded(Extent.perRow(1), Extent.fixed(columns)));
    }

    /// A buffer in the arena whose rows are `count`, each as long as the batch.
    Buffer columns(String name, int count) {
        return arena(name, Layout.padded(Extent.fixed(count), Extent.perRow(1)));
    }

    private Buffer arena(String name, Layout layout) {
        arena.put(buffers.size(), arenaSize);
        arenaSize = arenaSize.plus(layout.size());
        return buffer(name, new Place.InArena(), layout);
    }

    /// A buffer of class labels, one for each row.
    Buffer labels(String name, int count) {
        Layout layout = Layout.dense(Extent.ONE, Extent.perRow(1));
        arrays.add(new ArraySpec(name, Role.INT_INPUT, layout.size()));
        classes.put(arrays.size() - 1, count);
        return buffer(name, new Place.InArray(arrays.size() - 1, 0), layout);
    }

    Buffer keys(int streams) {
        Layout layout = Layout.dense(Extent.ONE, Extent.fixed(2 * streams));
        arrays.add(new ArraySpec("keys", Role.INT_KEYS, layout.size()));
        return buffer("keys", new Place.InArray(arrays.size() - 1, 0), layout);
    }

    private Buffer buffer(String name, Place place, Layout layout) {
        Buffer buffer = new Buffer(buffers.size(), name, place, layout, "");
        buffers.add(buffer);
        return buffer;
    }

    TestProgram kernel(String name, Stmt body, Buffer... writes) {
        kernels.add(new Kernel(name, "Model.java:" + (12 + kernels.size()), body, List.of(writes)));
        return this;
    }

    LoopProgram build() {
        arrays.set(0, new ArraySpec("arena", Role.ARENA, arenaSize));
        return new LoopProgram("Model", precision, List.copyOf(arrays), List.copyOf(kernels), List.of(), List.of(),
                List.of(), List.of(), List.of(), 0, 0, Map.copyOf(arena));
    }

    /// Data for the arrays.
    Object[] data(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Object[] data = new Object[arrays.size()];
        build();
        for (int i = 0; i < data.length; i++) {
            int size = Math.toIntExact(arrays.get(i).size().at(Layout.room(rows))) + Layout.LANES;
            if (arrays.get(i).role().isInt()) {
                data[i] = classes.containsKey(i) ? random.ints(size, 0, classes.get(i)).toArray()
                        : random.ints(size).toArray();
            } else {
                data[i] = reals(random.doubles(size, -4, 4).map(x -> random.nextDouble() < edgeShare
                        ? EDGES[random.nextInt(EDGES.length)] : x).toArray());
            }
        }
        return data;
    }

    private Object reals(double[] values) {
        if (precision == Precision.DOUBLE) {
            return values;
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /// Runs all kernels in order, each in two ranges.
    static void run(Program program, Object[] data, int rows) {
        Object[] scratch = program.scratch().allocate(program.precision());
        for (int i = 0; i < program.kernels().size(); i++) {
            KernelSpec kernel = program.kernels().get(i);
            int iterations = Math.toIntExact(kernel.iterations().at(rows));
            int middle = kernel.iterations().equals(Extent.ONE) ? 1 : iterations / 3 / kernel.unit() * kernel.unit();
            program.code().run(i, data, scratch, rows, 0, middle);
            if (middle < iterations) {
                program.code().run(i, data, scratch, rows, middle, iterations);
            }
        }
    }

    /// The bits of all buffers' elements; all NaNs are one.
    List<long[]> bits(Object[] data) {
        List<long[]> bits = new ArrayList<>();
        for (Buffer buffer : buffers) {
            Layout layout = buffer.layout();
            int height = (int) layout.rows().at(rows);
            int width = (int) layout.columns().at(rows);
            int array = buffer.place() instanceof Place.InArray(var number, _) ? number : 0;
            int offset = buffer.place() instanceof Place.InArray(_, var first) ? first
                    : (int) build().arena().getOrDefault(buffer.id(), Extent.ONE).at(Layout.room(rows));
            long[] of = new long[height * width];
            for (int i = 0; i < of.length; i++) {
                int at = offset + layout.at(i / width, i % width, rows);
                of[i] = switch (data[array]) {
                    case float[] floats -> Float.floatToIntBits(floats[at]);
                    case double[] doubles -> Double.doubleToLongBits(doubles[at]);
                    case int[] ints -> ints[at];
                    default -> throw new IllegalArgumentException(buffer.name());
                };
            }
            bits.add(of);
        }
        return bits;
    }

    static Stmt block(Stmt... body) {
        return new Stmt.Block(List.of(body));
    }

    static Stmt loop(Axis axis, Stmt.Kind kind, Extent extent, Stmt... body) {
        return new Stmt.Loop(axis, extent, kind, block(body));
    }

    static Stmt loop(Axis axis, Stmt.Kind kind, int extent, Stmt... body) {
        return loop(axis, kind, Extent.fixed(extent), body);
    }

    static Stmt let(Temp temp, Expr formula, Operand... args) {
        return new Stmt.Let(temp, formula, List.of(args));
    }

    static Stmt update(Temp temp, Expr formula, Operand... args) {
        return new Stmt.Update(temp, formula, List.of(args));
    }

    static Stmt store(Buffer to, Index at, Expr formula, Operand... args) {
        return new Stmt.Store(to, at, formula, List.of(args));
    }

    static Operand load(Buffer from, Index at) {
        return new Operand.Load(from, at);
    }

    static Index at(Axis axis) {
        return Index.of(axis);
    }

    /// The element of a buffer in that row and column.
    static Index at(Axis row, Buffer of, Axis column) {
        return Index.ZERO.plus(row, of.layout().row()).plus(column, of.layout().column());
    }
}
