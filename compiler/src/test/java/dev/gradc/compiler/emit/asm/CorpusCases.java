package dev.gradc.compiler.emit.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.interp.LoopInterpreter;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.LoopVerifier;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every backend is tried on; a class below says which one.
abstract class CorpusCases {
    private static final List<Integer> SIZES = List.of(1, 7, 10, 16, 33, 40);

    @ParameterizedTest
    @EnumSource
    void everyFormula(Precision precision) {
        for (Expr formula : Corpus.formulas()) {
            check(Corpus.elementwise(precision, formula, 7, 37), formula.toString());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyTail(Precision precision) {
        for (int width = 1; width <= 40; width++) {
            check(Corpus.elementwise(precision, Corpus.formulas().get(12), 3, width), "width " + width);
        }
    }

    @ParameterizedTest
    @EnumSource
    void contractions(Precision precision) {
        for (boolean byColumns : new boolean[]{false, true}) {
            for (int size : SIZES) {
                tile(precision, 5, size, 21, byColumns);
                tile(precision, 2, 20, size, byColumns);
                tile(precision, size, 9, 18, byColumns);
            }
            tile(precision, 3, 2050, 40, byColumns);
        }
    }

    /// Where the loop over a sum's elements is cut, and where a block ends.
    @ParameterizedTest
    @EnumSource
    void sumsOfOneBlockInTiles(Precision precision) {
        for (int inner : List.of(999, 1000, 1001, 1023, 1024, 1025)) {
            tile(precision, 3, inner, 40, false);
        }
    }

    /// Every height of a tile, and every width.
    @ParameterizedTest
    @EnumSource
    void tilesOfEveryShape(Precision precision) {
        for (int rows = 1; rows <= 26; rows++) {
            tile(precision, rows, 7, 16 * (1 + rows % 9), rows % 2 == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tilesInMoreLoops(Precision precision) {
        for (int rows : List.of(1, 3, 7)) {
            check(Corpus.batched(precision, rows, 5, 9, 70), rows + " rows");
        }
    }

    private void tile(Precision precision, int rows, int inner, int width, boolean byColumns) {
        for (Expr formula : List.of(Corpus.BIAS, Corpus.THREE_FUNCTIONS)) {
            check(Corpus.contraction(precision, rows, inner, width, formula, byColumns),
                    rows + " × " + inner + " × " + width + " by columns " + byColumns + " " + formula);
        }
    }

    @ParameterizedTest
    @EnumSource
    void methodsThatAreSplit(Precision precision) {
        for (int count : List.of(1, 3, 4)) {
            for (int width : List.of(3, 16, 21)) {
                check(Corpus.manyFunctions(precision, count, width), count + " functions, " + width + " wide");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void sumsOverTheBatch(Precision precision) {
        for (int rows : List.of(0, 1, 2, 999, 1000, 1001, 1023, 1024, 1025, 5000, 7169)) {
            for (Combine combine : Combine.values()) {
                check(Corpus.batchSum(precision, rows, 19, combine), rows + " rows");
            }
            check(Corpus.batchTotal(precision, rows, 3), rows + " rows, not neighbours");
            check(Corpus.batchTotal(precision, rows, 1), rows + " rows");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sumsInLanes(Precision precision) {
        for (int inner : List.of(1, 5, 16, 17, 63, 64, 100, 1023, 1024, 1030, 3000)) {
            for (int lanes : List.of(1, 8, 16, 64)) {
                for (Combine combine : Combine.values()) {
                    check(Corpus.rowSum(precision, 3, inner, lanes, combine), inner + " in " + lanes);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void otherOperands(Precision precision) {
        for (int size : SIZES) {
            check(Corpus.operands(precision, 5, size), size + " columns");
            check(Corpus.operands(precision, size, 3), size + " rows");
        }
    }

    @ParameterizedTest
    @EnumSource
    void stridesThatAreNotOne(Precision precision) {
        for (int size : SIZES) {
            check(Corpus.transposition(precision, size, 5), size + " rows");
            check(Corpus.transposition(precision, 3, size), size + " columns");
        }
    }

    @Test
    void kernelsThatShareARoutine() {
        check(Corpus.twice(Precision.FLOAT, 40, 64, 64), "the same code");
    }

    @ParameterizedTest
    @EnumSource
    void manyRowsByFarOnes(Precision precision) {
        for (int rows : new int[]{63, 64, 71, 130}) {
            for (int width : new int[]{560, 571}) {
                for (boolean byColumns : new boolean[]{false, true}) {
                    check(Corpus.contraction(precision, rows, 37, width, Corpus.BIAS, byColumns),
                            rows + " rows, " + width + " columns, by columns " + byColumns);
                }
            }
        }
    }

    @Test
    void tilesOfFewFixedRows() {
        for (int inputs : new int[]{1, 2, 3, 4, 5, 9}) {
            for (int outputs : new int[]{16, 32, 64, 96, 128}) {
                check(Corpus.weightUpdate(Precision.FLOAT, 20, inputs, outputs), inputs + " by " + outputs);
            }
        }
    }

    /// Checks that the backend computes what the loop interpreter does, to the bit.
    abstract void check(TestProgram test, String name);

    /// Runs what a backend made of a program beside the interpreter.
    static void compare(TestProgram test, LoopProgram program, Program compiled, String name) {
        Object[] expected = test.data(1);
        TestProgram.run(LoopInterpreter.program(program), expected, test.rows);
        Object[] actual = test.data(1);
        TestProgram.run(compiled, actual, test.rows);
        assertThat(test.bits(actual)).as(name).usingRecursiveComparison().isEqualTo(test.bits(expected));
    }

    /// The program of a test, verified.
    static LoopProgram build(TestProgram test) {
        LoopProgram program = test.build();
        LoopVerifier.verify(program);
        return program;
    }
}
