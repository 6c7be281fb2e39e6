package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.RowProduct;
import dev.gradc.compiler.loop.Tile;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import java.util.List;
import java.util.stream.Stream;

/// How large register tiles are. Enough sums must be under way to hide the latency of an addition, and few enough to stay in
/// registers beside what they are made of; the widths are powers of two.
///
/// @param lanes how many lanes a vector has; 1 where there are no vectors
/// @param most how many sums one method can hold at most
record TileShapes(int lanes, int most) {
    /// Vectors of 512 bits come with 32 registers, narrower ones may have 16.
    private static final int WIDE_SUMS = 16;
    private static final int NARROW_SUMS = 12;
    /// So many leave room in 16 registers for all that a step of the sum reads: 4 · 2 sums, 4 numbers and 2 vectors.
    private static final int SUMS_BESIDE_FACTORS = 8;
    private static final int SCALAR_ROWS = 8;
    /// No tile has more sums.
    static final int MOST_SUMS = Math.max(WIDE_SUMS, NARROW_SUMS);

    /// The widest tiles of the greatest height.
    private static final int WIDTH_OF_MANY_ROWS = 2;

    /// The shapes of a tile.
    ///
    /// @param most how many sums one method can hold at most
    static TileShapes of(Tile tile, int lanes, int most) {
        boolean crowded = lanes < Layout.LANES && RowProduct.of(tile).filter(TileShapes::isLeftFirst).isPresent();
        return new TileShapes(lanes, crowded ? Math.min(most, SUMS_BESIDE_FACTORS) : most);
    }

    /// Whether C2 reads the numbers of all rows before it multiplies any: it begins with what takes longest, and the place of the
    /// left factor takes a multiplication where that of the right takes none. With 12 sums some then live in memory; a step of
    /// 12 multiplications of 8 lanes takes 11 cycles instead of 6, and the gradient of weights runs at 47 % of the arithmetic's
    /// limit, with 8 sums at 90 %. The order of the bytecodes changes nothing.
    private static boolean isLeftFirst(RowProduct product) {
        return isMultiplied(product.left().at().stride(product.k()))
                && !isMultiplied(product.right().at().stride(product.k()));
    }

    /// C2 makes shifts of a multiplication by a constant of one or two bits.
    private static boolean isMultiplied(Extent stride) {
        return !stride.isFixed() || Integer.bitCount(stride.fixed()) > 2;
    }

    /// The height of the highest tile.
    int mostRows() {
        return lanes == 1 ? Math.min(SCALAR_ROWS, most) : Math.max(1, sums() / WIDTH_OF_MANY_ROWS);
    }

    /// The height of the highest tile of that width.
    int rowsFor(int width) {
        return width == 1 ? mostRows() : Math.min(mostRows(), sums() / width);
    }

    /// The widths of tiles in vectors, the widest first.
    ///
    /// @param columns how many columns there are
    /// @param fewestRows the height of the lowest tile
    List<Integer> widths(Extent columns, int fewestRows) {
        if (lanes == 1) {
            return List.of(1);
        }
        int vectors = columns.isFixed() ? Math.ceilDiv(columns.fixed(), lanes) : Integer.MAX_VALUE;
        return Stream.of(8, 4, 2, 1).filter(width -> width <= vectors && fewestRows <= rowsFor(width)
                && (width > 1 || vectors % 2 == 1 || rowsFor(2) < mostRows())).toList();
    }

    /// Whether tiles of that width and height are ever needed: not where the columns are whole wider tiles, and tiles of that
    /// height, and those beside them that are a row higher, can be so wide.
    boolean isReached(int width, int height, Extent columns) {
        // Where there is more than one tile of rows, none is lower than this, and some may be a row higher.
        boolean several = height >= (mostRows() + 1) / 2;
        return !columns.isFixed() || widths(columns, 1).stream().noneMatch(wider -> wider > width
                && Math.ceilDiv(columns.fixed(), lanes) % wider == 0
                && height + (several ? 1 : 0) <= rowsFor(wider));
    }

    private int sums() {
        return Math.min(most, lanes == Layout.LANES ? WIDE_SUMS : NARROW_SUMS);
    }
}
