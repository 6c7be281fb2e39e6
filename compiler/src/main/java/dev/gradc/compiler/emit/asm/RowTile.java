package dev.gradc.compiler.emit.asm;

import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Type;

/// Emits a method that adds some products to each sum of some rows, in a loop over the columns:
/// `sum[r][j] = fma(left[r, d], right[d][j], … fma(left[r, 0], right[0][j], sum[r][j]))`.
///
/// C2 makes vectors of that loop (JDK 25): every row is an array of its own that is indexed by the loop's variable alone, so C2
/// knows what overlaps, and there are few enough operations; with twenty instead of sixteen it gives up.
final class RowTile {
    private static final Type INT = Type.INT_TYPE;

    private final PlainMethod method;
    private final int height;
    private final int depth;
    private final Type real;
    private final Type row;

    /// @param height how many rows of sums
    /// @param depth how many products each sum takes
    RowTile(ClassWriter writer, int height, int depth, Precision precision) {
        this.height = height;
        this.depth = depth;
        real = Frame.real(precision);
        row = Frame.reals(precision);
        method = new PlainMethod(writer, name(height, depth), arguments(Frame.rows(precision), row));
    }

    /// The method's name.
    static String name(int height, int depth) {
        return "tile" + height + "x" + depth;
    }

    /// The method's arguments: the scratch and the first row of sums; the left factor's array, first element, and distances of
    /// rows and of columns; how many columns there are. The rows of the right factor are the copies in scratch.
    static Type[] arguments(Type rows, Type row) {
        return new Type[]{rows, INT, row, INT, INT, INT, INT};
    }

    /// Emits the method.
    void emit() {
        Variable scratch = method.argument();
        Variable first = method.argument();
        Variable left = method.argument();
        Variable leftAt = method.argument();
        Variable leftRow = method.argument();
        Variable leftColumn = method.argument();
        List<Variable> right = new ArrayList<>();
        for (int d = 0; d < depth; d++) {
            method.row(scratch, RowMethods.FIRST_COPY + d);
            right.add(method.store(row));
        }
        List<Variable> sums = new ArrayList<>();
        List<List<Variable>> factors = new ArrayList<>();
        for (int r = 0; r < height; r++) {
            method.row(scratch, first, method.number(r));
            sums.add(method.store(row));
            List<Variable> ofRow = new ArrayList<>();
            for (int d = 0; d < depth; d++) {
                Variable column = method.number(d);
                method.load(left);
                method.place(leftAt, column, leftColumn);
                ofRow.add(element());
            }
            factors.add(ofRow);
            method.advance(leftAt, leftRow);
        }
        method.each(method.argument(), j -> column(j, sums, factors, right));
        method.end();
    }

    private void column(Variable j, List<Variable> sums, List<List<Variable>> factors, List<Variable> right) {
        List<Variable> numbers = right.stream().map(of -> {
            method.load(of, j);
            return element();
        }).toList();
        for (int r = 0; r < height; r++) {
            method.load(sums.get(r), j);
            Variable sum = element();
            for (int d = 0; d < depth; d++) {
                method.load(factors.get(r).get(d), numbers.get(d), sum);
                method.call("java/lang/Math", "fma", real, real, real, real);
                method.assign(sum);
            }
            method.load(sums.get(r), j, sum);
            method.code().astore(real);
        }
    }

    /// Pops an array and an index, and takes the element into a new variable.
    private Variable element() {
        method.code().aload(real);
        return method.store(real);
    }
}
