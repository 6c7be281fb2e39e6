package dev.gradc.compiler.emit.asm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.emit.source.SourceBackend;
import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/// The Java source of the corpus computes what the loop IR says, to the bit, whoever compiles it.
class SourceCorpusTest {
    @Nested
    class ByJanino extends BySource {
        ByJanino() {
            super(SourceBackend.Tool.JANINO);
        }
    }

    @Nested
    class ByJavac extends BySource {
        ByJavac() {
            super(SourceBackend.Tool.JAVAC);
        }
    }

    private static final Expr A = Expr.arg(0);

    abstract static class BySource extends CorpusCases {
        private final SourceBackend.Tool tool;

        BySource(SourceBackend.Tool tool) {
            this.tool = tool;
        }

        @Override
        void check(TestProgram test, String name) {
            LoopProgram program = build(test);
            SourceBackend.Result result = SourceBackend.compile(program, tool);
            assertThat(result.largestMethod()).as(name).isLessThan(CompilerEffort.MAX_BYTECODES);
            verify(result.classes().values());
            compare(test, program, result.program(), name);
        }

        /// More than one method can hold, with sums in it.
        @ParameterizedTest
        @EnumSource
        void kernelsInPieces(Precision precision) {
            for (int count : List.of(20, 400)) {
                check(Corpus.manyFunctions(precision, count, 7), count + " functions");
            }
        }

        /// A sum whose step is more than one method can hold, in lanes and blocks and in one chain.
        @ParameterizedTest
        @EnumSource
        void sumsInPieces(Precision precision) {
            for (int lanes : List.of(1, 16)) {
                for (int inner : List.of(20, 2100)) {
                    TestProgram p = new TestProgram(precision, 3);
                    Axis i = p.axis("i");
                    Axis k = p.axis("k");
                    Buffer x = p.reals("x", inner);
                    Buffer g = p.reals("g", 1);
                    Temp total = p.temp();
                    List<Stmt> steps = new ArrayList<>();
                    for (int s = 0; s < 200; s++) {
                        Temp square = p.temp();
                        steps.add(TestProgram.let(square, A.times(A), TestProgram.load(x, TestProgram.at(i, x, k))));
                        steps.add(TestProgram.update(total, A.plus(Expr.arg(1)), total, square));
                    }
                    check(p.kernel("pieces", TestProgram.loop(i, Stmt.Kind.PARALLEL, Extent.perRow(1),
                            TestProgram.let(total, Expr.ZERO),
                            new Stmt.Reduce(k, Extent.fixed(inner), lanes, List.of(total), Stmt.Combine.SUM,
                                    new Stmt.Block(steps)),
                            TestProgram.store(g, Index.of(i), A, total)), g), lanes + " lanes of " + inner);
                }
            }
        }

        private static void verify(Collection<byte[]> classes) {
            StringWriter errors = new StringWriter();
            for (byte[] file : classes) {
                CheckClassAdapter.verify(new ClassReader(file), SourceBackend.class.getClassLoader(), false,
                        new PrintWriter(errors));
            }
            assertThat(errors.toString()).isEmpty();
        }
    }
}
