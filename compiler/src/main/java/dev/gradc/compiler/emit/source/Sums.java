package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.CodeBlock;
import dev.gradc.compiler.emit.source.Naming.SumNames;
import dev.gradc.compiler.loop.Stmt.Reduce;
import java.util.Arrays;
import java.util.List;

/// Writes a sum or maximum: in one chain, or in lanes, and in blocks where there may be several of them.
final class Sums {
    private final KernelWriter kernel;
    private final Scope scope;
    private final CodeBlock.Builder code;
    private final Reduce reduce;
    private final String identity;
    private final String axis;
    private final String total;
    private final SumNames names;
    private final int row;

    Sums(KernelWriter kernel, Scope scope, CodeBlock.Builder code, Reduce reduce) {
        this.kernel = kernel;
        this.scope = scope;
        this.code = code;
        this.reduce = reduce;
        identity = Literals.real(reduce.combine().identity(), kernel.library().precision());
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
        declareRows(names.blocks(), row + names.lanes().size());
        code.addStatement("int $L = 0", names.block());
        code.beginControlFlow("for (int $L = 0; $L < $L; $L += $L)", names.start(), names.start(), total, names.start(),
                Reduce.BLOCK);
        code.addStatement("final int $L = Math.min($L, $L + $L)", names.end(), total, names.start(), Reduce.BLOCK);
        block(names.start(), names.end(), false, body);
        each((partial, p) -> code.addStatement("$L($L, $L, $L)",
                kernel.home() + kernel.library().block(reduce.combine()),
                names.blocks().get(p), names.block(), partial));
        code.addStatement("$L++", names.block()).endControlFlow();
        each((partial, p) -> code.addStatement("$L = $L($L, $L)", partial,
                kernel.home() + kernel.library().blocks(reduce.combine()), names.blocks().get(p), names.block()));
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
        declareRows(names.lanes(), row);
        each((_, p) -> code.addStatement("$T.fill($L, 0, $L, $L)", Arrays.class, names.lanes().get(p), reduce.lanes(),
                identity));
        chain(from, to, () -> {
            each((partial, p) -> code.addStatement("$L = $L[$L % $L]", partial, names.lanes().get(p), axis,
                    reduce.lanes()));
            body.run();
            each((partial, p) -> code.addStatement("$L[$L % $L] = $L", names.lanes().get(p), axis, reduce.lanes(),
                    partial));
        });
        each((partial, p) -> code.addStatement("$L = $L($L, $L)", partial,
                kernel.home() + kernel.library().lanes(reduce.combine()), names.lanes().get(p), reduce.lanes()));
    }

    private void chain(String from, String to, Runnable body) {
        code.beginControlFlow("for (int $L = $L; $L < $L; $L++)", axis, kernel.flags().plant(reduce) + from, axis, to,
                axis);
        body.run();
        code.endControlFlow();
    }

    private void declareRows(List<String> rows, int first) {
        for (int p = 0; p < rows.size(); p++) {
            code.addStatement("final $T $L = scratch[$L]", kernel.real().arrayType(), rows.get(p), first + p);
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
