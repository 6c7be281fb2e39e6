package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Operands;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A program of one entry, whose kernel number k computes `xₖ[i] = xₖ₋₁[i] + 1` under names that are given.
final class NamedProgram {
    static final int ROWS = 5;

    private NamedProgram() {
    }

    static LoopProgram of(List<String> names) {
        List<ArraySpec> arrays = new ArrayList<>();
        List<Kernel> kernels = new ArrayList<>();
        arrays.add(new ArraySpec("arena", Role.ARENA, Extent.fixed(16)));
        Buffer before = input("input", arrays);
        for (int k = 0; k < names.size(); k++) {
            String name = names.get(k);
            Buffer after = input(name, arrays);
            Axis i = new Axis(2 * k, name);
            Operand.Temp temp = new Operand.Temp(k);
            Stmt body = new Stmt.Block(List.of(
                    new Stmt.Let(temp, Expr.arg(0).plus(Expr.ONE), List.of(new Operand.Load(before, Index.of(i)))),
                    new Stmt.Store(after, Index.of(i), Expr.arg(0), List.of(temp))));
            kernels.add(new Kernel(name, name, new Stmt.Loop(i, Extent.perRow(1), Stmt.Kind.PARALLEL, body),
                    List.of(after)));
            before = after;
        }
        String first = names.getFirst();
        Program.Entry entry = new Program.Entry(first, IntStream.range(0, names.size()).boxed().toList(), List.of(),
                List.of(new Program.Output(first, names.size() + 1, List.of(), true, 1)));
        return new LoopProgram(first, Precision.FLOAT, arrays, kernels, List.of(entry), List.of(), List.of(), List.of(),
                List.of(), 0, 0, Map.of());
    }

    /// The same with all its statements in one kernel.
    static LoopProgram inOneKernel(List<String> names) {
        LoopProgram program = of(names);
        Axis axis = ((Stmt.Loop) program.kernels().getFirst().body()).axis();
        List<Stmt> all = new ArrayList<>();
        for (Kernel kernel : program.kernels()) {
            Stmt moved = Operands.rewrite(((Stmt.Loop) kernel.body()).body(),
                    (buffer, _) -> new Operands.Place(buffer, Index.of(axis)), at -> at);
            all.addAll(((Stmt.Block) moved).body());
        }
        Kernel whole = program.kernels().getFirst()
                .withBody(new Stmt.Loop(axis, Extent.perRow(1), Stmt.Kind.PARALLEL, new Stmt.Block(all)));
        Program.Entry entry = program.entries().getFirst();
        return new LoopProgram(program.name(), program.precision(), program.arrays(), List.of(whole),
                List.of(new Program.Entry(entry.name(), List.of(0), List.of(), entry.outputs())), List.of(), List.of(),
                List.of(), List.of(), 0, 0, Map.of());
    }

    private static Buffer input(String name, List<ArraySpec> arrays) {
        Layout layout = Layout.dense(Extent.ONE, Extent.perRow(1));
        arrays.add(new ArraySpec(name, Role.SLOTS, layout.size()));
        return new Buffer(arrays.size(), name, new Buffer.Place.InArray(arrays.size() - 1, 0), layout, name);
    }

    /// What the last kernel leaves when all are run: by their entry, or one by one.
    static float[] run(Program program, boolean wholeEntry) {
        Object[] arrays = program.arrays().stream().map(_ -> new float[16]).toArray();
        Object[] scratch = program.scratch().allocate(Precision.FLOAT);
        if (wholeEntry) {
            program.code().runEntry(0, arrays, scratch, ROWS);
        } else {
            for (int k = 0; k < program.kernels().size(); k++) {
                program.code().run(k, arrays, scratch, ROWS, 0, ROWS);
            }
        }
        return (float[]) arrays[arrays.length - 1];
    }
}
