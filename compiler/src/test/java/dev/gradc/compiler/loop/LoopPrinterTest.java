package dev.gradc.compiler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LoopPrinterTest {
    private static final Axis I = new Axis(0, "i");
    private static final Axis K = new Axis(1, "k");
    private static final Buffer X = new Buffer(0, "x", new InArray(1, 4),
            Layout.padded(Extent.perRow(1), Extent.fixed(10)), "A.java:1");
    private static final Buffer Y = new Buffer(1, "layer \"1\"", new InArena(),
            Layout.dense(Extent.perRow(1), Extent.ONE), "");
    private static final Temp SUM = new Temp(0);

    private static LoopProgram program(Stmt body) {
        return new LoopProgram("m", Precision.FLOAT,
                List.of(new ArraySpec("arena", ArraySpec.Role.ARENA, Extent.perRow(10)),
                        new ArraySpec("x", ArraySpec.Role.INPUT, Extent.perRow(10))),
                List.of(new Kernel("sum", "A.java:2", body, List.of(Y))),
                List.of(new Program.Entry("predict", List.of(0), List.of(),
                        List.of(new Program.Output("sum", 0, List.of(), true, 1)))),
                List.of(), List.of(), List.of(), List.of(), 0, 3, Map.of(1, Extent.perRow(2)));
    }

    @Test
    void aProgramIsAPageOfText() {
        Index at = Index.of(K).plus(I, Extent.fixed(16));
        Stmt body = new Loop(I, Extent.perRow(1), Kind.PARALLEL,
                new Block(List.of(new Let(SUM, Expr.constant(-0.0), List.of()),
                        new Reduce(K, Extent.fixed(10), 16, List.of(SUM), Combine.SUM,
                                new Update(SUM, Expr.arg(0).plus(Expr.arg(1)), List.of(SUM, new Load(X, at)))),
                        new Store(Y, Index.of(I), Expr.arg(0).times(Expr.arg(0)), List.of(SUM)))));
        assertThat(LoopPrinter.print(program(body))).isEqualTo("""
                program "m" float
                streams 0, scratch 3
                array 0 "arena" arena: 10·rows
                array 1 "x" input: 10·rows
                buffer %0 "x": rows × 10 by 16, 1 in array 1 at 4 @ "A.java:1"
                buffer %1 "layer \\"1\\"": rows × 1 by 1, 1 in the arena from 2·rows
                kernel 0 "sum" writes [%1] @ "A.java:2"
                  for i0 < rows parallel
                    let t0 = -0.0
                    sum k1 < 10 in 16 lanes to t0 do
                      t0 := t0 + x%0[16·i0 + k1]
                    layer_1_%1[i0] = t0*t0
                entry "predict" kernels [0] inputs []
                  output "sum" rows [] array 0 by 1
                """);
    }

    @Test
    void operandsThatTheFormulaDoesNotShowStandBehindIt() {
        Expr swapped = Expr.arg(1).minus(Expr.arg(0));
        Operand load = new Load(X, Index.of(I));
        assertThat(LoopPrinter.print(program(new Let(SUM, swapped, List.of(load, new Temp(2))))))
                .contains("let t0 = b - a of (x%0[i0], t2)");
        assertThat(LoopPrinter.print(program(new Let(SUM, Expr.ONE, List.of(load)))))
                .contains("let t0 = 1 of (x%0[i0])");
    }

    /// Statements of few parts, so that many are alike, and some equal.
    @Test
    void differentStatementsHaveDifferentTexts() {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, Stmt> texts = new HashMap<>();
        int equal = 0;
        for (int i = 0; i < 20_000; i++) {
            Stmt statement = statement(random, 3);
            Stmt other = texts.put(LoopPrinter.print(program(statement)), statement);
            if (other != null) {
                assertThat(statement).isEqualTo(other);
                equal++;
            }
        }
        assertThat(equal).isPositive();
        assertThat(texts).hasSizeGreaterThan(5_000);
    }

    private static Stmt statement(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 6)) {
            case 0 -> new Let(temp(random), formula(random, 2), args(random));
            case 1 -> new Update(temp(random), formula(random, 1), args(random));
            case 2 -> new Store(random.nextBoolean() ? X : Y, index(random), formula(random, 1), args(random));
            case 3 -> new Block(random.nextBoolean() ? List.of(statement(random, depth - 1))
                    : List.of(statement(random, depth - 1), statement(random, depth - 1)));
            case 4 -> random.nextBoolean()
                    ? new Loop(axis(random), extent(random), Kind.SERIAL, statement(random, depth - 1))
                    : new Loop(axis(random), extent(random), Kind.VECTOR, statement(random, depth - 1));
            default -> new Reduce(axis(random), extent(random), random.nextBoolean() ? 1 : 16, List.of(temp(random)),
                    random.nextBoolean() ? Combine.SUM : Combine.MAX, statement(random, depth - 1));
        };
    }

    private static Temp temp(SplittableRandom random) {
        return new Temp(random.nextInt(2));
    }

    private static Axis axis(SplittableRandom random) {
        return List.of(I, K, new Axis(11, "i"), new Axis(1, "i1"), new Axis(1, "i1_"), new Axis(1, "i"))
                .get(random.nextInt(6));
    }

    private static Extent extent(SplittableRandom random) {
        return random.nextBoolean() ? Extent.perRow(1) : Extent.ONE;
    }

    private static Index index(SplittableRandom random) {
        Index index = random.nextBoolean() ? Index.ZERO : Index.of(axis(random));
        return random.nextBoolean() ? index : index.plus(new Extent(random.nextInt(2), random.nextInt(2)));
    }

    private static List<Operand> args(SplittableRandom random) {
        Operand one = random.nextBoolean() ? temp(random) : new Load(X, index(random));
        Operand two = switch (random.nextInt(4)) {
            case 0 -> new Operand.LoadLabel(X, index(random));
            case 1 -> new Operand.Position(index(random));
            case 2 -> new Operand.Rows();
            default -> new Operand.Random(X, 0, index(random), index(random));
        };
        return random.nextBoolean() ? List.of(one, two) : List.of(one, one);
    }

    private static Expr formula(SplittableRandom random, int depth) {
        if (depth == 0 || random.nextBoolean()) {
            return random.nextBoolean() ? Expr.arg(random.nextInt(2)) : Expr.constant(random.nextInt(2));
        }
        Expr a = formula(random, depth - 1);
        Expr b = formula(random, depth - 1);
        return random.nextBoolean() ? a.minus(b) : a.times(b).negate();
    }
}
