package dev.gradc.compiler.emit.asm;

import dev.gradc.runtime.Precision;
import dev.gradc.runtime.RowForm;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/// Emits the class of the methods that all products of a program share where there are no vectors.
///
/// Every row of sums is a row of scratch, and takes some products at a time: rows of the right factor are copied to scratch too,
/// and a [RowTile] adds their products to some of the sums. So all rows in its loops are arrays of their own.
final class RowMethods {
    private static final int GROUP = 4;
    /// How many products each sum takes at a time, where C2 makes vectors of so many, and where it does not; see [RowForm].
    private static final int DEEP = 4;
    private static final int SHALLOW = 2;
    /// The first row of scratch that holds a copy.
    static final int FIRST_COPY = 1;
    /// The first row of scratch that holds sums.
    static final int FIRST_SUM = FIRST_COPY + DEEP;

    private static final Type INT = Type.INT_TYPE;
    private static final Type VOID = Type.VOID_TYPE;

    private final ClassWriter writer;
    private final String owner;
    private final Precision precision;
    private final Type real;
    private final Type row;
    private final Type rows;

    private RowMethods(ClassWriter writer, String owner, Precision precision) {
        this.writer = writer;
        this.owner = owner;
        this.precision = precision;
        real = Frame.real(precision);
        row = Frame.reals(precision);
        rows = Frame.rows(precision);
    }

    /// The class file.
    static byte[] emit(String name, Precision precision) {
        ClassFile file = new ClassFile(name, "");
        new RowMethods(file.writer(), name, precision).methods();
        return file.bytes();
    }

    private void methods() {
        choose();
        product(DEEP);
        product(SHALLOW);
        for (int depth : List.of(DEEP, SHALLOW, 1)) {
            step(depth);
            for (int height : List.of(GROUP, 1)) {
                new RowTile(writer, height, depth, precision).emit();
            }
        }
        addRows();
        addRow();
    }

    /// Calls what sets rows of sums to a product; pushed is what [Given] says, and how many products each sum has.
    static void callProduct(Frame frame) {
        Precision precision = frame.precision();
        call(frame, "product", productArguments(Frame.rows(precision), Frame.reals(precision)));
    }

    /// Calls what adds rows of sums to earlier ones; pushed are the scratch, the first earlier and the first later row, and the
    /// sums' rows and columns.
    static void callAddRows(Frame frame) {
        call(frame, "addRows", Frame.rows(frame.precision()), INT, INT, INT, INT);
    }

    private static void call(Frame frame, String name, Type... arguments) {
        frame.code().invokestatic(className(frame.constants()), name, Type.getMethodDescriptor(VOID, arguments), false);
    }

    /// The class that has the methods.
    ///
    /// @param main the program's own class
    static String className(String main) {
        return main + "$rows";
    }

    private static Type[] productArguments(Type rows, Type row) {
        return Stream.concat(Stream.of(Given.types(rows, row)), Stream.of(INT)).toArray(Type[]::new);
    }

    /// What a product and its steps are given: the scratch and the first row of sums; the left factor's array, first element, and
    /// distances of rows and of columns; the right factor's array, first element and distance of rows; the sums' rows and
    /// columns.
    private record Given(Variable scratch, Variable first, Variable left, Variable leftAt, Variable leftRow,
            Variable leftColumn, Variable right, Variable rightAt, Variable rightRow, Variable height, Variable width) {
        static Given of(PlainMethod method) {
            return new Given(method.argument(), method.argument(), method.argument(), method.argument(),
                    method.argument(), method.argument(), method.argument(), method.argument(), method.argument(),
                    method.argument(), method.argument());
        }

        static Type[] types(Type rows, Type row) {
            return new Type[]{rows, INT, row, INT, INT, INT, row, INT, INT, INT, INT};
        }
    }

    /// Calls the product with as many products at a time as this JVM does best.
    private void choose() {
        Type[] arguments = productArguments(rows, row);
        PlainMethod method = new PlainMethod(writer, "product", arguments);
        Variable[] given = Stream.of(arguments).map(_ -> method.argument()).toArray(Variable[]::new);
        Label shallow = new Label();
        Label end = new Label();
        method.code().getstatic(Type.getInternalName(RowForm.class), "DEEP", Type.BOOLEAN_TYPE.getDescriptor());
        method.code().ifeq(shallow);
        method.load(given);
        method.call(owner, productName(DEEP), VOID, arguments);
        method.code().goTo(end);
        method.code().mark(shallow);
        method.load(given);
        method.call(owner, productName(SHALLOW), VOID, arguments);
        method.code().mark(end);
        method.end();
    }

    private static String productName(int depth) {
        return "product" + depth;
    }

    /// Sets the sums to −0, then adds some products at a time to each.
    private void product(int most) {
        PlainMethod method = new PlainMethod(writer, productName(most), productArguments(rows, row));
        Given given = Given.of(method);
        method.each(given.height, r -> {
            method.row(given.scratch, given.first, r);
            method.code().iconst(0);
            method.load(given.width);
            negativeZero(method);
            method.call("java/util/Arrays", "fill", VOID, row, INT, INT, real);
        });
        method.eachInGroups(method.argument(), most, (k, depth) -> {
            method.load(given.scratch, given.first, given.left);
            method.place(given.leftAt, k, given.leftColumn);
            method.load(given.leftRow, given.leftColumn, given.right);
            method.place(given.rightAt, k, given.rightRow);
            method.load(given.rightRow, given.height, given.width);
            method.call(owner, stepName(depth), VOID, Given.types(rows, row));
        });
        method.end();
    }

    private void negativeZero(PlainMethod method) {
        if (real == Type.FLOAT_TYPE) {
            method.code().fconst(-0f);
        } else {
            method.code().dconst(-0.0);
        }
    }

    private static String stepName(int depth) {
        return "step" + depth;
    }

    /// Adds `depth` products to each sum: copies so many rows of the right factor, then does four rows of sums at a time.
    private void step(int depth) {
        PlainMethod method = new PlainMethod(writer, stepName(depth), Given.types(rows, row));
        Given given = Given.of(method);
        for (int d = 0; d < depth; d++) {
            method.load(given.right, given.rightAt);
            method.row(given.scratch, FIRST_COPY + d);
            method.code().iconst(0);
            method.load(given.width);
            Type object = Type.getType(Object.class);
            method.call("java/lang/System", "arraycopy", VOID, object, INT, object, INT, INT);
            method.advance(given.rightAt, given.rightRow);
        }
        method.eachInGroups(given.height, GROUP, (r, group) -> {
            method.load(given.scratch, given.first, r);
            method.code().add(INT);
            method.load(given.left);
            method.place(given.leftAt, r, given.leftRow);
            method.load(given.leftRow, given.leftColumn, given.width);
            method.call(owner, RowTile.name(group, depth), VOID, RowTile.arguments(rows, row));
        });
        method.end();
    }

    /// `for (r < height) addRow(scratch[earlier + r], scratch[later + r], width)`.
    private void addRows() {
        PlainMethod method = new PlainMethod(writer, "addRows", rows, INT, INT, INT, INT);
        Variable scratch = method.argument();
        Variable earlier = method.argument();
        Variable later = method.argument();
        method.each(method.argument(), r -> {
            method.row(scratch, earlier, r);
            method.row(scratch, later, r);
            method.load(method.argument());
            method.call(owner, "addRow", VOID, row, row, INT);
        });
        method.end();
    }

    /// `for (j < width) earlier[j] = earlier[j] + later[j]`.
    private void addRow() {
        PlainMethod method = new PlainMethod(writer, "addRow", row, row, INT);
        Variable earlier = method.argument();
        Variable later = method.argument();
        method.each(method.argument(), j -> {
            method.load(earlier, j, earlier, j);
            method.code().aload(real);
            method.load(later, j);
            method.code().aload(real);
            method.code().add(real);
            method.code().astore(real);
        });
        method.end();
    }
}
