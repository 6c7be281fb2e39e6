package dev.gradc.compiler.loop;

import static dev.gradc.compiler.TestGraph.A;
import static dev.gradc.compiler.TestGraph.B;
import static dev.gradc.compiler.TestGraph.C;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.LoadLabel;
import dev.gradc.compiler.loop.Operand.Random;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.Count;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What kernels are said to do, counted by hand.
class KernelWorkTest {
    private static final Axis I = new Axis(0, "i");
    private static final Axis J = new Axis(1, "j");
    private static final Axis K = new Axis(2, "k");
    private static final Temp T = new Temp(0);
    private static final Extent ROWS = Extent.perRow(1);
    /// Ten numbers a row, 16 apart.
    private static final Buffer X = new Buffer(0, "x", new InArray(1, 0), Layout.padded(ROWS, Extent.fixed(10)), "");
    /// Three numbers a row.
    private static final Buffer Y = new Buffer(1, "y", new InArray(2, 0), Layout.dense(ROWS, Extent.fixed(3)), "");
    private static final Buffer W = new Buffer(2, "w", new InArray(3, 0),
            Layout.dense(Extent.fixed(10), Extent.fixed(3)), "");
    private static final Buffer LABELS = new Buffer(3, "labels", new InArray(4, 0), Layout.dense(ROWS, Extent.ONE), "");
    private static final Buffer KEYS = new Buffer(4, "keys", new InArray(5, 0),
            Layout.dense(Extent.ONE, Extent.fixed(4)), "");
    private static final Buffer OWN = new Buffer(5, "own", new InScratch(0), Layout.dense(Extent.ONE, Extent.fixed(10)),
            "");
    private static final Index X_AT = Index.of(J).plus(I, Extent.fixed(16));
    private static final Index Y_AT = Index.of(J).plus(I, Extent.fixed(3));

    private static Stmt rows(Stmt... body) {
        return new Loop(I, ROWS, Kind.PARALLEL, new Block(List.of(body)));
    }

    private static Stmt columns(int times, Stmt... body) {
        return new Loop(J, Extent.fixed(times), Kind.VECTOR, new Block(List.of(body)));
    }

    private static Kernel kernel(Stmt body) {
        return new Kernel("k", "", body, List.of());
    }

    private static Count operations(Stmt body) {
        return KernelCost.operations(kernel(body), Precision.FLOAT);
    }

    private static Count bytes(Precision precision, Stmt body) {
        LoopProgram program = new LoopProgram("m", precision,
                List.of(new ArraySpec("arena", Role.ARENA, Extent.fixed(0)),
                        new ArraySpec("x", Role.INPUT, Extent.perRow(16)),
                        new ArraySpec("y", Role.OUTPUT, Extent.perRow(3)),
                        new ArraySpec("w", Role.PARAMETERS, Extent.fixed(30)),
                        new ArraySpec("labels", Role.INT_INPUT, ROWS),
                        new ArraySpec("keys", Role.INT_KEYS, Extent.fixed(4))),
                List.of(kernel(body)), List.of(), List.of(), List.of(), List.of(), List.of(), 2, 10, Map.of());
        return KernelTraffic.bytes(program, kernel(body));
    }

    private static Count bytes(Stmt body) {
        return bytes(Precision.FLOAT, body);
    }

    /// y = x·w.
    private static Stmt product() {
        Index x = Index.of(K).plus(I, Extent.fixed(16));
        Index w = Index.of(J).plus(K, Extent.fixed(3));
        Stmt sum = new Reduce(K, Extent.fixed(10), 1, List.of(T), Combine.SUM,
                new Update(T, new Expr.Fma(B, C, A), List.of(T, new Load(X, x), new Load(W, w))));
        return rows(columns(3, new Let(T, Expr.constant(-0.0), List.of()), sum, new Store(Y, Y_AT, A, List.of(T))));
    }

    @Test
    void aProductHasTwoOperationsForEachPairAndReadsEachElementOnce() {
        assertThat(operations(product())).isEqualTo(new Count(2 * 10 * 3, 0));
        assertThat(bytes(product())).isEqualTo(new Count(4 * (10 + 3), 4 * 30));
        assertThat(bytes(Precision.DOUBLE, product())).isEqualTo(new Count(8 * (10 + 3), 8 * 30));
    }

    @Test
    void lanesAndBlocksAreCombined() {
        Stmt inLanes = new Reduce(K, Extent.fixed(2500), 16, List.of(T), Combine.SUM,
                new Update(T, A.plus(B), List.of(T, T)));
        assertThat(operations(inLanes)).isEqualTo(new Count(0, 2500 + 3 * 15 + 2));
        Stmt overRows = new Reduce(I, ROWS, 16, List.of(T), Combine.MAX,
                new Update(T, new Expr.Max(A, B), List.of(T, T)));
        assertThat(operations(overRows)).isEqualTo(new Count(1, 15));
    }

    @Test
    void whatIsReadAgainCountsOnceAndWhatIsWrittenOnceMore() {
        Stmt square = columns(10, new Store(X, X_AT, A.times(B), List.of(new Load(X, X_AT), new Load(X, X_AT))));
        assertThat(bytes(rows(square))).isEqualTo(new Count(4 * (10 + 10), 0));
        assertThat(bytes(rows(square, square))).isEqualTo(new Count(4 * (10 + 10), 0));
    }

    @Test
    void partsOfABufferAddUpToNoMoreThanTheWhole() {
        Stmt first = columns(4, new Let(T, A, List.of(new Load(X, X_AT))));
        Stmt last = columns(3, new Let(T, A, List.of(new Load(X, X_AT.plus(Extent.fixed(7))))));
        Stmt most = columns(9, new Let(T, A, List.of(new Load(X, X_AT))));
        assertThat(bytes(rows(first, last))).isEqualTo(new Count(4 * (4 + 3), 0));
        assertThat(bytes(rows(first, last, most))).isEqualTo(new Count(4 * 10, 0));
    }

    @Test
    void labelsAndKeysAreIntsAndScratchIsNothing() {
        Stmt label = new Let(T, A, List.of(new LoadLabel(LABELS, Index.of(I))));
        Stmt random = new Let(T, A, List.of(new Random(KEYS, 1, Index.of(I), Index.ZERO)));
        Stmt scratch = columns(10, new Store(OWN, Index.of(J), A, List.of(new Load(OWN, Index.of(J)))));
        assertThat(bytes(Precision.DOUBLE, rows(label, random, scratch))).isEqualTo(new Count(4, 2 * 4));
    }

    @Test
    void windowsThatOverlapCountTheirElementsOnce() {
        Stmt windows = new Loop(K, Extent.fixed(4), Kind.SERIAL, columns(3, new Let(T, A,
                List.of(new Load(X, Index.of(J).plus(K, Extent.ONE))))));
        assertThat(bytes(windows)).isEqualTo(new Count(0, 4 * 6));
    }
}
