package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits the transposition of a matrix in square blocks, as many rows as a vector has lanes, in registers: at distances d of half
/// the lanes, a quarter, …, the rows r and r + d exchange the lanes that have bit d for those that have not. What is left at
/// the edges is copied element by element.
final class TransposeEmitter {
    private static final Expr COPY = Expr.arg(0);

    private final RoutineEmitter routine;
    private final Frame frame;
    private final Nest nest;
    private final InstructionAdapter code;
    private final LoopEmitter loops;

    /// Two loops that copy a matrix whose columns are neighbours in what is read, and whose rows are in what is written.
    ///
    /// @param rows the outer loop
    /// @param columns the inner loop
    /// @param copy what is in it
    private record Nest(Loop rows, Loop columns, Stmt copy, Buffer from, Index read, Buffer to, Index written) {
        static Optional<Nest> of(Stmt body) {
            if (body instanceof Loop rows && rows.kind() == Kind.PARALLEL && only(rows.body()) instanceof Loop columns
                    && columns.kind() != Kind.SERIAL && stored(columns.body()) instanceof Store store
                    && store.formula().equals(COPY) && store.args().getFirst() instanceof Load(var from, var read)
                    && isTransposed(read, store.at(), rows.axis(), columns.axis())) {
                return Optional.of(new Nest(rows, columns, columns.body(), from, read, store.to(), store.at()));
            }
            return Optional.empty();
        }

        /// The store that a body is; one of a temp that is read before stores what is read.
        private static Stmt stored(Stmt body) {
            return body instanceof Block(var copy) && copy.size() == 2
                    && copy.get(0) instanceof Let(var temp, var formula, var args) && formula.equals(COPY)
                    && copy.get(1) instanceof Store(var to, var at, var kept, var values)
                    && values.equals(List.of(temp)) ? new Store(to, at, kept, args) : only(body);
        }

        private static Stmt only(Stmt stmt) {
            return stmt instanceof Block(var body) && body.size() == 1 ? body.getFirst() : stmt;
        }

        private static boolean isTransposed(Index read, Index written, Axis rows, Axis columns) {
            return read.isNext(rows) && written.isNext(columns) && !read.stride(columns).equals(Extent.ONE);
        }
    }

    private TransposeEmitter(RoutineEmitter routine, Frame frame, Nest nest) {
        this.routine = routine;
        this.frame = frame;
        this.nest = nest;
        code = frame.code();
        loops = new LoopEmitter(routine, frame, new ScalarLanes(frame));
    }

    /// Emits the rows from `from` to `to` of a kernel that is a transposition.
    ///
    /// @return whether it is one, and there are vectors
    static boolean emit(RoutineEmitter routine, Frame frame, Stmt body, Variable from, Variable to) {
        Optional<Nest> nest = frame.lanes() == 1 ? Optional.empty() : Nest.of(body);
        nest.ifPresent(found -> new TransposeEmitter(routine, frame, found).blocks(from, to));
        return nest.isPresent();
    }

    /// `for (; i + lanes <= to; i += lanes) { for (j = 0; j + lanes <= n; j += lanes) block; rest of the columns }; rest of the rows`
    private void blocks(Variable i, Variable to) {
        Variable n = loops.times(nest.columns().extent());
        Variable lastRow = less(to);
        Variable lastColumn = less(n);
        loops.repeat(i, lastRow, frame.lanes(), () -> {
            int mark = frame.locals().mark();
            Variable j = loops.zero();
            loops.repeat(j, lastColumn, frame.lanes(), () -> routine.call(nest.rows(), frame, List.of(i, j),
                    (inner, passed) -> new TransposeEmitter(routine, inner, nest).block(passed)));
            Variable end = loops.variable(() -> {
                frame.load(i);
                code.iconst(frame.lanes());
                code.add(Type.INT_TYPE);
            });
            copy(loops.variable(() -> frame.load(i)), end, j, n);
            frame.locals().release(mark);
        });
        copy(i, to, loops.zero(), n);
    }

    /// `to − lanes + 1`
    private Variable less(Variable to) {
        return loops.variable(() -> {
            frame.load(to);
            code.iconst(frame.lanes() - 1);
            code.sub(Type.INT_TYPE);
        });
    }

    /// The elements of rows `i` to `to` and columns `j` to `n`, one by one.
    private void copy(Variable i, Variable to, Variable j, Variable n) {
        loops.repeat(i, to, 1, () -> {
            int mark = frame.locals().mark();
            frame.indices().enter(nest.rows().axis(), i, Accesses.of(nest.copy()));
            Variable column = loops.variable(() -> frame.load(j));
            loops.repeat(column, n, 1,
                    () -> loops.body(nest.columns().axis(), column, nest.copy(), new ScalarLanes(frame)));
            frame.indices().leave();
            frame.locals().release(mark);
        });
    }

    private void block(List<Variable> rowAndColumn) {
        VectorApi api = new VectorApi(frame.constants(), code, frame.precision());
        Axis rows = nest.rows().axis();
        Axis columns = nest.columns().axis();
        frame.indices().enter(rows, rowAndColumn.get(0));
        frame.indices().enter(columns, rowAndColumn.get(1));
        int lanes = frame.lanes();
        List<Variable> vectors = new ArrayList<>();
        for (int l = 0; l < lanes; l++) {
            int column = l;
            api.load(() -> frame.place(nest.from(), nest.read().shift(columns, column)));
            vectors.add(take(api));
        }
        for (int distance = lanes / 2; distance > 0; distance /= 2) {
            for (int l = 0; l < lanes; l++) {
                if ((l & distance) == 0) {
                    exchange(api, vectors, l, distance);
                }
            }
        }
        for (int l = 0; l < lanes; l++) {
            int row = l;
            frame.load(vectors.get(l));
            frame.place(nest.to(), nest.written().shift(rows, row));
            api.store();
        }
        frame.indices().leave();
        frame.indices().leave();
    }

    private Variable take(VectorApi api) {
        Variable variable = frame.locals().take(api.reals());
        frame.store(variable);
        return variable;
    }

    private void exchange(VectorApi api, List<Variable> vectors, int first, int distance) {
        Variable low = vectors.get(first);
        Variable high = vectors.get(first + distance);
        int mark = frame.locals().mark();
        frame.load(low);
        frame.load(high);
        api.down(frame.lanes() - distance);
        api.blendOdd(distance);
        Variable newLow = take(api);
        frame.load(low);
        api.down(distance);
        frame.load(high);
        api.blendOdd(distance);
        frame.store(high);
        frame.load(newLow);
        frame.store(low);
        frame.locals().release(mark);
    }
}
