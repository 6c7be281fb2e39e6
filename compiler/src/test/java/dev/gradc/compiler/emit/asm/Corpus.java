package dev.gradc.compiler.emit.asm;

import static dev.gradc.compiler.emit.asm.TestProgram.at;
import static dev.gradc.compiler.emit.asm.TestProgram.block;
import static dev.gradc.compiler.emit.asm.TestProgram.let;
import static dev.gradc.compiler.emit.asm.TestProgram.load;
import static dev.gradc.compiler.emit.asm.TestProgram.loop;
import static dev.gradc.compiler.emit.asm.TestProgram.store;
import static dev.gradc.compiler.emit.asm.TestProgram.update;
import static dev.gradc.compiler.loop.Stmt.Kind.PARALLEL;
import static dev.gradc.compiler.loop.Stmt.Kind.VECTOR;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Relation;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.List;

/// Loop programs that between them have every statement, operand, formula and bound.
final class Corpus {
    private static final Expr A = Expr.arg(0);
    private static final Expr B = Expr.arg(1);
    private static final Expr C = Expr.arg(2);
    private static final Expr FMA = new Expr.Fma(A, B, C);
    /// More than a tile's method can hold.
    static final Expr THREE_FUNCTIONS = new Expr.Call(Fn.TANH, new Expr.Call(Fn.EXP, new Expr.Call(Fn.LOGISTIC, A)));
    /// What can follow a sum in its own method.
    static final Expr BIAS = A.plus(B);

    private Corpus() {
    }

    /// Every node of formulas.
    static List<Expr> formulas() {
        List<Expr> formulas = new ArrayList<>(List.of(A, Expr.constant(-0.0), Expr.constant(1e-9), A.negate(),
                new Expr.Abs(A), new Expr.Sqrt(A), A.plus(B), A.minus(B), A.times(B), A.over(B), new Expr.Min(A, B),
                new Expr.Max(A, B), FMA, new Expr.Pow(A, B), A.times(A).plus(A.times(A)).minus(B.over(A.times(A)))));
        for (Relation relation : Relation.values()) {
            formulas.add(new Expr.Select(new Condition(relation, A, B), B.times(C), A));
        }
        for (Fn function : Fn.values()) {
            formulas.add(new Expr.Call(function, A));
            formulas.add(new Expr.Call(function, A).times(new Expr.Call(function, B).plus(new Expr.Call(function, A))));
        }
        return formulas;
    }

    /// `z[i, j] = formula(x[i, j], y[i, j], b[j])` over rows of `width`.
    static TestProgram elementwise(Precision precision, Expr formula, int rows, int width) {
        TestProgram p = new TestProgram(precision, rows).edges(0.3);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Buffer x = p.reals("x", width);
        Buffer y = p.arena("y", width);
        Buffer b = p.reals("b", Extent.ONE, width);
        Buffer z = p.arena("z", width);
        return p.kernel("elementwise", loop(i, PARALLEL, Extent.perRow(1), loop(j, kind(z), width,
                store(z, at(i, z, j), formula, load(x, at(i, x, j)), load(y, at(i, y, j)), load(b, at(j))))), z);
    }

    /// Whether vectors may run over the end of a row.
    private static Stmt.Kind kind(Buffer stored) {
        return stored.layout().isPadded() ? VECTOR : PARALLEL;
    }

    /// `c[i, j] = formula(Σₖ x[i, k] · w[k, j], b[j])`, in tiles.
    ///
    /// @param byColumns whether the loop over the columns stands outermost
    static TestProgram contraction(Precision precision, int rows, int inner, int width, Expr formula,
            boolean byColumns) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Axis k = p.axis("k");
        Buffer x = p.reals("x", inner);
        Buffer w = p.reals("w", Extent.fixed(inner), width);
        Buffer b = p.reals("b", Extent.ONE, width);
        Buffer z = p.arena("z", width);
        Temp sum = p.temp();
        Temp left = p.temp();
        Temp right = p.temp();
        Stmt body = block(let(sum, Expr.ONE),
                new Reduce(k, Extent.fixed(inner), 1, List.of(sum), Combine.SUM,
                        block(let(left, A, load(x, at(i, x, k))), let(right, A, load(w, at(k, w, j))),
                                update(sum, FMA, left, right, sum))),
                store(z, at(i, z, j), formula, sum, load(b, at(j))));
        Extent all = Extent.perRow(1);
        return p.kernel("contraction", byColumns
                ? loop(j, kind(z), width, loop(i, PARALLEL, all, body))
                : loop(i, PARALLEL, all, loop(j, kind(z), width, body)), z);
    }

    /// Two products, one of the other: `y = x · v` and `z = y · w`, in kernels of equal form where `width` is `inner`.
    static TestProgram twice(Precision precision, int rows, int inner, int width) {
        TestProgram p = new TestProgram(precision, rows);
        Buffer x = p.reals("x", inner);
        Buffer v = p.reals("v", Extent.fixed(inner), inner);
        Buffer w = p.reals("w", Extent.fixed(inner), width);
        Buffer copy = p.arena("copy", inner);
        Buffer y = p.arena("y", inner);
        Buffer z = p.arena("z", width);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        p.kernel("copy", loop(i, PARALLEL, Extent.perRow(1), loop(j, VECTOR, inner,
                store(copy, at(i, copy, j), A, load(x, at(i, x, j))))), copy);
        product(p, "first", copy, v, y, inner, inner);
        return product(p, "second", y, w, z, inner, width);
    }

    private static TestProgram product(TestProgram p, String name, Buffer x, Buffer w, Buffer z, int inner, int width) {
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Axis k = p.axis("k");
        Temp sum = p.temp();
        return p.kernel(name, loop(i, PARALLEL, Extent.perRow(1), loop(j, VECTOR, width, let(sum, Expr.ONE),
                new Reduce(k, Extent.fixed(inner), 1, List.of(sum), Combine.SUM,
                        update(sum, FMA, load(x, at(i, x, k)), load(w, at(k, w, j)), sum)),
                store(z, at(i, z, j), A, sum))), z);
    }

    /// A gradient with its update: `w[i, j] = w[i, j] − Σₖ x[k, i] · d[k, j]` over the batch.
    static TestProgram weightUpdate(Precision precision, int rows, int inputs, int outputs) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Axis k = p.axis("k");
        Buffer x = p.reals("x", inputs);
        Buffer d = p.reals("d", outputs);
        Buffer w = p.reals("w", Extent.fixed(inputs), outputs);
        Temp sum = p.temp();
        return p.kernel("update", loop(j, kind(w), outputs, loop(i, PARALLEL, inputs, let(sum, Expr.ONE),
                new Reduce(k, Extent.perRow(1), 1, List.of(sum), Combine.SUM,
                        update(sum, FMA, load(x, at(k, x, i)), load(d, at(k, d, j)), sum)),
                store(w, at(i, w, j), A.minus(B), load(w, at(i, w, j)), sum))), w);
    }

    /// `z[i, j] = Σₖ x[k, j] · w[i, k]`, the columns j being those of the batch, and the left factor given last.
    static TestProgram columnsOfTheBatch(Precision precision, int rows, int inner, int height) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Axis k = p.axis("k");
        Buffer w = p.reals("w", Extent.fixed(height), inner);
        Buffer x = p.columns("x", inner);
        Buffer z = p.columns("z", height);
        Temp sum = p.temp();
        return p.kernel("columns", loop(i, PARALLEL, height, loop(j, VECTOR, Extent.perRow(1), let(sum, Expr.ONE),
                new Reduce(k, Extent.fixed(inner), 1, List.of(sum), Combine.SUM,
                        update(sum, FMA, load(x, at(k, x, j)), load(w, at(i, w, k)), sum)),
                store(z, at(i, z, j), A, sum))), z);
    }

    /// One row: `z[j] = Σₖ x[k] · w[k, j]`.
    static TestProgram singleRow(Precision precision, int inner, int width) {
        TestProgram p = new TestProgram(precision, 1);
        Axis j = p.axis("j");
        Axis k = p.axis("k");
        Buffer x = p.reals("x", Extent.ONE, inner);
        Buffer w = p.reals("w", Extent.fixed(inner), width);
        Buffer z = p.reals("z", Extent.ONE, width);
        Temp sum = p.temp();
        return p.kernel("single", loop(j, kind(z), width, let(sum, Expr.ONE),
                new Reduce(k, Extent.fixed(inner), 1, List.of(sum), Combine.SUM,
                        update(sum, FMA, load(x, at(k)), load(w, at(k, w, j)), sum)),
                store(z, at(j), A, sum)), z);
    }

    /// `c[i, h, j] = Σₖ x[i, h, k] · w[k, j]`, the loop over the columns outermost, the other two in it.
    static TestProgram batched(Precision precision, int rows, int heads, int inner, int width) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Axis h = p.axis("h");
        Axis j = p.axis("j");
        Axis k = p.axis("k");
        Buffer x = p.reals("x", Extent.perRow(heads), inner);
        Buffer w = p.reals("w", Extent.fixed(inner), width);
        Buffer z = p.reals("z", Extent.perRow(heads), width);
        Temp sum = p.temp();
        return p.kernel("batched", loop(j, VECTOR, width, loop(i, PARALLEL, Extent.perRow(1),
                loop(h, PARALLEL, heads, let(sum, Expr.ONE),
                        new Reduce(k, Extent.fixed(inner), 1, List.of(sum), Combine.SUM,
                                update(sum, FMA, load(x, ofHead(i, h, heads, x, k)), load(w, at(k, w, j)), sum)),
                        store(z, ofHead(i, h, heads, z, j), A, sum)))),
                z);
    }

    private static Index ofHead(Axis i, Axis h, int heads, Buffer of, Axis column) {
        return at(h, of, column).plus(i, of.layout().row().times(heads));
    }

    /// Sums of columns over the batch, in blocks: `g[j] = Σᵢ x[i, j] · y[i, j]`, two at once.
    static TestProgram batchSum(Precision precision, int rows, int width, Combine combine) {
        TestProgram p = new TestProgram(precision, rows);
        Axis j = p.axis("j");
        Axis i = p.axis("i");
        Buffer x = p.reals("x", width);
        Buffer y = p.reals("y", width);
        Buffer g = p.reals("g", Extent.ONE, width);
        Temp sum = p.temp();
        Temp other = p.temp();
        Expr combined = combine == Combine.SUM ? FMA : new Expr.Max(A.times(B), C);
        return p.kernel("batchSum", loop(j, kind(g), width, let(sum, Expr.ONE), let(other, Expr.ONE),
                new Reduce(i, Extent.perRow(1), 1, List.of(sum, other), combine, block(
                        update(sum, combined, load(x, at(i, x, j)), load(y, at(i, y, j)), sum),
                        update(other, combine.apply(B, A), load(x, at(i, x, j)), other))),
                store(g, at(j), A.minus(B), sum, other)), g);
    }

    /// Sums of rows in `lanes` lanes and blocks: `g[i] = Σₖ x[i, k]²`, and of a function of the positions.
    static TestProgram rowSum(Precision precision, int rows, int inner, int lanes, Combine combine) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Axis k = p.axis("k");
        Buffer x = p.reals("x", inner);
        Buffer g = p.reals("g", 1);
        Temp total = p.temp();
        Temp other = p.temp();
        Temp square = p.temp();
        return p.kernel("rowSum", loop(i, PARALLEL, Extent.perRow(1), let(total, Expr.ZERO), let(other, Expr.ONE),
                new Reduce(k, Extent.fixed(inner), lanes, List.of(total, other), combine, block(
                        let(square, A.times(A), load(x, at(i, x, k))),
                        update(total, combine.apply(A, B), total, square),
                        update(other, combine.apply(A, B), other, new Operand.Position(Index.of(k))))),
                store(g, Index.of(i), A.minus(B), total, other)), g);
    }

    /// Sums over the batch in lanes, of numbers that are not neighbours.
    static TestProgram batchTotal(Precision precision, int rows, int width) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Buffer x = p.reals("x", width);
        Buffer g = p.reals("g", Extent.ONE, 1);
        Temp total = p.temp();
        return p.kernel("batchTotal", block(let(total, Expr.ZERO),
                new Reduce(i, Extent.perRow(1), 16, List.of(total), Combine.SUM,
                        block(update(total, A.plus(B), total, load(x, Index.ZERO.plus(i, x.layout().row()))))),
                store(g, Index.ZERO, A, total)), g);
    }

    /// Rows each with `count` statements of three functions: more than one method can hold.
    static TestProgram manyFunctions(Precision precision, int count, int width) {
        TestProgram p = new TestProgram(precision, 19);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Buffer x = p.reals("x", width);
        List<Stmt> body = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            Buffer z = p.arena("z", width);
            body.add(store(z, at(i, z, j), THREE_FUNCTIONS, load(x, at(i, x, j))));
        }
        return p.kernel("wide.tanh", loop(i, PARALLEL, Extent.perRow(1),
                loop(j, kind(x), width, body.toArray(Stmt[]::new))));
    }

    /// What is not a number in a buffer of reals: labels, positions, the batch, random numbers.
    static TestProgram operands(Precision precision, int rows, int width) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Buffer label = p.labels("label", width);
        Buffer keys = p.keys(3);
        Buffer x = p.reals("x", width);
        Buffer z = p.reals("z", width);
        Buffer z2 = p.reals("z2", 1);
        Operand.Random random = new Operand.Random(keys, 2, Index.of(i), Index.of(j).plus(j, Extent.fixed(2)));
        Expr hot = new Expr.Select(new Condition(Relation.EQUAL, A, B), C, Expr.arg(3));
        return p.kernel("one/hot", loop(i, PARALLEL, Extent.perRow(1), loop(j, kind(z), width,
                store(z, at(i, z, j), hot.times(Expr.arg(4)).plus(C.times(Expr.arg(5))),
                        new Operand.LoadLabel(label, at(i)), new Operand.Position(at(j)), load(x, at(i, x, j)),
                        new Operand.Rows(), random,
                        new Operand.Position(Index.of(i).plus(j, Extent.fixed(3)).plus(Extent.fixed(5)))))),
                z)
                .kernel("one.hot", loop(i, VECTOR, Extent.perRow(1), store(z2, at(i), A.times(B),
                        new Operand.LoadLabel(label, at(i)), new Operand.Position(at(i)))), z2);
    }

    /// A transposition: its loads are not of neighbouring elements; and strides that depend on the batch.
    static TestProgram transposition(Precision precision, int rows, int width) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Buffer x = p.reals("x", width);
        Buffer t = p.columns("t", width);
        Buffer z = p.columns("z", width);
        return p.kernel("flip", loop(j, PARALLEL, width, loop(i, VECTOR, Extent.perRow(1),
                store(t, at(j, t, i), A.plus(A), load(x, at(i, x, j))))), t)
                .kernel("copy", loop(j, PARALLEL, width, loop(i, VECTOR, Extent.perRow(1),
                        store(z, at(j, z, i), A.times(B), load(t, at(j, t, i)), load(x, at(j))))), z)
                .kernel("back", loop(i, PARALLEL, Extent.perRow(1), loop(j, kind(x), width,
                        store(x, at(i, x, j), A, load(z, at(j, z, i))))), x);
    }
}
