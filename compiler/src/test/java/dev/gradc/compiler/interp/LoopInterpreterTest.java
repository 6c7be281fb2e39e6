package dev.gradc.compiler.interp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Position;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Rows;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.compiler.scalar.Functions;
import dev.gradc.compiler.scalar.SequenceEvaluator;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoopInterpreterTest {
    private static final Expr A = Expr.arg(0);
    private static final Expr B = Expr.arg(1);
    private static final Expr C = Expr.arg(2);
    private static final Axis I = new Axis(0, "i");
    private static final Axis J = new Axis(1, "j");
    private static final Layout EACH_ROW = Layout.dense(Extent.perRow(1), Extent.ONE);
    private static final Buffer X = new Buffer(0, "x", new InArray(1, 0), EACH_ROW, "");
    private static final Buffer Y = new Buffer(1, "y", new InArray(2, 0), EACH_ROW, "");
    private static final Buffer LABELS = new Buffer(2, "labels", new InArray(3, 0), EACH_ROW, "");
    private static final float[] EDGES = {0f, -0f, 1f, -1f, 0.1f, 3.3f, -7.7f, 1e-45f, 3e38f, Float.NaN,
        Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 16777216f, 1.0000001f};

    private static Program program(Precision precision, Stmt body) {
        return LoopInterpreter.program(new LoopProgram("m", precision,
                List.of(new ArraySpec("arena", Role.ARENA, Extent.perRow(4)),
                        new ArraySpec("x", Role.INPUT, Extent.perRow(1)),
                        new ArraySpec("y", Role.OUTPUT, Extent.perRow(1)),
                        new ArraySpec("labels", Role.INT_INPUT, Extent.perRow(1))),
                List.of(new Kernel("k", "", body, List.of())), List.of(), List.of(), List.of(), List.of(), List.of(), 0,
                4, Map.of(7, new Extent(1, 2))));
    }

    private static float[] runFloat(Stmt body, float[] x, int[] labels) {
        float[] y = new float[x.length];
        Program program = program(Precision.FLOAT, body);
        program.code().run(0, new Object[]{new float[100 + 4 * x.length], x, y, labels}, new float[1][4], x.length, 0,
                (int) program.kernels().getFirst().iterations().at(x.length));
        return y;
    }

    private static double[] runDouble(Stmt body, double[] x) {
        double[] y = new double[x.length];
        Program program = program(Precision.DOUBLE, body);
        program.code().run(0, new Object[]{new double[100 + 4 * x.length], x, y, new int[0]}, new double[1][4],
                x.length,
                0, (int) program.kernels().getFirst().iterations().at(x.length));
        return y;
    }

    private static Stmt overRows(Stmt body) {
        return new Loop(I, Extent.perRow(1), Kind.PARALLEL, body);
    }

    private static Stmt map(Expr formula, Operand... args) {
        return overRows(new Store(Y, Index.of(I), formula, List.of(args)));
    }

    private interface FloatFormula {
        float of(float a, float b, float c);
    }

    /// Every operation on all triples of edge values: row i holds triple i, and reads its three numbers from x.
    private static void everywhere(Expr formula, FloatFormula expected) {
        int n = EDGES.length;
        float[] x = new float[n * n * n];
        System.arraycopy(EDGES, 0, x, 0, n);
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < n; k++) {
                Operand a = new Load(X, Index.of(I));
                Operand b = new Load(X, Index.ZERO.plus(Extent.fixed(j)));
                Operand c = new Load(X, Index.ZERO.plus(Extent.fixed(k)));
                Stmt body = new Loop(I, Extent.fixed(n), Kind.SERIAL,
                        new Store(Y, Index.of(I), formula, List.of(a, b, c)));
                float[] y = runFloat(body, x, new int[0]);
                for (int i = 0; i < n; i++) {
                    assertThat(Float.floatToIntBits(y[i])).as("%s of %s %s %s", formula, EDGES[i], EDGES[j], EDGES[k])
                            .isEqualTo(Float.floatToIntBits(expected.of(EDGES[i], EDGES[j], EDGES[k])));
                }
            }
        }
    }

    @Test
    void floatOperationsAreJavas() {
        everywhere(new Expr.Neg(A), (a, _, _) -> -a);
        everywhere(new Expr.Abs(A), (a, _, _) -> Math.abs(a));
        everywhere(new Expr.Sqrt(A), (a, _, _) -> (float) Math.sqrt(a));
        everywhere(new Expr.Add(A, B), (a, b, _) -> a + b);
        everywhere(new Expr.Sub(A, B), (a, b, _) -> a - b);
        everywhere(new Expr.Mul(A, B), (a, b, _) -> a * b);
        everywhere(new Expr.Div(A, B), (a, b, _) -> a / b);
        everywhere(new Expr.Min(A, B), (a, b, _) -> Math.min(a, b));
        everywhere(new Expr.Max(A, B), (a, b, _) -> Math.max(a, b));
        everywhere(new Expr.Fma(A, B, C), (a, b, c) -> Math.fma(a, b, c));
        everywhere(new Expr.Add(new Expr.Mul(A, B), C), (a, b, c) -> a * b + c);
        everywhere(Expr.constant(0.1).plus(A), (a, _, _) -> 0.1f + a);
    }

    @Test
    void comparisonsAreJavas() {
        everywhere(new Expr.Select(new Expr.Condition(Expr.Relation.LESS, A, B), C, A), (a, b, c) -> a < b ? c : a);
        everywhere(new Expr.Select(new Expr.Condition(Expr.Relation.LESS_OR_EQUAL, A, B), C, A),
                (a, b, c) -> a <= b ? c : a);
        everywhere(new Expr.Select(new Expr.Condition(Expr.Relation.EQUAL, A, B), C, A), (a, b, c) -> a == b ? c : a);
    }

    @Test
    void doubleProgramsComputeInDouble() {
        double[] x = {0.1, 1e300, -3};
        Operand load = new Load(X, Index.of(I));
        assertThat(runDouble(map(A.times(A).plus(Expr.constant(0.1)), load), x)).containsExactly(0.1 * 0.1 + 0.1,
                Double.POSITIVE_INFINITY, 9.1);
        assertThat(runDouble(map(new Expr.Fma(A, A, Expr.constant(0.1)), load), x)[0])
                .isEqualTo(Math.fma(0.1, 0.1, 0.1));
    }

    @ParameterizedTest
    @EnumSource(Fn.class)
    void functionsAreTheirSequences(Fn function) {
        SequenceEvaluator sequence = new SequenceEvaluator(Functions.of(function, Precision.FLOAT));
        SequenceEvaluator wide = new SequenceEvaluator(Functions.of(function, Precision.DOUBLE));
        Stmt body = map(new Expr.Call(function, A), new Load(X, Index.of(I)));
        float[] y = runFloat(body, EDGES, new int[0]);
        double[] z = runDouble(body, IntStream.range(0, EDGES.length).mapToDouble(i -> EDGES[i]).toArray());
        for (int i = 0; i < EDGES.length; i++) {
            assertThat(Float.floatToIntBits(y[i])).isEqualTo(Float.floatToIntBits((float) sequence.evaluate(EDGES[i])));
            assertThat(Double.doubleToLongBits(z[i])).isEqualTo(Double.doubleToLongBits(wide.evaluate(EDGES[i])));
        }
    }

    @Test
    void labelsPositionsRowsAndRandomNumbersAreOperands() {
        Buffer keys = new Buffer(3, "keys", new InArray(3, 1), Layout.dense(Extent.ONE, Extent.fixed(4)), "");
        float[] x = new float[6];
        int[] ints = {5, 6, 7, 8, -9, 10};
        assertThat(runFloat(map(A, new LoadLabel(LABELS, Index.of(I))), x, ints)).containsExactly(5, 6, 7, 8, -9, 10);
        assertThat(runFloat(map(A, new Position(Index.of(I).plus(I, Extent.fixed(2)).plus(Extent.fixed(6)))), x, ints))
                .containsExactly(6, 9, 12, 15, 18, 21);
        assertThat(runFloat(map(A, new Rows()), x, ints)).containsOnly(6);
        SequenceEvaluator uniform = new SequenceEvaluator(Functions.uniform(Precision.FLOAT));
        float[] drawn = runFloat(
                map(A, new Random(keys, 1, Index.of(I), Index.ZERO.plus(Extent.fixed(3)))), x, ints);
        for (int i = 0; i < drawn.length; i++) {
            assertThat(drawn[i]).isEqualTo((float) uniform.evaluate(8, -9, i, 3));
        }
    }

    @Test
    void aRangeOfAParallelLoopRunsAlone() {
        Store body = new Store(Y, Index.of(I), A.plus(Expr.ONE), List.of(new Load(Y, Index.of(I))));
        Program program = program(Precision.FLOAT, overRows(body));
        float[] y = new float[9];
        Object[] arrays = {new float[0], new float[9], y, new int[0]};
        program.code().run(0, arrays, new float[1][4], 9, 1, 6);
        assertThat(y).containsExactly(0, 1, 1, 1, 1, 1, 0, 0, 0);
        program.code().run(0, arrays, new float[1][4], 9, 6, 6);
        program.code().run(0, arrays, new float[1][4], 9, 7, 9);
        assertThat(y).containsExactly(0, 1, 1, 1, 1, 1, 0, 1, 1);
    }

    @Test
    void arenaAndScratchHaveTheirPlaces() {
        Buffer arena = new Buffer(7, "a", new InArena(), EACH_ROW, "");
        Buffer scratch = new Buffer(8, "s", new InScratch(3), Layout.dense(Extent.ONE, Extent.ONE), "");
        Stmt body = overRows(new Block(List.of(
                new Store(scratch, Index.ZERO, A, List.of(new Load(X, Index.of(I)))),
                new Store(arena, Index.of(I), A.times(A), List.of(new Load(scratch, Index.ZERO))))));
        float[] memory = new float[36];
        float[][] threads = new float[1][4];
        program(Precision.FLOAT, body).code().run(0,
                new Object[]{memory, new float[]{2, 3, 5}, new float[3], new int[0]}, threads, 3, 0, 3);
        // The plan puts buffer 7 at rows + 2, and there is room for 16 rows.
        assertThat(memory).startsWith(new float[18]).containsSubsequence(4, 9, 25);
        assertThat(memory[18]).isEqualTo(4);
        assertThat(threads[0]).containsExactly(0, 0, 0, 5);
    }

    /// The sum of x in `lanes` lanes.
    private static Stmt sum(int lanes, Combine combine) {
        Temp sum = new Temp(0);
        return new Block(List.of(new Let(sum, Expr.ONE, List.of()),
                new Reduce(J, Extent.perRow(1), lanes, List.of(sum), combine,
                        new Update(sum, combine.apply(A, B), List.of(sum, new Load(X, Index.of(J))))),
                new Store(Y, Index.ZERO, A, List.of(sum))));
    }

    /// The same, from its definition: the binary counter's tree has a full left half of the largest power of two.
    private static float tree(float[] blocks, int from, int to) {
        int n = to - from;
        if (n == 1) {
            return blocks[from];
        }
        int left = Integer.highestOneBit(n - 1);
        return tree(blocks, from, from + left) + tree(blocks, from + left, to);
    }

    private static float block(float[] x, int from, int lanes) {
        float[] sums = new float[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            sums[lane] = -0f;
            for (int k = from + lane; k < Math.min(x.length, from + 1024); k += lanes) {
                sums[lane] += x[k];
            }
        }
        for (int half = lanes / 2; half > 0; half /= 2) {
            for (int lane = 0; lane < half; lane++) {
                sums[lane] += sums[lane + half];
            }
        }
        return sums[0];
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 1023, 1024, 1025, 3000, 5120, 6000, 7168, 8000})
    void aSumHasItsOrder(int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) StrictMath.exp(StrictMath.sin(i) * 20);
        }
        for (int lanes : new int[]{1, 8, 16, 64}) {
            float[] blocks = new float[(n + 1023) / 1024];
            for (int b = 0; b < blocks.length; b++) {
                blocks[b] = block(x, 1024 * b, lanes);
            }
            assertThat(runFloat(sum(lanes, Combine.SUM), x, new int[0])[0]).as("%d in %d lanes", n, lanes)
                    .isEqualTo(tree(blocks, 0, blocks.length));
        }
    }

    @Test
    void aSumOfNothingIsTheIdentity() {
        float[] y = {3};
        for (Combine combine : Combine.values()) {
            program(Precision.FLOAT, sum(16, combine)).code().run(0,
                    new Object[]{new float[9], new float[0], y, new int[0]}, new float[1][4], 0, 0, 1);
            assertThat(Float.floatToIntBits(y[0])).isEqualTo(Float.floatToIntBits((float) combine.identity()));
        }
    }

    @Test
    void aMaximumPassesNaNOn() {
        assertThat(runFloat(sum(1, Combine.MAX), new float[]{1, 5, 3, 2, 4}, new int[0])[0]).isEqualTo(5);
        assertThat(runFloat(sum(16, Combine.MAX), new float[]{1, 5, Float.NaN, 2, 4}, new int[0])[0]).isNaN();
    }
}
