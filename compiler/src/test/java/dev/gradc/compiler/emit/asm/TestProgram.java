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
    private Extent arenaSize = Extent.fixed(3);
    private int buffers;
    private int scratch;
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

    /// A buffer that is an array of its own, from its element 2 on.
    Buffer reals(String name, Extent size) {
        arrays.add(new ArraySpec(name, Role.INPUT, size.plus(Extent.fixed(2))));
        return new Buffer(buffers++, name, new Place.InArray(arrays.size() - 1, 2), size, "");
    }

    Buffer reals(String name, int size) {
        return reals(name, Extent.fixed(size));
    }

    /// A buffer in the arena.
    Buffer arena(String name, Extent size) {
        arena.put(buffers, arenaSize);
        arenaSize = arenaSize.plus(size);
        return new Buffer(buffers++, name, new Place.InArena(), size, "");
    }

    Buffer scratch(String name, int size) {
        scratch += size;
        return new Buffer(buffers++, name, new Place.InScratch(scratch - size), Extent.fixed(size), "");
    }

    /// A buffer of class labels.
    Buffer labels(String name, Extent size, int count) {
        arrays.add(new ArraySpec(name, Role.INT_INPUT, size));
        classes.put(arrays.size() - 1, count);
        return new Buffer(buffers++, name, new Place.InArray(arrays.size() - 1, 0), size, "");
    }

    Buffer keys(int streams) {
        arrays.add(new ArraySpec("keys", Role.INT_KEYS, Extent.fixed(2 * streams)));
        return new Buffer(buffers++, "keys", new Place.InArray(arrays.size() - 1, 0), Extent.fixed(2 * streams), "");
    }

    TestProgram kernel(String name, Stmt body, Buffer... writes) {
        kernels.add(new Kernel(name, "Model.java:" + (12 + kernels.size()), body, List.of(writes)));
        return this;
    }

    LoopProgram build() {
        arrays.set(0, new ArraySpec("arena", Role.ARENA, arenaSize));
        return new LoopProgram("Model", precision, List.copyOf(arrays), List.copyOf(kernels), List.of(), List.of(),
                List.of(), List.of(), List.of(), 0, scratch, Map.copyOf(arena));
    }

    /// Data for the arrays.
    Object[] data(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Object[] data = new Object[arrays.size()];
        build();
        for (int i = 0; i < data.length; i++) {
            int size = Math.toIntExact(arrays.get(i).size().at(rows));
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
        Object scratch = program.precision() == Precision.FLOAT ? new float[program.scratch()]
                : new double[program.scratch()];
        for (int i = 0; i < program.kernels().size(); i++) {
            KernelSpec kernel = program.kernels().get(i);
            int iterations = Math.toIntExact(kernel.iterations().at(rows));
            int middle = kernel.iterations().equals(Extent.ONE) ? 1 : iterations / 3;
            program.code().run(i, data, scratch, rows, 0, middle);
            if (middle < iterations) {
                program.code().run(i, data, scratch, rows, middle, iterations);
            }
        }
    }

    /// The bits of all arrays; all NaNs are one.
    static List<long[]> bits(Object[] data) {
        List<long[]> bits = new ArrayList<>();
        for (Object array : data) {
            bits.add(switch (array) {
                case float[] floats -> {
                    long[] of = new long[floats.length];
                    for (int i = 0; i < of.length; i++) {
                        of[i] = Float.floatToIntBits(floats[i]);
                    }
                    yield of;
                }
                case double[] doubles -> java.util.Arrays.stream(doubles).mapToLong(Double::doubleToLongBits).toArray();
                case int[] ints -> java.util.Arrays.stream(ints).asLongStream().toArray();
                default -> throw new IllegalArgumentException(array.toString());
            });
        }
        return bits;
    }

    static Stmt block(Stmt... body) {
        return new Stmt.Block(List.of(body));
    }

    static Stmt loop(Axis axis, Stmt.Kind kind, Extent extent, Stmt... body) {
        return new Stmt.Loop(axis, new Stmt.Bound.Whole(extent), kind, block(body));
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

    /// `row · width + column`.
    static Index at(Axis row, int width, Axis column) {
        return Index.ZERO.plus(row, Extent.fixed(width)).plus(column, Extent.ONE);
    }
}
