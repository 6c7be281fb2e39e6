package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Operands;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Kind;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.runtime.Scratch;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.lang.model.element.Modifier;

/// Writes one kernel: its method, and those of its pieces where it is too large for one.
final class KernelWriter implements MethodBody {
    /// More arrays are passed together; a method takes 255 parameters.
    private static final int MOST_ARRAYS = 60;
    /// What a call may weigh, by the weight of the kernel.
    private static final int SHARE = 40;

    private final LoopProgram program;
    private final Kernel kernel;
    private final String name;
    private final Library library;
    private final StatementFlags flags;
    private final Pieces pieces;
    private final Map<Reduce, Integer> firstRows = new IdentityHashMap<>();
    private final Map<Block, List<Axis>> around = new IdentityHashMap<>();
    private final List<MethodSpec> methods = new ArrayList<>();
    private final Scope scope;
    private Java language;
    private int rows;

    /// @param name the method's
    /// @param flags find the lines of its statements
    KernelWriter(LoopProgram program, Kernel kernel, String name, Library library, Flags flags) {
        this.program = program;
        this.kernel = kernel;
        this.name = name;
        this.library = library;
        this.flags = new StatementFlags(flags);
        language = new Java(library, "");
        pieces = new Pieces(ShortFormulas.of(kernel.body()));
        prepare(pieces.body(), 1, List.of());
        scope = new Scope(program, pieces.body(), List.of(), pieces, library.locals());
    }

    /// Gives each sum its rows of scratch, behind those of the sums around it, and finds the loops around each piece.
    private void prepare(Stmt statement, int row, List<Axis> axes) {
        switch (statement) {
            case Block block -> {
                around.put(block, axes);
                block.body().forEach(inner -> prepare(inner, row, axes));
            }
            case Loop loop -> prepare(loop.body(), row, plus(axes, loop.axis()));
            case Reduce reduce -> {
                int kinds = (reduce.lanes() > 1 ? 1 : 0) + (reduce.isOneBlock() ? 0 : 1);
                int next = row + kinds * reduce.partials().size();
                firstRows.put(reduce, row);
                rows = Math.max(rows, next - 1);
                prepare(reduce.body(), next, plus(axes, reduce.axis()));
            }
            case Let _, Update _, Store _ -> {
            }
        }
    }

    private static List<Axis> plus(List<Axis> axes, Axis axis) {
        List<Axis> longer = new ArrayList<>(axes);
        longer.add(axis);
        return longer;
    }

    /// The kernel's method first, then those of its pieces.
    ///
    /// @param libraryHome what stands before the names of the library's methods
    List<MethodSpec> write(String libraryHome) {
        language = new Java(library, libraryHome);
        methods.clear();
        MethodSpec.Builder method = method(name).addJavadoc("$L", KernelComment.of(kernel));
        parameters(method, scope);
        boolean isRange = isRange();
        if (isRange) {
            method.addParameter(int.class, "from").addParameter(int.class, "to");
        }
        methods.addFirst(method.addCode(body(pieces.body(), scope, isRange)).build());
        return methods;
    }

    /// The flags of the kernel's statements.
    StatementFlags flags() {
        return flags;
    }

    /// The names of the methods that were written.
    List<String> methods() {
        return methods.stream().map(MethodSpec::name).toList();
    }

    /// At most how many bytes of bytecode a call is; more for a large kernel, so that no class has too many of them.
    int weight() {
        return Math.max(30 + 12 * Math.min(scope.arrays().size(), MOST_ARRAYS), pieces.total() / SHARE);
    }

    /// Whether the kernel's method runs a range of iterations; else it runs the whole.
    boolean isRange() {
        return kernel.body() instanceof Loop loop && loop.kind() != Kind.SERIAL;
    }

    /// How the method is called.
    ///
    /// @param array gives what an array is called there
    /// @param from the first iteration
    /// @param to the end of the iterations
    String call(Function<Integer, String> array, String from, String to) {
        List<String> arguments = arguments(scope, array);
        if (isRange()) {
            arguments.add(from);
            arguments.add(to);
        }
        return name + "(" + String.join(", ", arguments) + ")";
    }

    /// The numbers of the arrays that the method is given one by one.
    List<Integer> arrays() {
        return isWide() ? List.of() : List.copyOf(scope.arrays().keySet());
    }

    /// What the kernel needs for each thread.
    Scratch scratch() {
        return new Scratch(program.scratch() + pieces.kept().size(), rows);
    }

    @Override
    public String call(Block block, Scope caller) {
        String method = name + "_part" + pieces.number(block);
        List<Axis> axes = around.getOrDefault(block, List.of());
        Scope inner = new Scope(program, block, axes, pieces, library.locals());
        MethodSpec.Builder spec = method(method)
                .addJavadoc("A part of {@code $L}, which is too large for one method.\n", name);
        parameters(spec, inner);
        axes.forEach(axis -> spec.addParameter(int.class, inner.axis(axis)));
        methods.add(spec.addCode(body(block, inner, false)).build());
        List<String> arguments = arguments(inner, caller::array);
        axes.forEach(axis -> arguments.add(caller.axis(axis)));
        return method + "(" + String.join(", ", arguments) + ")";
    }

    private static MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC);
    }

    private void parameters(MethodSpec.Builder method, Scope of) {
        if (isWide()) {
            method.addParameter(Object[].class, "arrays");
        } else {
            of.arrays().forEach((number, array) -> method.addParameter(type(number), array));
        }
        if (usesScratch()) {
            method.addParameter(real().arrayType().arrayType(), "scratch");
        }
        method.addParameter(int.class, "rows");
    }

    private List<String> arguments(Scope of, Function<Integer, String> array) {
        List<String> arguments = new ArrayList<>();
        if (isWide()) {
            arguments.add("arrays");
        } else {
            of.arrays().keySet().forEach(number -> arguments.add(array.apply(number)));
        }
        if (usesScratch()) {
            arguments.add("scratch");
        }
        arguments.add("rows");
        return arguments;
    }

    private boolean isWide() {
        return scope.arrays().size() > MOST_ARRAYS;
    }

    private boolean usesScratch() {
        return rows > 0 || !pieces.kept().isEmpty() || Operands.accesses(kernel.body()).stream()
                .anyMatch(access -> access.buffer().place() instanceof Buffer.Place.InScratch);
    }

    /// The type of an array.
    Class<?> type(int array) {
        return program.arrays().get(array).role().isInt() ? int[].class : real().arrayType();
    }

    private CodeBlock body(Stmt statement, Scope of, boolean isRange) {
        Expressions expressions = new Expressions(of, language);
        CodeBlock.Builder code = CodeBlock.builder();
        Statements statements = new Statements(this, statement, of, expressions, code);
        if (isRange && statement instanceof Loop loop) {
            statements.range(loop);
        } else {
            statements.whole(statement);
        }
        CodeBlock top = top(of, expressions.usesRoom());
        return CodeBlock.builder().add(top).add(top.isEmpty() ? "" : "\n").add(code.build()).build();
    }

    /// What stands before the statements: where everything begins.
    private CodeBlock top(Scope of, boolean usesRoom) {
        CodeBlock.Builder code = CodeBlock.builder();
        if (isWide()) {
            of.ownArrays().forEach(number -> code.addStatement("final $T $L = ($T) arrays[$L]", type(number),
                    of.array(number), type(number), number));
        }
        if (usesRoom || of.starting().stream().anyMatch(buffer -> !of.offset(buffer).isFixed())) {
            code.addStatement("final int $L = $L(rows)", Scope.ROOM, language.home() + library.room());
        }
        if (of.usesOwn() || !pieces.kept().isEmpty()) {
            code.addStatement("final $T $L = scratch[0]", real().arrayType(), Scope.OWN);
        }
        if (!pieces.kept().isEmpty()) {
            code.addStatement("final int $L = $L", Scope.KEPT, program.scratch());
        }
        for (Buffer buffer : of.starting()) {
            code.add("final int $L = $L; // $L\n", of.start(buffer.id()),
                    Literals.extent(of.offset(buffer), Scope.ROOM), KernelComment.where(buffer, of.arrayOf(buffer)));
        }
        return code.build();
    }

    @Override
    public Language language() {
        return language;
    }

    @Override
    public boolean isElsewhere(Block block) {
        return pieces.number(block) > 0;
    }

    @Override
    public boolean isKept(Temp temp) {
        return pieces.kept().containsKey(temp);
    }

    @Override
    public String flag(Stmt statement) {
        return flags.plant(statement);
    }

    private Class<?> real() {
        return Literals.real(library.precision());
    }

    @Override
    public int firstRow(Reduce reduce) {
        return firstRows.getOrDefault(reduce, 1);
    }
}
