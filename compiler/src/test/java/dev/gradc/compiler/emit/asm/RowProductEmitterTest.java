package dev.gradc.compiler.emit.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Precision;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Products of matrices without vectors are made of whole rows, and compute what the loop IR says, to the bit.
class RowProductEmitterTest {
    private static final List<Integer> SIZES = List.of(1, 3, 5, 7, 13, 16, 17, 100);

    @ParameterizedTest
    @EnumSource
    void everyShape(Precision precision) {
        for (int size : SIZES) {
            for (int width : List.of(16, 17, 39)) {
                contraction(precision, size, 5, width);
                contraction(precision, 6, size, width);
                check(Corpus.weightUpdate(precision, size, 6, width), size + " rows, " + width + " outputs");
                check(Corpus.weightUpdate(precision, 5, size, width), size + " inputs, " + width + " outputs");
                check(Corpus.singleRow(precision, size, width), size + " × " + width);
            }
            contraction(precision, 5, 7, size);
            check(Corpus.columnsOfTheBatch(precision, size, 6, 5), size + " columns");
        }
    }

    /// Signed zeros, infinities and NaN.
    @ParameterizedTest
    @EnumSource
    void everyNumber(Precision precision) {
        for (int inner : List.of(1, 2, 5)) {
            check(Corpus.contraction(precision, 9, inner, 19, Expr.arg(0), false).edges(0.5), inner + " products");
        }
    }

    /// A panel holds 32 rows of 512 or 256 columns; wider rows are divided evenly.
    @ParameterizedTest
    @EnumSource
    void severalPanels(Precision precision) {
        for (int rows : List.of(31, 32, 33, 65)) {
            contraction(precision, rows, 6, 20);
        }
        for (int width : List.of(255, 256, 257, 512, 513, 1100)) {
            contraction(precision, 5, 3, width);
        }
        check(Corpus.columnsOfTheBatch(precision, 600, 5, 3), "600 columns");
    }

    /// Sums of constant extents in one to sixteen blocks, and in more; and over the batch.
    @ParameterizedTest
    @EnumSource
    void severalBlocks(Precision precision) {
        for (int blocks : List.of(1, 2, 3, 4, 7, 15, 16, 17)) {
            contraction(precision, 3, 1024 * blocks - 23, 18);
        }
        for (int inner : List.of(999, 1000, 1024, 1025, 2048, 2049)) {
            contraction(precision, 3, inner, 18);
            check(Corpus.weightUpdate(precision, inner, 5, 18), inner + " rows");
        }
    }

    @ParameterizedTest
    @EnumSource
    void moreLoopsAroundTheRows(Precision precision) {
        for (int heads : List.of(1, 5, 40)) {
            check(Corpus.batched(precision, 3, heads, 9, 70), heads + " heads");
        }
    }

    @ParameterizedTest
    @EnumSource
    void wideProductsAreMadeOfRows(Precision precision) {
        AsmBackend.Result wide = compile(Corpus.contraction(precision, 5, 2000, 16, Corpus.BIAS, true));
        assertThat(wide.text()).contains("tile4x4");
        assertThat(wide.largestMethod()).isLessThan(1000);
        assertThat(wide.program().kernels().getFirst().unit()).as("threads divide rows").isEqualTo(1);
        assertThat(compile(Corpus.contraction(precision, 5, 20, 7, Corpus.BIAS, false)).text())
                .doesNotContain("tile4x4");
    }

    private static AsmBackend.Result compile(TestProgram test) {
        LoopProgram program = test.build();
        return AsmBackend.compile(program, false);
    }

    private static void check(TestProgram test, String name) {
        AsmBackendTest.check(test, name, false);
    }

    private static void contraction(Precision precision, int rows, int inner, int width) {
        check(Corpus.contraction(precision, rows, inner, width, Corpus.BIAS, width % 2 == 0),
                rows + " × " + inner + " × " + width);
    }
}
