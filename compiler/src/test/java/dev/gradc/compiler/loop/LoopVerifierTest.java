package dev.gradc.compiler.loop;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopVerifierTest {
    private static final Expr A = Expr.arg(0);
    private static final Axis I = new Axis(0, "i");
    private static final Axis J = new Axis(1, "j");
    private static final Temp T = new Temp(0);
    private static final Buffer X = new Buffer(0, "x", new InArray(1, 0), rows(1), "");
    private static final Buffer Y = new Buffer(1, "y", new InArray(2, 0), rows(10), "");
    private static final Buffer LABELS = new Buffer(2, "labels", new InArray(3, 0), rows(1), "");
    private static final Buffer WIDE = new Buffer(3, "wide", new InArray(4, 0),
            Layout.padded(Extent.perRow(1), Extent.fixed(10)), "");
    private static final Extent ROWS = Extent.perRow(1);

    private static Layout rows(int width) {
        return Layout.dense(Extent.perRow(1), Extent.fixed(width));
    }

    private static LoopProgram program(Stmt body) {
        return new LoopProgram("m", Precision.FLOAT,
                List.of(new ArraySpec("arena", Role.ARENA, Extent.fixed(0)), new ArraySpec("x", Role.INPUT, ROWS),
                        new ArraySpec("y", Role.OUTPUT, Extent.perRow(10)),
                        new ArraySpec("labels", Role.INT_INPUT, ROWS),
                        new ArraySpec("wide", Role.OUTPUT, Extent.perRow(16))),
                List.of(new Kernel("k", "", body, List.of())), List.of(), List.of(), List.of(), List.of(), List.of(), 0,
                4, Map.of());
    }

    private static void accepted(Stmt body) {
        assertThatCode(() -> LoopVerifier.verify(program(body))).doesNotThrowAnyException();
    }

    private static void refused(String message, Stmt body) {
        assertThatThrownBy(() -> LoopVerifier.verify(program(body))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("kernel k").hasMessageContaining(message);
    }

    private static Stmt over(Axis axis, Extent extent, Kind kind, Stmt... body) {
        return new Loop(axis, extent, kind, new Block(List.of(body)));
    }

    private static Stmt let(Temp temp, Operand... args) {
        return new Let(temp, args.length == 0 ? Expr.ZERO : A, List.of(args));
    }

    private static Stmt update(Temp temp, Operand... args) {
        return new Update(temp, args.length == 0 ? Expr.ZERO : A, List.of(args));
    }

    private static Store store(Buffer to, Index at, Operand... args) {
        return new Store(to, at, args.length == 0 ? Expr.ZERO : A, List.of(args));
    }

    private static Block block(Stmt... body) {
        return new Block(List.of(body));
    }

    private static Index at(int base, Axis axis, int stride) {
        return Index.ZERO.plus(axis, Extent.fixed(stride)).plus(Extent.fixed(base));
    }

    @Test
    void tempsAreDeclaredOnceBeforeTheyAreUsed() {
        accepted(block(let(T), update(T, T), over(I, ROWS, Kind.SERIAL, update(T, T), let(new Temp(1), T))));
        refused("t0 is read where it is not declared", block(store(X, Index.ZERO, T)));
        refused("t0 is assigned where it is not declared", block(update(T)));
        refused("t0 is declared twice", block(let(T), over(I, ROWS, Kind.SERIAL, let(T))));
        refused("t0 is read where it is not declared", block(block(let(T)), store(X, Index.ZERO, T)));
        refused("has only 1 operands", block(new Let(T, A.plus(Expr.arg(1)), List.of(new Operand.Rows()))));
    }

    @Test
    void axesAreInScopeOnce() {
        refused("an index uses i0, which is not in scope", store(X, Index.of(I)));
        refused("i0 is in use around its loop", over(I, ROWS, Kind.SERIAL, over(I, ROWS, Kind.SERIAL)));
    }

    @Test
    void independentIterationsShareNothing() {
        accepted(over(I, ROWS, Kind.PARALLEL,
                over(J, Extent.fixed(16), Kind.VECTOR, store(WIDE, at(0, J, 1).plus(I, Extent.fixed(16))))));
        refused("j1 is a vector loop in another", over(I, ROWS, Kind.VECTOR, over(J, ROWS, Kind.VECTOR)));
        refused("t0 outlives an iteration", block(let(T), over(I, ROWS, Kind.VECTOR, update(T))));
        accepted(over(I, ROWS, Kind.VECTOR, let(T), over(J, ROWS, Kind.SERIAL, update(T, T))));
    }

    @Test
    void vectorsThatRunOverTheirEndNeedPadding() {
        accepted(over(I, ROWS, Kind.PARALLEL,
                over(J, Extent.fixed(10), Kind.VECTOR, store(WIDE, at(0, J, 1).plus(I, Extent.fixed(16))))));
        refused("y[10·i0 + j1] has no padding for vectors along j1", over(I, ROWS, Kind.PARALLEL,
                over(J, Extent.fixed(10), Kind.VECTOR, store(Y, at(0, J, 1).plus(I, Extent.fixed(10))))));
        refused("has no padding for vectors along j1", over(I, ROWS, Kind.PARALLEL,
                over(J, Extent.fixed(10), Kind.VECTOR, store(WIDE, at(2, J, 1).plus(I, Extent.fixed(16))))));
        accepted(over(I, ROWS, Kind.PARALLEL,
                over(J, Extent.fixed(10), Kind.PARALLEL, store(Y, at(0, J, 1).plus(I, Extent.fixed(10))))));
    }

    @Test
    void accessesStayInside() {
        accepted(over(I, ROWS, Kind.SERIAL, store(Y, at(9, I, 10))));
        refused("y[160·i0] is from 0 to 160 with 2 rows, and the buffer has 160 elements",
                over(I, ROWS, Kind.SERIAL, store(Y, at(0, I, 160))));
        refused("x[i0 + -1] is from -1", over(I, ROWS, Kind.SERIAL, let(T, new Load(X, at(-1, I, 1)))));
    }

    @Test
    void sumsHaveTheirTemps() {
        accepted(block(let(T), new Reduce(I, ROWS, 16, List.of(T), Combine.SUM,
                update(T, new Load(X, Index.of(I))))));
        refused("x[2·i0] is from 0 to 2044", block(let(T), new Reduce(I, ROWS, 1, List.of(T), Combine.SUM,
                update(T, new Load(X, at(0, I, 2))))));
        refused("t0 is assigned where it is not declared",
                new Reduce(I, ROWS, 1, List.of(T), Combine.SUM, block()));
        refused("combines a temp twice",
                block(let(T), new Reduce(I, ROWS, 1, List.of(T, T), Combine.SUM, block())));
        refused("has 3 lanes", block(let(T), new Reduce(I, ROWS, 3, List.of(T), Combine.SUM, block())));
        refused("has lanes in a vector loop",
                over(J, ROWS, Kind.VECTOR, let(T), new Reduce(I, ROWS, 16, List.of(T), Combine.SUM, block())));
    }

    @Test
    void buffersHaveTheTypeAndTheSizeOfTheirArrays() {
        accepted(over(I, ROWS, Kind.SERIAL, let(T, new LoadLabel(LABELS, Index.of(I)))));
        refused("loads a real from the whole numbers of labels", let(T, new Load(LABELS, Index.ZERO)));
        refused("loads a label from the reals of x", let(T, new LoadLabel(X, Index.ZERO)));
        refused("stores a real to the whole numbers of labels", store(LABELS, Index.ZERO));
        refused("labels has no keys for the stream 0", let(T, new Random(LABELS, 0, Index.ZERO, Index.ZERO)));
        refused("z ends behind its array x",
                store(new Buffer(5, "z", new InArray(1, 1), rows(1), ""), Index.ZERO));
        refused("z stands in array 9",
                store(new Buffer(5, "z", new InArray(9, 1), rows(1), ""), Index.ZERO));
        refused("z ends behind the 4 elements of scratch",
                store(new Buffer(5, "z", new InScratch(1), Layout.dense(Extent.ONE, Extent.fixed(4)), ""), Index.ZERO));
        refused("two buffers have one number",
                block(store(X, Index.ZERO), store(new Buffer(0, "z", new InArray(1, 0), rows(1), ""), Index.ZERO)));
    }
}
