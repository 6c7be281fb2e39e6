package dev.gradc.compiler.lower;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Bound;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Fold;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Writes out one sum (or maximum) in the order of [SumOrder]: lanes, blocks, and how they are combined.
final class Sum {
    /// The scratch that lanes need.
    static final int SCRATCH = 64;
    /// Halves of fewer lanes are combined one by one.
    private static final int NARROW = 8;

    private final Names names;
    private final Buffer lanes;
    private final Combine combine;
    private final Term term;

    /// One term of the sum.
    interface Term {
        /// `accumulator` after element k. What has to be computed first goes into `scope`.
        Expr next(Index k, Scope scope, Terms terms, Expr accumulator);
    }

    private final Supplier<Scope> scopes;

    /// @param lanes scratch of [#SCRATCH] elements
    /// @param scopes gives a new empty scope for the block that holds a term
    Sum(Names names, Buffer lanes, Combine combine, Term term, Supplier<Scope> scopes) {
        this.names = names;
        this.lanes = lanes;
        this.combine = combine;
        this.term = term;
        this.scopes = scopes;
    }

    /// Adds the sum over `extent` elements in `lanes` lanes to `statements`, and gives the temp that holds it.
    Temp over(Extent extent, int laneCount, List<Stmt> statements) {
        Temp total = names.temp();
        if (extent.isFixed() && extent.fixed() <= SumOrder.BLOCK) {
            if (laneCount == 1) {
                statements.add(identity(total));
                statements.add(chain(new Bound.Whole(extent), Index.ZERO, total));
            } else {
                inLanes(extent.fixed(), laneCount, statements);
                statements.add(new Let(total, Expr.arg(0), List.of(new Load(lanes, Index.ZERO))));
            }
        } else {
            statements.add(identity(total));
            statements.add(inBlocks(extent, laneCount, total));
        }
        return total;
    }

    private Let identity(Temp temp) {
        return new Let(temp, Expr.constant(combine.identity()), List.of());
    }

    /// `temp` goes through the elements one after another, the first at `first`.
    private Stmt chain(Bound bound, Index first, Temp temp) {
        if (bound instanceof Bound.Whole(var extent) && extent.equals(Extent.ONE)) {
            return new Block(step(first, temp));
        }
        Axis k = names.axis("k");
        return new Loop(k, bound, Kind.SERIAL, new Block(step(first.plus(k, Extent.ONE), temp)));
    }

    private List<Stmt> step(Index k, Temp temp) {
        Scope scope = scopes.get();
        Terms terms = new Terms();
        Expr next = term.next(k, scope, terms, terms.add(temp));
        scope.add(new Update(temp, next, terms.operands()));
        return scope.statements();
    }

    private Stmt inBlocks(Extent extent, int laneCount, Temp total) {
        Axis block = names.axis("b");
        Index first = Index.ZERO.plus(block, Extent.fixed(SumOrder.BLOCK));
        Bound bound = new Bound.InBlock(extent, block, SumOrder.BLOCK);
        List<Stmt> body = new ArrayList<>();
        if (laneCount == 1) {
            body.add(new Update(total, Expr.constant(combine.identity()), List.of()));
            body.add(chain(bound, first, total));
        } else {
            Axis lane = names.axis("l");
            Temp one = names.temp();
            Axis q = names.axis("q");
            Index k = first.plus(lane, Extent.ONE).plus(q, Extent.fixed(laneCount));
            body.add(new Loop(lane, new Bound.Whole(Extent.fixed(laneCount)), Kind.SERIAL, new Block(List.of(
                    identity(one),
                    new Loop(q, new Bound.InLane(bound, lane, laneCount), Kind.SERIAL, new Block(step(k, one))),
                    new Store(lanes, Index.of(lane), Expr.arg(0), List.of(one))))));
            tree(laneCount, body);
            body.add(new Update(total, Expr.arg(0), List.of(new Load(lanes, Index.ZERO))));
        }
        return new Fold(block, extent, SumOrder.BLOCK, List.of(total), combine, new Block(body));
    }

    /// All whole rounds of the lanes at once, then the elements that are left, then the tree.
    private void inLanes(int extent, int laneCount, List<Stmt> statements) {
        int rounds = extent / laneCount;
        Axis lane = names.axis("l");
        Temp one = names.temp();
        List<Stmt> body = new ArrayList<>(List.of(identity(one)));
        if (rounds > 0) {
            Axis q = names.axis("q");
            Index k = Index.of(lane).plus(q, Extent.fixed(laneCount));
            body.add(new Loop(q, new Bound.Whole(Extent.fixed(rounds)), Kind.SERIAL, new Block(step(k, one))));
        }
        body.add(new Store(lanes, Index.of(lane), Expr.arg(0), List.of(one)));
        statements.add(vector(lane, laneCount, body));
        if (extent % laneCount > 0) {
            Axis last = names.axis("l");
            Temp rest = names.temp();
            List<Stmt> tail = new ArrayList<>();
            tail.add(new Let(rest, Expr.arg(0), List.of(new Load(lanes, Index.of(last)))));
            tail.addAll(step(Index.of(last).plus(Extent.fixed(rounds * laneCount)), rest));
            tail.add(new Store(lanes, Index.of(last), Expr.arg(0), List.of(rest)));
            statements.add(vector(last, extent % laneCount, tail));
        }
        tree(laneCount, statements);
    }

    private void tree(int laneCount, List<Stmt> statements) {
        for (int half = laneCount / 2; half > 0; half /= 2) {
            Axis lane = names.axis("l");
            List<Operand> halves = List.of(new Load(lanes, Index.of(lane)),
                    new Load(lanes, Index.of(lane).plus(Extent.fixed(half))));
            Stmt store = new Store(lanes, Index.of(lane), combine.apply(Expr.arg(0), Expr.arg(1)), halves);
            statements.add(new Loop(lane, new Bound.Whole(Extent.fixed(half)),
                    half < NARROW ? Kind.SERIAL : Kind.VECTOR, new Block(List.of(store))));
        }
    }

    private static Stmt vector(Axis lane, int extent, List<Stmt> body) {
        return new Loop(lane, new Bound.Whole(Extent.fixed(extent)), Kind.VECTOR, new Block(body));
    }
}
