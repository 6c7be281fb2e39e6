package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.CodeBlock;
import dev.gradc.compiler.emit.source.Naming.SumNames;
import dev.gradc.compiler.loop.Operands;
import dev.gradc.compiler.loop.Stmt.Reduce;
import java.util.List;

/// Writes a sum or maximum: in one chain, or in lanes, and in blocks where there may be several of them.
final class Sums {
    /// The results of blocks that wait to be combined: one for each bit of their number, and the latest.
    private static final int MOST_WAITING = Integer.SIZE;
    private final MethodBody kernel;
    private final Language language;
    private final Scope scope;
    private final CodeBlock.Builder code;
    private final Reduce reduce;
    private final String identity;
    private final String axis;
    private final String total;
    private final SumNames names;
    private final int row;

    Sums(MethodBody kernel, Scope scope, CodeBlock.Builder code, Reduce reduce) {
        this.kernel = kernel;
        language = kernel.language();
        this.scope = scope;
        this.code = code;
        this.reduce = reduce;
        identity = language.real(reduce.combine().identity());
        axis = scope.axis(reduce.axis());
        total = Literals.extent(reduce.total(), "rows");
        names = scope.sum(reduce);
        row = kernel.firstRow(reduce);
    }

    /// @param atIdentity whether the partial results hold the identity already
    /// @param body writes one step of the sum
    void write(boolean atIdentity, Runnable body) {
        if (reduce.isOneBlock()) {
            block("0", total, atIdentity, body);
            return;
        }
        code.add("// in blocks of $L, whose results are combined in pairs\n", Reduce.BLOCK);
        declareRows(names.blocks(), row + names.lanes().size(), MOST_WAITING);
        code.addStatement("$L $L = 0", language.indexType(), names.block());
        code.beginControlFlow("for ($L $L = 0; $L < $L; $L += $L)", language.indexType(), names.start(), names.start(),
                total, names.start(), Reduce.BLOCK);
        code.addStatement("$L $L $L = $L", language.constant(), language.indexType(), names.end(),
                language.least(total, names.start() + " + " + Reduce.BLOCK));
        block(names.start(), names.end(), false, body);
        each((partial, p) -> code.addStatement("$L($L, $L, $L)",
                language.block(reduce.combine()),
                names.blocks().get(p), names.block(), partial));
        code.addStatement("$L++", names.block()).endControlFlow();
        each((partial, p) -> code.addStatement("$L = $L($L, $L)", partial,
                language.blocks(reduce.combine()), names.blocks().get(p), names.block()));
    }

    private void block(String from, String to, boolean atIdentity, Runnable body) {
        if (reduce.lanes() > 1) {
            inLanes(from, to, body);
            return;
        }
        if (!atIdentity) {
            each((partial, _) -> code.addStatement("$L = $L", partial, identity));
        }
        chain(from, to, body);
    }

    private void inLanes(String from, String to, Runnable body) {
        code.add("// in $L lanes: element $L goes to lane $L % $L\n", reduce.lanes(), axis, axis, reduce.lanes());
        declareRows(names.lanes(), row, reduce.lanes());
        each((_, p) -> code.add(language.filled(names.lanes().get(p), reduce.lanes(), identity)));
        if (language.loopsOverLanes()) {
            sideBySide(from, to, body);
        } else {
            chain(from, to, () -> step(axis + " % " + reduce.lanes(), body));
        }
        each((partial, p) -> code.addStatement("$L = $L($L, $L)", partial,
                language.lanes(reduce.combine()), names.lanes().get(p), reduce.lanes()));
    }

    /// Takes the element of a lane.
    private void step(String lane, Runnable body) {
        each((partial, p) -> code.addStatement("$L = $L[$L]", partial, names.lanes().get(p), lane));
        body.run();
        each((partial, p) -> code.addStatement("$L[$L] = $L", names.lanes().get(p), lane, partial));
    }

    /// As many neighbours at a time as there are lanes.
    private void sideBySide(String from, String to, Runnable body) {
        String index = language.indexType();
        String constant = language.constant();
        int lanes = reduce.lanes();
        code.beginControlFlow("for ($L $L = $L; $L < $L; $L += $L)", index, Scope.FIRST, kernel.flag(reduce) + from,
                Scope.FIRST, to, Scope.FIRST, lanes);
        code.addStatement("$L $L $L = $L", constant, index, Scope.COUNT,
                language.least(Integer.toString(lanes), to + " - " + Scope.FIRST));
        code.beginControlFlow("for ($L $L = 0; $L < $L; $L++)", index, Scope.LANE, Scope.LANE, Scope.COUNT, Scope.LANE);
        if (usesAxis()) {
            code.addStatement("$L $L $L = $L + $L", constant, index, axis, Scope.FIRST, Scope.LANE);
        }
        step(Scope.LANE, body);
        code.endControlFlow().endControlFlow();
    }

    /// Whether a step asks which element it takes.
    private boolean usesAxis() {
        boolean[] uses = {false};
        Operands.rewrite(reduce.body(), (buffer, at) -> {
            uses[0] |= at.uses(reduce.axis());
            return new Operands.Place(buffer, at);
        }, at -> {
            uses[0] |= at.uses(reduce.axis());
            return at;
        });
        return uses[0];
    }

    private void chain(String from, String to, Runnable body) {
        code.beginControlFlow("for ($L $L = $L; $L < $L; $L++)", language.indexType(), axis,
                kernel.flag(reduce) + from, axis, to, axis);
        body.run();
        code.endControlFlow();
    }

    private void declareRows(List<String> rows, int first, int size) {
        for (int p = 0; p < rows.size(); p++) {
            code.addStatement("$L", language.row(rows.get(p), first + p, size));
        }
    }

    private interface Partial {
        void write(String name, int number);
    }

    private void each(Partial partial) {
        for (int p = 0; p < reduce.partials().size(); p++) {
            partial.write(scope.temp(reduce.partials().get(p)), p);
        }
    }
}
