package dev.gradc.compiler.lower;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Extent;
import java.util.List;
import java.util.function.Supplier;

/// Writes out one sum (or maximum).
final class Sum {
    private final Names names;
    private final Combine combine;
    private final Term term;
    private final Supplier<Scope> scopes;

    /// One term of the sum.
    interface Term {
        /// `accumulator` after element k. What has to be computed first goes into `scope`.
        Expr next(Index k, Scope scope, Terms terms, Expr accumulator);
    }

    /// @param scopes gives a new empty scope for the block that holds a term
    Sum(Names names, Combine combine, Term term, Supplier<Scope> scopes) {
        this.names = names;
        this.combine = combine;
        this.term = term;
        this.scopes = scopes;
    }

    /// Adds the sum over `extent` elements in `lanes` lanes to `statements`, and gives the temp that holds it.
    Temp over(Extent extent, int lanes, List<Stmt> statements) {
        Temp total = names.temp();
        Axis k = names.axis("k");
        statements.add(new Let(total, Expr.constant(combine.identity()), List.of()));
        statements.add(new Reduce(k, extent, lanes, List.of(total), combine, new Block(step(Index.of(k), total))));
        return total;
    }

    private List<Stmt> step(Index k, Temp temp) {
        Scope scope = scopes.get();
        Terms terms = new Terms();
        Expr next = term.next(k, scope, terms, terms.add(temp));
        scope.add(new Update(temp, next, terms.operands()));
        return scope.statements();
    }
}
