package dev.gradc.compiler.emit.asm;

import static dev.gradc.compiler.emit.asm.TestProgram.at;
import static dev.gradc.compiler.emit.asm.TestProgram.block;
import static dev.gradc.compiler.emit.asm.TestProgram.let;
import static dev.gradc.compiler.emit.asm.TestProgram.load;
import static dev.gradc.compiler.emit.asm.TestProgram.loop;
import static dev.gradc.compiler.emit.asm.TestProgram.store;
import static dev.gradc.compiler.emit.asm.TestProgram.update;
import static dev.gradc.compiler.loop.Stmt.Kind.PARALLEL;
import static dev.gradc.compiler.loop.Stmt.Kind.SERIAL;
import static dev.gradc.compiler.loop.Stmt.Kind.VECTOR;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Bound;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Fold;
import dev.gradc.compiler.loop.Stmt.Loop;
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
        Buffer x = p.reals("x", Extent.perRow(width));
        Buffer y = p.arena("y", Extent.perRow(width));
        Buffer b = p.reals("b", width);
        Buffer z = p.arena("z", Extent.perRow(width));
        Index element = at(i, width, j);
        return p.kernel("elementwise", loop(i, PARALLEL, Extent.perRow(1), loop(j, VECTOR, width,
                store(z, element, formula, load(x, element), load(y, element), load(b, at(j))))), z);
    }

    /// `c[i, j] = b[j] + Σₖ x[i, k] · w[k, j]`, with `step` values of k a time.
    static TestProgram contraction(Precision precision, int rows, int inner, int width, int step) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Axis k = p.axis("k");
        Buffer x = p.reals("x", Extent.perRow(inner));
        Buffer w = p.reals("w", inner * width);
        Buffer b = p.reals("b", width);
        Buffer z = p.arena("z", Extent.perRow(width));
        Temp sum = p.temp();
        Index first = at(i, inner, k);
        Index second = at(k, width, j);
        List<Stmt> jammed = new ArrayList<>();
        for (int s = 0; s < step; s++) {
            jammed.add(update(sum, FMA, load(x, first.shift(k, s)), load(w, second.shift(k, s)), sum));
        }
        Stmt single = update(sum, FMA, load(x, first), load(w, second), sum);
        return p.kernel("contraction", loop(i, PARALLEL, Extent.perRow(1), loop(j, VECTOR, width,
                let(sum, Expr.constant(-0.0)),
                new Loop(k, new Bound.Whole(Extent.fixed(inner)), SERIAL, step, block(jammed.toArray(Stmt[]::new)),
                        step == 1 ? block() : single),
                store(z, at(i, width, j), A.plus(B), sum, load(b, at(j))))), z);
    }

    /// The same with `step` rows a time.
    static TestProgram tile(Precision precision, int rows, int inner, int width, int step) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Buffer x = p.reals("x", Extent.perRow(inner));
        Buffer w = p.reals("w", inner * width);
        Buffer z = p.arena("z", Extent.perRow(width));
        return p.kernel("tile", new Loop(i, new Bound.Whole(Extent.perRow(1)), PARALLEL, step,
                rows(p, i, x, w, z, inner, width, step), step == 1 ? block() : rows(p, i, x, w, z, inner, width, 1)),
                z);
    }

    private static Stmt rows(TestProgram p, Axis i, Buffer x, Buffer w, Buffer z, int inner, int width, int step) {
        Axis j = p.axis("j");
        Axis k = p.axis("k");
        List<Stmt> begin = new ArrayList<>();
        List<Stmt> body = new ArrayList<>();
        List<Stmt> end = new ArrayList<>();
        Temp right = p.temp();
        body.add(let(right, A, load(w, at(k, width, j))));
        for (int s = 0; s < step; s++) {
            Temp sum = p.temp();
            begin.add(let(sum, Expr.constant(-0.0)));
            body.add(update(sum, FMA, load(x, at(i, inner, k).shift(i, s)), right, sum));
            end.add(store(z, at(i, width, j).shift(i, s), A, sum));
        }
        begin.add(loop(k, SERIAL, inner, body.toArray(Stmt[]::new)));
        begin.addAll(end);
        return loop(j, VECTOR, width, begin.toArray(Stmt[]::new));
    }

    /// Sums of columns over the batch, in blocks: `g[j] = Σᵢ x[i, j] · y[i, j]`, vectors in the fold.
    static TestProgram batchSum(Precision precision, int rows, int width, Combine combine, int step) {
        TestProgram p = new TestProgram(precision, rows);
        Axis j = p.axis("j");
        Axis block = p.axis("b");
        Axis i = p.axis("i");
        Buffer x = p.reals("x", Extent.perRow(width));
        Buffer y = p.reals("y", Extent.perRow(width));
        Buffer g = p.reals("g", width);
        Temp sum = p.temp();
        Temp other = p.temp();
        Index element = at(i, width, j).plus(block, Extent.fixed(1024 * width));
        Expr combined = combine == Combine.SUM ? FMA : new Expr.Max(A.times(B), C);
        List<Stmt> jammed = new ArrayList<>();
        for (int s = 0; s < step; s++) {
            Index at = element.shift(i, s);
            jammed.add(update(sum, combined, load(x, at), load(y, at), sum));
            jammed.add(update(other, combine.apply(B, A), load(x, at), other));
        }
        Stmt single = block(update(sum, combined, load(x, element), load(y, element), sum),
                update(other, combine.apply(B, A), load(x, element), other));
        Expr identity = Expr.constant(combine.identity());
        return p.kernel("batchSum", loop(j, VECTOR, width, let(sum, Expr.ONE), let(other, Expr.ONE),
                new Fold(block, Extent.perRow(1), 1024, List.of(sum, other), combine, block(
                        update(sum, identity), update(other, identity),
                        new Loop(i, new Bound.InBlock(Extent.perRow(1), block, 1024), SERIAL, step,
                                block(jammed.toArray(Stmt[]::new)), step == 1 ? block() : single))),
                store(g, at(j), A.minus(B), sum, other)), g);
    }

    /// Sums of rows in `lanes` lanes and blocks: `g[i] = Σₖ x[i, k]²`, a lane each in scratch, scalars in the fold.
    static TestProgram rowSum(Precision precision, int rows, int inner, int lanes) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Axis block = p.axis("b");
        Axis lane = p.axis("l");
        Axis k = p.axis("k");
        Buffer x = p.reals("x", Extent.perRow(inner));
        Buffer g = p.reals("g", Extent.perRow(1));
        Buffer partial = p.scratch("lanes", lanes);
        Temp total = p.temp();
        Temp sum = p.temp();
        Index element = Index.of(lane).plus(i, Extent.fixed(inner)).plus(block, Extent.fixed(1024))
                .plus(k, Extent.fixed(lanes));
        Stmt accumulate = update(sum, new Expr.Fma(A, A, B), load(x, element), sum);
        List<Stmt> body = new ArrayList<>();
        body.add(loop(lane, VECTOR, lanes, let(sum, Expr.constant(-0.0)),
                new Loop(k, new Bound.InLane(new Bound.InBlock(Extent.fixed(inner), block, 1024), lane, lanes), SERIAL,
                        accumulate),
                store(partial, at(lane), A, sum)));
        for (int half = lanes / 2; half > 0; half /= 2) {
            Axis h = p.axis("h");
            body.add(loop(h, VECTOR, half, store(partial, at(h), A.plus(B), load(partial, at(h)),
                    load(partial, at(h).plus(Extent.fixed(half))))));
        }
        body.add(update(total, A, load(partial, Index.ZERO)));
        return p.kernel("rowSum", loop(i, PARALLEL, Extent.perRow(1), let(total, Expr.ZERO),
                new Fold(block, Extent.fixed(inner), 1024, List.of(total), Combine.SUM,
                        block(body.toArray(Stmt[]::new))),
                store(g, at(i), A, total)), g);
    }

    /// Rows that are done `step` at once, each with `count` statements of three functions: more than one method can hold.
    static TestProgram manyFunctions(Precision precision, int step, int count, int width) {
        TestProgram p = new TestProgram(precision, 19);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Buffer x = p.reals("x", Extent.perRow(width));
        Expr formula = new Expr.Call(Fn.TANH, new Expr.Call(Fn.EXP, new Expr.Call(Fn.LOGISTIC, A)));
        List<Stmt> single = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            Buffer z = p.arena("z", Extent.perRow(width));
            single.add(store(z, at(i, width, j), formula, load(x, at(i, width, j))));
        }
        List<Stmt> jammed = new ArrayList<>();
        for (Stmt stmt : single) {
            for (int s = 0; s < step && stmt instanceof Stmt.Store(var to, var at, _, _); s++) {
                Index moved = at.shift(i, s);
                jammed.add(store(to, moved, formula, load(x, moved)));
            }
        }
        return p.kernel("wide.tanh", new Loop(i, new Bound.Whole(Extent.perRow(1)), PARALLEL, step,
                loop(j, VECTOR, width, jammed.toArray(Stmt[]::new)),
                step == 1 ? block() : loop(j, VECTOR, width, single.toArray(Stmt[]::new))));
    }

    /// What is not a number in a buffer of reals: labels, positions, the batch, random numbers.
    static TestProgram operands(Precision precision, int rows, int width) {
        TestProgram p = new TestProgram(precision, rows);
        Axis i = p.axis("i");
        Axis j = p.axis("j");
        Buffer label = p.labels("label", Extent.perRow(1), width);
        Buffer keys = p.keys(3);
        Buffer x = p.reals("x", Extent.perRow(width));
        Buffer z = p.reals("z", Extent.perRow(width));
        Buffer z2 = p.reals("z2", Extent.perRow(1));
        Index element = at(i, width, j);
        Operand.Random random = new Operand.Random(keys, 2, Index.of(i), Index.of(j).plus(j, Extent.fixed(2)));
        Expr hot = new Expr.Select(new Condition(Relation.EQUAL, A, B), C, Expr.arg(3));
        return p.kernel("one/hot", loop(i, PARALLEL, Extent.perRow(1), loop(j, VECTOR, width,
                store(z, element, hot.times(Expr.arg(4)).plus(C.times(Expr.arg(5))),
                        new Operand.LoadLabel(label, at(i)), new Operand.Position(at(j)), load(x, element),
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
        Buffer x = p.reals("x", Extent.perRow(width));
        Buffer t = p.arena("t", Extent.perRow(width));
        Buffer z = p.arena("z", Extent.perRow(width));
        Index flipped = Index.of(i).plus(j, Extent.perRow(1));
        return p.kernel("flip", loop(j, PARALLEL, width, loop(i, VECTOR, Extent.perRow(1),
                store(t, flipped, A.plus(A), load(x, at(i, width, j))))), t)
                .kernel("copy", loop(j, PARALLEL, width, loop(i, VECTOR, Extent.perRow(1),
                        store(z, flipped, A.times(B), load(t, flipped), load(x, at(j))))), z)
                .kernel("back", loop(i, PARALLEL, Extent.perRow(1), loop(j, VECTOR, width,
                        store(x, at(i, width, j), A, load(z, flipped)))), x);
    }
}
