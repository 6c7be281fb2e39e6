package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.RowProduct;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.runtime.Extent;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits some rows and columns of a product: [RowMethods] leave the sums in rows of scratch, block after block, and then comes what
/// is done with the sums, row by row.
final class RowPanel {
    /// Enough rows to be worth the copies of the right factor's rows, few enough to stay in a cache.
    static final int MOST_ROWS = 32;

    private final RoutineEmitter routine;
    private final Frame frame;
    private final RowProduct product;
    private final InstructionAdapter code;
    private final LoopEmitter loops;
    private final Axis columns;
    private final Variable scratch;
    private final Variable i;
    private final Variable j;
    private final Variable height;
    private final Variable width;

    /// @param passed the thread's scratch, the first row and column, and how many rows and columns there are
    RowPanel(RoutineEmitter routine, Frame frame, RowProduct product, List<Variable> passed) {
        this.routine = routine;
        this.frame = frame;
        this.product = product;
        code = frame.code();
        loops = new LoopEmitter(routine, frame, new ScalarLanes(frame));
        columns = product.tile().lanes().axis();
        scratch = passed.get(0);
        i = passed.get(1);
        j = passed.get(2);
        height = passed.get(3);
        width = passed.get(4);
    }

    /// The blocks of the sums; of sums over the batch, as if there were never more than one.
    static int blocks(RowProduct product) {
        Extent total = product.total();
        return total.isFixed() ? Math.max(1, Math.ceilDiv(total.fixed(), Reduce.BLOCK)) : 1;
    }

    /// The last row of scratch that the panels of a product use.
    static int lastRow(RowProduct product) {
        int waiting = Integer.SIZE - Integer.numberOfLeadingZeros(blocks(product) - 1);
        return RowMethods.FIRST_SUM + (waiting + 1) * MOST_ROWS - 1;
    }

    /// Emits the panel.
    void emit() {
        atRow(() -> {
            frame.indices().enter(columns, j);
            sums();
            frame.indices().leave();
        });
        Variable end = loops.variable(() -> {
            frame.load(j);
            frame.load(width);
            code.add(Type.INT_TYPE);
        });
        Variable r = loops.zero();
        loops.repeat(r, height, 1, () -> {
            atRow(() -> rest(r, end));
            code.iinc(i.slot(), 1);
        });
    }

    /// Emits what is inside the loop over the rows, at row `i`.
    private void atRow(Runnable inside) {
        Loop rows = product.tile().rows();
        if (rows == null) {
            inside.run();
        } else {
            frame.indices().enter(rows.axis(), i);
            inside.run();
            frame.indices().leave();
        }
    }

    /// Block after block, combined as a binary counter does.
    private void sums() {
        int done = 0;
        for (int block = 0; block < blocks(product); block++) {
            block(block * Reduce.BLOCK, firstSum(done));
            done++;
            for (int odd = block; odd % 2 == 1; odd /= 2) {
                done--;
                combine(done);
            }
        }
        while (done > 1) {
            done--;
            combine(done);
        }
    }

    /// The first row of scratch for the sums of a block, when so many parts of earlier ones wait.
    private int firstSum(int waiting) {
        int first = RowMethods.FIRST_SUM + waiting * MOST_ROWS;
        routine.scratch().takeRows(first + MOST_ROWS - 1);
        return first;
    }

    /// The sums of the block that begins at element `from`.
    private void block(int from, int firstSum) {
        routine.lines().at(code, product.k());
        int mark = frame.locals().mark();
        Load left = product.left();
        Load right = product.right();
        Loop rows = product.tile().rows();
        frame.indices().enter(product.k(), loops.variable(() -> code.iconst(from)));
        frame.load(scratch);
        code.iconst(firstSum);
        frame.place(left.from(), left.at());
        frame.indices().pushStride(rows == null ? Extent.fixed(0) : left.at().stride(rows.axis()));
        frame.indices().pushStride(left.at().stride(product.k()));
        frame.place(right.from(), right.at());
        frame.indices().pushStride(right.at().stride(product.k()));
        frame.load(height);
        frame.load(width);
        loops.pushAtMost(product.total().isFixed()
                ? Extent.fixed(Math.min(Reduce.BLOCK, product.total().fixed() - from)) : product.total());
        RowMethods.callProduct(frame);
        frame.indices().leave();
        frame.locals().release(mark);
    }

    /// Adds the sums on top to those below, when so many wait below the top.
    private void combine(int waiting) {
        frame.load(scratch);
        code.iconst(firstSum(waiting - 1));
        code.iconst(firstSum(waiting));
        frame.load(height);
        frame.load(width);
        RowMethods.callAddRows(frame);
    }

    /// What is done with the sums of row `i`, the panel's row `r`, in a method of its own.
    private void rest(Variable r, Variable end) {
        int mark = frame.locals().mark();
        Type reals = Frame.reals(frame.precision());
        frame.load(scratch);
        frame.load(r);
        code.iconst(firstSum(0));
        code.add(Type.INT_TYPE);
        code.aload(reals);
        Variable sums = frame.locals().take(reals);
        frame.store(sums);
        routine.call(product.rest(), frame, List.of(sums, j, end),
                (inner, passed) -> rest(inner, passed.get(0), passed.get(1), passed.get(2)));
        frame.locals().release(mark);
    }

    /// Column by column from `first` up to `end`.
    private void rest(Frame inner, Variable sums, Variable first, Variable end) {
        Lanes lanes = new ScalarLanes(inner);
        LoopEmitter inside = new LoopEmitter(routine, inner, lanes);
        Variable sum = inner.locals().take(Frame.real(inner.precision()));
        inner.temps().put(product.sum(), sum);
        Variable column = inside.variable(() -> inner.load(first));
        inside.repeat(column, end, 1, () -> {
            lanes.reload(() -> {
                inner.load(sums);
                inner.load(column);
                inner.load(first);
                inner.code().sub(Type.INT_TYPE);
            });
            inner.store(sum);
            inside.body(columns, column, product.rest(), lanes);
        });
    }
}
