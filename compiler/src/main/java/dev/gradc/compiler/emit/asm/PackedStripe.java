package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operands;
import dev.gradc.compiler.loop.RowProduct;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Tile;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A stripe of columns of a product, for which the right factor's columns are copied to the thread's scratch, one row behind
/// another. Where that factor's rows stand far apart, each is in another page of memory, and the processor does not see what is
/// read next; the copy loop waits for many rows at a time, and all tiles of the stripe then read the copy.
///
/// @param product the product
/// @param columns how many columns are copied
record PackedStripe(RowProduct product, int columns) {
    /// From so many elements between two rows on, the processor's prefetchers do not follow.
    private static final int FAR = 512;
    /// A copy of more elements would not stay in the second cache.
    private static final int MOST_ELEMENTS = 32 * 1024;
    /// The axis that stands for where the stripe's first column is in the copy.
    private static final Axis START = new Axis(Integer.MIN_VALUE, "p");

    /// The stripe of a tile, if its right factor is worth a copy.
    ///
    /// @param width how many vectors wide the stripe is
    static Optional<PackedStripe> of(Tile tile, int width, int lanes) {
        return RowProduct.of(tile).filter(product -> isFar(product) && product.total().isFixed()
                && product.total().fixed() <= Reduce.BLOCK && product.total().fixed() * width * lanes <= MOST_ELEMENTS)
                .map(product -> new PackedStripe(product, width * lanes));
    }

    private static boolean isFar(RowProduct product) {
        Extent stride = product.right().at().stride(product.k());
        return stride.isFixed() && stride.fixed() >= FAR;
    }

    /// How many elements are copied.
    int elements() {
        return product.total().fixed() * columns;
    }

    /// The tile that reads the copy.
    ///
    /// @param base the copy's first element of scratch
    Tile tile(int base) {
        Tile tile = product.tile();
        Operands.Place place = new Operands.Place(copy(base), index());
        return new Tile(tile.outer(), tile.rows(), tile.lanes(), (Block) Operands.rewrite(tile.body(),
                (buffer, at) -> buffer.equals(product.right().from()) && at.equals(product.right().at()) ? place
                        : new Operands.Place(buffer, at),
                at -> at));
    }

    private static Buffer copy(int base) {
        return new Buffer(Integer.MAX_VALUE, "copy", new InScratch(base), Layout.dense(Extent.ONE, Extent.ONE), "");
    }

    private Index index() {
        return Index.ZERO.plus(product.tile().lanes().axis(), Extent.ONE).plus(product.k(), Extent.fixed(columns))
                .plus(START, Extent.ONE);
    }

    /// Emits the copying of the stripe that begins at column `j`, and says where it is until [#leave].
    void enter(RoutineEmitter routine, Frame frame, Variable j, int base) {
        Axis lanes = product.tile().lanes().axis();
        LoopEmitter loops = new LoopEmitter(routine, frame, new ScalarLanes(frame));
        frame.indices().enter(START, loops.variable(() -> {
            frame.code().iconst(0);
            frame.load(j);
            frame.code().sub(j.type());
        }));
        List<Store> stores = IntStream.iterate(0, column -> column < columns, column -> column + frame.lanes())
                .mapToObj(column -> new Store(copy(base), index().shift(lanes, column), Expr.arg(0),
                        List.of(new Load(product.right().from(),
                                product.right().at().shift(lanes, column)))))
                .toList();
        Block block = new Block(List.copyOf(stores));
        routine.call(block, frame, List.of(j), (inner, passed) -> {
            LoopEmitter inside = new LoopEmitter(routine, inner, new ScalarLanes(inner));
            inner.indices().enter(lanes, passed.getFirst());
            Variable k = inside.zero();
            inside.repeat(k, inside.variable(() -> inside.pushAtMost(product.total())), 1,
                    () -> inside.body(product.k(), k, block, new VectorLanes(inner, lanes)));
            inner.indices().leave();
        });
    }

    /// Ends what [#enter] began.
    void leave(Frame frame) {
        frame.indices().leave();
    }
}
