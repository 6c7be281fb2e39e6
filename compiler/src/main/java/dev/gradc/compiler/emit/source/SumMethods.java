package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import java.util.List;
import javax.lang.model.element.Modifier;

/// Writes the methods that combine the parts of sums and maxima, in the order of docs/ir.md, and the one that rounds the batch up.
final class SumMethods {
    static final String ROOM = "room";
    static final List<String> NAMES = List.of(ROOM, lanes(Combine.SUM), lanes(Combine.MAX), block(Combine.SUM),
            block(Combine.MAX), blocks(Combine.SUM), blocks(Combine.MAX));

    private final Class<?> real;
    private final Precision precision;

    SumMethods(Precision precision) {
        this.precision = precision;
        real = Literals.real(precision);
    }

    static String lanes(Combine combine) {
        return combine == Combine.SUM ? "sumOfLanes" : "maxOfLanes";
    }

    static String block(Combine combine) {
        return combine == Combine.SUM ? "addBlock" : "maxBlock";
    }

    static String blocks(Combine combine) {
        return combine == Combine.SUM ? "sumOfBlocks" : "maxOfBlocks";
    }

    /// The method of that name.
    MethodSpec write(String name) {
        for (Combine combine : Combine.values()) {
            if (name.equals(lanes(combine))) {
                return lanes(name, combine);
            }
            if (name.equals(block(combine))) {
                return block(name, combine);
            }
            if (name.equals(blocks(combine))) {
                return blocks(name, combine);
            }
        }
        return method(ROOM).returns(int.class).addParameter(int.class, "rows")
                .addJavadoc(
                        "The rows of the batch, rounded up to a multiple of $L: what places in memory are counted in.\n",
                        Layout.LANES)
                .addStatement("return (rows + $L) / $L * $L", Layout.LANES - 1, Layout.LANES, Layout.LANES).build();
    }

    private MethodSpec lanes(String name, Combine combine) {
        return method(name).returns(real).addParameter(array(), "lanes").addParameter(int.class, "count")
                .addJavadoc(
                        "Combines lanes by halves: lane l with lane l + count / 2, then with l + count / 4, and so on.\n")
                .beginControlFlow("for (int half = count / 2; half > 0; half /= 2)")
                .beginControlFlow("for (int lane = 0; lane < half; lane++)")
                .addStatement("lanes[lane] = $L", combined(combine, "lanes[lane]", "lanes[lane + half]"))
                .endControlFlow().endControlFlow()
                .addStatement("return lanes[0]").build();
    }

    private MethodSpec block(String name, Combine combine) {
        return method(name).addParameter(array(), "blocks").addParameter(int.class, "block")
                .addParameter(real, "value")
                .addJavadoc(
                        "Takes the result of block number {@code block}, from 0. Results wait in {@code blocks}, each of twice as"
                                + "\nmany blocks as the next one, and two of equally many become one: a binary counter that counts blocks.\n")
                .addStatement("int last = $T.bitCount(block)", Integer.class)
                .addStatement("blocks[last] = value")
                .beginControlFlow("for (int n = block + 1; n % 2 == 0; n /= 2)")
                .addCode(joined(combine)).endControlFlow().build();
    }

    private MethodSpec blocks(String name, Combine combine) {
        return method(name).returns(real).addParameter(array(), "blocks").addParameter(int.class, "count")
                .addJavadoc("Combines the results that still wait after {@code count} blocks, the latest two first.\n")
                .beginControlFlow("if (count == 0)")
                .addStatement("return $L", Literals.real(combine.identity(), precision)).endControlFlow()
                .addStatement("int last = $T.bitCount(count) - 1", Integer.class)
                .beginControlFlow("while (last > 0)").addCode(joined(combine)).endControlFlow()
                .addStatement("return blocks[0]").build();
    }

    /// The last result that waits goes into the one before it.
    private static CodeBlock joined(Combine combine) {
        return CodeBlock.builder().addStatement("last--")
                .addStatement("blocks[last] = $L", combined(combine, "blocks[last]", "blocks[last + 1]")).build();
    }

    private static String combined(Combine combine, String a, String b) {
        return combine == Combine.SUM ? a + " + " + b : "Math.max(" + a + ", " + b + ")";
    }

    private Class<?> array() {
        return real.arrayType();
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC);
    }
}
