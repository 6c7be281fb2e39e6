package dev.gradc.compiler.loop;

import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Extent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A tile whose only sum is an element of a product of matrices: `sum = Σₖ left[row, k] · right[k, lane]`, by fused
/// multiply-add. A row of sums is then a row of products of numbers of `left` with whole rows of `right`.
///
/// @param tile the nest
/// @param sum holds the sum when `rest` begins
/// @param k the summed axis
/// @param total its extent
/// @param left does not depend on the lane
/// @param right the lanes' neighbours are neighbours in it; does not depend on the row
/// @param rest what is done with the sum
public record RowProduct(Tile tile, Temp sum, Axis k, Extent total, Load left, Load right, Block rest) {
    /// The product that a tile is, if it is one.
    public static Optional<RowProduct> of(Tile tile) {
        List<Stmt> body = tile.body().body();
        if (body.size() < 2 || !(body.get(0) instanceof Let let) || !(body.get(1) instanceof Reduce reduce)
                || reduce.lanes() != 1 || reduce.combine() != Combine.SUM
                || !reduce.partials().equals(List.of(let.temp()))) {
            return Optional.empty();
        }
        Block rest = new Block(body.subList(2, body.size()));
        boolean isOnly = rest.body().stream().noneMatch(Reduce.class::isInstance);
        return !isOnly ? Optional.empty()
                : factors(reduce.body(), let.temp())
                        .flatMap(factors -> Stream.of(factors, factors.swapped()).filter(f -> f.fit(tile)).findFirst())
                        .map(factors -> new RowProduct(tile, let.temp(), reduce.axis(), reduce.total(), factors.left,
                                factors.right, rest));
    }

    /// Whether neighbours along any axis are equally far apart in both factors.
    public boolean isEven() {
        return Stream.of(left.at(), right.at())
                .allMatch(at -> at.terms().stream().allMatch(Index.Term::isPlain));
    }

    /// The same nest with the loop over the lanes innermost.
    public Stmt lanesInnermost() {
        Stmt nest = new Loop(tile.lanes().axis(), tile.lanes().extent(), Kind.VECTOR, tile.body());
        if (tile.rows() != null) {
            nest = around(tile.rows(), nest);
        }
        for (Loop loop : tile.outer().reversed()) {
            nest = around(loop, nest);
        }
        return nest;
    }

    private static Loop around(Loop loop, Stmt body) {
        return new Loop(loop.axis(), loop.extent(), loop.kind(), body);
    }

    private record Factors(Load left, Load right) {
        Factors swapped() {
            return new Factors(right, left);
        }

        boolean fit(Tile tile) {
            return !left.at().uses(tile.lanes().axis()) && right.at().isNext(tile.lanes().axis())
                    && (tile.rows() == null || !right.at().uses(tile.rows().axis()));
        }
    }

    /// The two loads of `sum := fma(left, right, sum)`, each perhaps into a temp first.
    private static Optional<Factors> factors(Stmt step, Temp sum) {
        Map<Operand, Operand> loads = new HashMap<>();
        List<Stmt> body = step instanceof Block(var steps) ? steps : List.of(step);
        for (Stmt statement : body.subList(0, body.size() - 1)) {
            if (!(statement instanceof Let(var temp, Expr.Arg _, var args)) || args.size() != 1) {
                return Optional.empty();
            }
            loads.put(temp, args.getFirst());
        }
        if (body.getLast() instanceof Update(var to, Expr.Fma(Expr.Arg a, Expr.Arg b, Expr.Arg c), var args)
                && to.equals(sum) && args.get(c.index()).equals(sum)
                && load(args.get(a.index()), loads) instanceof Load left
                && load(args.get(b.index()), loads) instanceof Load right) {
            return Optional.of(new Factors(left, right));
        }
        return Optional.empty();
    }

    private static Operand load(Operand operand, Map<Operand, Operand> loads) {
        return loads.getOrDefault(operand, operand);
    }
}
