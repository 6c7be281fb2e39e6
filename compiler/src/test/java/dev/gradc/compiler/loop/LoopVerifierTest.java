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
import dev.gradc.compiler.loop.Stmt.Bound.InBlock;
import dev.gradc.compiler.loop.Stmt.Bound.InLane;
import dev.gradc.compiler.loop.Stmt.Bound.Whole;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Fold;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoopVerifierTest {
    private static final Expr A = Expr.arg(0);
    private static final Axis I = new Axis(0, "i");
    private static final Axis J = new Axis(1, "j");
    private static final Axis BLOCK = new Axis(2, "b");
    private static final Axis LANE = new Axis(3, "l");
    private static final Temp T = new Temp(0);
    private static final Buffer X = new Buffer(0, "x", new InArray(1, 0), Extent.perRow(1), "");
    private static final Buffer Y = new Buffer(1, "y", new InArray(2, 0), Extent.perRow(10), "");
    private static final Buffer LABELS = new Buffer(2, "labels", new InArray(3, 0), Extent.perRow(1), "");
    private static final Extent ROWS = Extent.perRow(1);

    private static LoopProgram program(Stmt body) {
        return new LoopProgram("m", Precision.FLOAT,
                List.of(new ArraySpec("arena", Role.ARENA, Extent.fixed(0)), new ArraySpec("x", Role.INPUT, ROWS),
                        new ArraySpec("y", Role.OUTPUT, Extent.perRow(10)),
                        new ArraySpec("labels", Role.INT_INPUT, ROWS)),
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
        return new Loop(axis, new Whole(extent), kind, new Block(List.of(body)));
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
        refused("needs the block b2", new Loop(I, new InBlock(ROWS, BLOCK, 8), Kind.SERIAL, block()));
        refused("needs the lane l3", new Loop(I, new InLane(new Whole(ROWS), LANE, 8), Kind.SERIAL, block()));
    }

    @Test
    void parallelLoopsAreOutermostAndVectorLoopsInnermost() {
        accepted(over(I, ROWS, Kind.PARALLEL,
                over(J, Extent.fixed(10), Kind.VECTOR, store(Y, at(0, J, 1).plus(I, Extent.fixed(10))))));
        refused("i0 is parallel, and not outermost", block(over(I, ROWS, Kind.PARALLEL)));
        refused("j1 is VECTOR in a vector loop", over(I, ROWS, Kind.VECTOR, over(J, ROWS, Kind.VECTOR)));
        refused("t0 outlives an iteration", block(let(T), over(I, ROWS, Kind.VECTOR, update(T))));
        accepted(over(I, ROWS, Kind.VECTOR, let(T), over(J, ROWS, Kind.SERIAL, update(T, T))));
    }

    @Test
    void aStepHasItsRest() {
        accepted(new Loop(I, new Whole(ROWS), Kind.SERIAL, 4, store(X, at(3, I, 1)), store(X, Index.of(I))));
        refused("has a rest without a step",
                new Loop(I, new Whole(ROWS), Kind.SERIAL, 1, block(), store(X, Index.of(I))));
        refused("x[i0 + 1] is from 1 to 1 with 1 rows, and the buffer has 1 elements",
                new Loop(I, new Whole(ROWS), Kind.SERIAL, 2, block(), block(store(X, at(1, I, 1)))));
    }

    @Test
    void accessesStayInside() {
        accepted(over(I, ROWS, Kind.SERIAL, store(Y, at(9, I, 10))));
        refused("y[10·i0 + 10] is from 10 to 10 with 1 rows, and the buffer has 10 elements",
                over(I, ROWS, Kind.SERIAL, store(Y, at(10, I, 10))));
        refused("x[i0 + -1] is from -1", over(I, ROWS, Kind.SERIAL, let(T, new Load(X, at(-1, I, 1)))));
    }

    /// A sum in lanes: what the last block and the last lanes lack is left out.
    private static Stmt sum(int blockOfIndex) {
        Index at = Index.of(LANE).plus(J, Extent.fixed(8)).plus(BLOCK, Extent.fixed(blockOfIndex));
        return block(let(T), new Fold(BLOCK, ROWS, 1024, List.of(T), Combine.SUM,
                over(LANE, Extent.fixed(8), Kind.SERIAL,
                        new Loop(J, new InLane(new InBlock(ROWS, BLOCK, 1024), LANE, 8), Kind.SERIAL,
                                update(T, new Load(X, at))))));
    }

    @Test
    void boundsThatDependOnBlocksAndLanesAreFollowed() {
        accepted(sum(1024));
        refused("with 1025 rows", sum(1025));
        refused("t0 is assigned where it is not declared",
                new Fold(BLOCK, ROWS, 8, List.of(T), Combine.SUM, block()));
        refused("combines a temp twice",
                block(let(T), new Fold(BLOCK, ROWS, 8, List.of(T, T), Combine.SUM, block())));
    }

    @Test
    void buffersHaveTheTypeAndTheSizeOfTheirArrays() {
        accepted(over(I, ROWS, Kind.SERIAL, let(T, new LoadLabel(LABELS, Index.of(I)))));
        refused("loads a real from the whole numbers of labels", let(T, new Load(LABELS, Index.ZERO)));
        refused("loads a label from the reals of x", let(T, new LoadLabel(X, Index.ZERO)));
        refused("stores a real to the whole numbers of labels", store(LABELS, Index.ZERO));
        refused("labels has no keys for the stream 0", let(T, new Random(LABELS, 0, Index.ZERO, Index.ZERO)));
        refused("z ends behind its array x",
                store(new Buffer(5, "z", new InArray(1, 1), Extent.perRow(1), ""), Index.ZERO));
        refused("z stands in array 9",
                store(new Buffer(5, "z", new InArray(9, 1), Extent.perRow(1), ""), Index.ZERO));
        refused("z ends behind the 4 elements of scratch",
                store(new Buffer(5, "z", new InScratch(1), Extent.fixed(4), ""), Index.ZERO));
        refused("two buffers have one number",
                block(store(X, Index.ZERO), store(new Buffer(0, "z", new InArray(1, 0), ROWS, ""), Index.ZERO)));
    }
}
