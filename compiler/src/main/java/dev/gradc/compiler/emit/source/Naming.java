package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand.Load;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Names the loops' variables and the temps of a method: `i`, `j`, `k`; `x_ik` for an element that is loaded from x or that will be
/// stored there; `sum` and `max`; `t1`, `t2`, … where nothing better is known.
final class Naming {
    private final Identifiers names;
    private final Map<Axis, String> axes;
    private final Map<Temp, String> temps;
    private final Map<Reduce, SumNames> sums;
    private final Predicate<Block> elsewhere;
    private final Map<Temp, String> wanted = new HashMap<>();
    private int numbered;

    /// The names of a sum's own variables.
    ///
    /// @param lanes the lanes of each partial result
    /// @param blocks the results of blocks that wait, for each partial result
    /// @param block counts the blocks
    /// @param start the first element of a block
    /// @param end the end of a block
    record SumNames(List<String> lanes, List<String> blocks, String block, String start, String end) {
    }

    /// @param axes gets the loops' variables; those of the loops around are in it
    /// @param temps gets the temps; those that have a name keep it
    /// @param sums gets the names of each sum
    /// @param elsewhere tells the blocks that are other methods
    Naming(Identifiers names, Map<Axis, String> axes, Map<Temp, String> temps, Map<Reduce, SumNames> sums,
            Predicate<Block> elsewhere) {
        this.names = names;
        this.axes = axes;
        this.temps = temps;
        this.sums = sums;
        this.elsewhere = elsewhere;
    }

    /// Names everything in `statement`; names of what ends with a loop are free behind it.
    void name(Stmt statement) {
        List<String> declared = new ArrayList<>();
        name(statement, declared);
    }

    private void name(Stmt statement, List<String> declared) {
        switch (statement) {
            case Block block when elsewhere.test(block) -> {
            }
            case Block(var body) -> {
                body.forEach(this::want);
                body.forEach(inner -> name(inner, declared));
            }
            case Loop loop -> inside(loop.axis(), loop.body());
            case Reduce reduce -> {
                sums.put(reduce, sumNames(reduce, declared));
                inside(reduce.axis(), reduce.body());
            }
            case Let let -> {
                if (!temps.containsKey(let.temp())) {
                    String name = names.fresh(wanted(let));
                    temps.put(let.temp(), name);
                    declared.add(name);
                }
            }
            case Update _, Store _ -> {
            }
        }
    }

    private SumNames sumNames(Reduce reduce, List<String> declared) {
        List<String> lanes = new ArrayList<>();
        List<String> blocks = new ArrayList<>();
        for (int p = 0; p < reduce.partials().size(); p++) {
            if (reduce.lanes() > 1) {
                lanes.add(names.fresh("lanes"));
            }
            if (!reduce.isOneBlock()) {
                blocks.add(names.fresh("blocks"));
            }
        }
        declared.addAll(lanes);
        declared.addAll(blocks);
        if (reduce.isOneBlock()) {
            return new SumNames(lanes, blocks, "", "", "");
        }
        List<String> own = List.of(names.fresh("block"), names.fresh("start"), names.fresh("end"));
        declared.addAll(own);
        return new SumNames(lanes, blocks, own.get(0), own.get(1), own.get(2));
    }

    private void inside(Axis axis, Stmt body) {
        List<String> declared = new ArrayList<>();
        String variable = names.fresh(axis.name());
        axes.put(axis, variable);
        declared.add(variable);
        name(body, declared);
        declared.forEach(names::release);
    }

    /// What the temps of a statement are for: parts of a sum, or an element of a buffer.
    private void want(Stmt statement) {
        switch (statement) {
            case Reduce reduce -> reduce.partials().forEach(temp -> wanted.put(temp, word(reduce.combine())));
            case Store(var to, var at, Expr.Arg(var index), var args) when args.get(index) instanceof Temp temp ->
                wanted.putIfAbsent(temp, element(to, at));
            default -> {
            }
        }
    }

    private String wanted(Let let) {
        return let.formula() instanceof Expr.Arg(var index) && let.args().get(index) instanceof Load(var from, var at)
                ? element(from, at)
                : wanted.computeIfAbsent(let.temp(), _ -> "t" + ++numbered);
    }

    private static String word(Combine combine) {
        return switch (combine) {
            case SUM -> "sum";
            case MAX -> "max";
        };
    }

    /// `weight_kj` for an element of `hidden.weight`.
    private static String element(Buffer buffer, Index at) {
        String name = buffer.name().substring(buffer.name().lastIndexOf('.') + 1);
        String axes = Expressions.inOrder(at).stream().map(term -> term.axis().name()).distinct()
                .collect(Collectors.joining());
        return name + "_" + axes;
    }
}
