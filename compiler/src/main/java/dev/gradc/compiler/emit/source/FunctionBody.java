package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.CodeBlock;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.Operand;
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
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kernel as the body of one function, of any size, in a language where sums need no scratch of the thread's.
public final class FunctionBody implements MethodBody {
    private static final Pattern INDENT = Pattern.compile("(?m)^(?: {2})+");

    private final Language language;
    private final Kernel kernel;
    private final Stmt body;
    private final Scope scope;
    private final Expressions expressions;
    private final String text;

    /// @param names gives out the names of what is local
    public FunctionBody(LoopProgram program, Kernel kernel, Language language, Identifiers names) {
        this.language = language;
        this.kernel = kernel;
        Pieces pieces = Pieces.none(Trim.of(ShortFormulas.of(kernel.body())));
        body = pieces.body();
        Scope.FIXED.forEach(names::fresh);
        List.of(Scope.FIRST, Scope.COUNT, Scope.LANE).forEach(names::fresh);
        scope = new Scope(program, body, List.of(), pieces, names);
        expressions = new Expressions(scope, language);
        text = write();
    }

    private String write() {
        CodeBlock.Builder code = CodeBlock.builder();
        Statements statements = new Statements(this, body, scope, expressions, code);
        if (isRange() && body instanceof Loop loop) {
            statements.range(loop);
        } else {
            statements.whole(body);
        }
        Matcher indents = INDENT.matcher(code.build().toString());
        return indents.replaceAll(indent -> indent.group().repeat(2));
    }

    /// The statements, from the left margin on.
    public String text() {
        return text;
    }

    /// The arrays that the function uses, and what they are called in it.
    public Map<Integer, String> arrays() {
        return scope.arrays();
    }

    /// Where a buffer begins.
    ///
    /// @param buffer the buffer
    /// @param name what its beginning is called
    /// @param array what its array is called
    /// @param offset how far behind the array's beginning it is
    /// @param comment what it is, and the user's line
    public record Start(Buffer buffer, String name, String array, String offset, String comment) {
    }

    /// The beginnings that have names.
    public List<Start> starts() {
        return scope.starting().stream()
                .map(buffer -> new Start(buffer, scope.start(buffer.id()), scope.arrayOf(buffer),
                        Literals.extent(scope.offset(buffer), Scope.ROOM),
                        KernelComment.where(buffer, scope.arrayOf(buffer))))
                .toList();
    }

    /// Whether the function is given a range, `from` and `to`, of the iterations of its outermost loop.
    public boolean isRange() {
        return body instanceof Loop loop && loop.kind() != Kind.SERIAL;
    }

    /// Whether something lies in the thread's own array, `own`.
    public boolean usesOwn() {
        return scope.usesOwn();
    }

    /// Whether places depend on the batch, rounded up, which is called `room`.
    public boolean usesRoom() {
        return expressions.usesRoom()
                || scope.starting().stream().anyMatch(buffer -> !scope.offset(buffer).isFixed());
    }

    /// Whether the number of rows is asked for, which is called `rows`.
    public boolean usesRows() {
        return usesRoom() || usesRows(isRange() && body instanceof Loop loop ? loop.body() : body);
    }

    private static boolean usesRows(Stmt statement) {
        return switch (statement) {
            case Block(var statements) -> statements.stream().anyMatch(FunctionBody::usesRows);
            case Loop loop -> !loop.extent().isFixed() || usesRows(loop.body());
            case Reduce reduce -> !reduce.total().isFixed() || usesRows(reduce.body());
            case Let(_, _, var args) -> usesRows(args);
            case Update(_, _, var args) -> usesRows(args);
            case Store(_, _, _, var args) -> usesRows(args);
        };
    }

    private static boolean usesRows(List<Operand> args) {
        return args.stream().anyMatch(Operand.Rows.class::isInstance);
    }

    /// Whether the function stores to a buffer.
    public boolean writes(Buffer buffer) {
        return Operands.accesses(body).stream()
                .anyMatch(access -> access.isStore() && access.buffer().id() == buffer.id());
    }

    /// Whether the function stores to an array.
    public boolean writes(int array) {
        return Operands.accesses(body).stream().filter(Operands.Access::isStore)
                .anyMatch(access -> switch (access.buffer().place()) {
                    case Buffer.Place.InArray(var number, _) -> number == array;
                    case Buffer.Place.InArena _ -> array == LoopProgram.ARENA;
                    case Buffer.Place.InScratch _ -> false;
                });
    }

    /// What stands above the function: the kernel's name, the user's line, and what it reads and writes.
    public List<String> comment() {
        return KernelComment.of(kernel).lines().toList();
    }

    @Override
    public Language language() {
        return language;
    }

    @Override
    public boolean isElsewhere(Block block) {
        return false;
    }

    @Override
    public String call(Block block, Scope caller) {
        throw new IllegalStateException("the function is whole");
    }

    @Override
    public boolean isKept(Temp temp) {
        return false;
    }

    @Override
    public int firstRow(Reduce reduce) {
        return 0;
    }

    @Override
    public String flag(Stmt statement) {
        return "";
    }
}
