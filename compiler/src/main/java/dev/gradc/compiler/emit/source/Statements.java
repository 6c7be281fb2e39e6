package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.CodeBlock;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Let;
import dev.gradc.compiler.loop.Stmt.Loop;
import dev.gradc.compiler.loop.Stmt.Reduce;
import dev.gradc.compiler.loop.Stmt.Store;
import dev.gradc.compiler.loop.Stmt.Update;
import dev.gradc.compiler.scalar.Expr;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes the statements of one method.
final class Statements {
    private final MethodBody kernel;
    private final Language language;
    private final Stmt method;
    private final Scope scope;
    private final Expressions expressions;
    private final Comments comments;
    private final CodeBlock.Builder code;
    private final Set<Temp> changing;
    /// Temps that were just declared as numbers.
    private final Map<Temp, Expr> ready = new HashMap<>();

    /// @param method the statements of the method
    Statements(MethodBody kernel, Stmt method, Scope scope, Expressions expressions, CodeBlock.Builder code) {
        this.kernel = kernel;
        language = kernel.language();
        this.method = method;
        this.scope = scope;
        this.expressions = expressions;
        this.code = code;
        changing = changing(method);
        comments = new Comments(scope, expressions, block -> block != method && kernel.isElsewhere(block));
    }

    /// Writes a kernel's outermost loop, of which a part is run.
    void range(Loop loop) {
        comment(comments.of(loop));
        loop(loop, "from", "to");
    }

    /// Writes a statement that stands in no loop.
    void whole(Stmt statement) {
        boolean tells = Comments.holdsLoops(statement);
        if (!tells) {
            comment(comments.of(statement));
        }
        write(statement, tells);
    }

    /// @param tells whether the statements in it say themselves what they do
    private void write(Stmt statement, boolean tells) {
        switch (statement) {
            case Block block when block != method && kernel.isElsewhere(block) -> {
                ready.clear();
                code.addStatement("$L", kernel.call(block, scope));
            }
            case Block(var body) -> body.forEach(inner -> write(inner, tells));
            case Loop loop -> {
                if (tells) {
                    comment(comments.of(loop));
                }
                loop(loop, "0", Literals.extent(loop.extent(), "rows"));
            }
            case Reduce reduce -> {
                if (tells) {
                    comment(comments.of(reduce));
                }
                Expr identity = Expr.constant(reduce.combine().identity());
                boolean atIdentity = reduce.partials().stream().allMatch(temp -> identity.equals(ready.get(temp)));
                ready.clear();
                new Sums(kernel, scope, code, reduce).write(atIdentity, () -> write(reduce.body(), false));
            }
            case Let(var temp, var formula, var args) -> {
                see(statement, tells);
                String value = flagged(statement, expressions.formula(formula, args));
                if (formula instanceof Expr.Const) {
                    ready.put(temp, formula);
                }
                if (kernel.isKept(temp)) {
                    code.addStatement("$L = $L", scope.temp(temp), value);
                } else {
                    code.addStatement("$L$L $L = $L", changing.contains(temp) ? "" : language.constant() + " ",
                            language.realType(), scope.temp(temp), value);
                }
            }
            case Update(var temp, var formula, var args) -> {
                see(statement, tells);
                ready.remove(temp);
                code.addStatement("$L = $L", scope.temp(temp),
                        flagged(statement, expressions.formula(formula, args)));
            }
            case Store(var to, var at, var formula, var args) -> {
                if (tells && !(formula instanceof Expr.Arg)) {
                    comment(comments.of(statement));
                }
                code.addStatement("$L = $L", expressions.element(to, at),
                        flagged(statement, expressions.formula(formula, args)));
            }
        }
    }

    private void see(Stmt statement, boolean tells) {
        if (tells) {
            comments.pass(statement);
        }
    }

    private void loop(Loop loop, String from, String to) {
        ready.clear();
        String axis = scope.axis(loop.axis());
        code.beginControlFlow("for ($L $L = $L; $L < $L; $L++)", language.indexType(), axis, flagged(loop, from), axis,
                to, axis);
        Stmt body = loop.body() instanceof Block(var only) && only.size() == 1 ? only.getFirst() : loop.body();
        if (body instanceof Loop inner) {
            loop(inner, "0", Literals.extent(inner.extent(), "rows"));
        } else {
            write(body, Comments.holdsLoops(body));
        }
        code.endControlFlow();
    }

    private String flagged(Stmt statement, String text) {
        return kernel.flag(statement) + text;
    }

    private void comment(List<String> lines) {
        for (String text : lines) {
            CommentText.lines(text).forEach(line -> code.add("// $L\n", line));
        }
    }

    /// The temps that are given a second value.
    static Set<Temp> changing(Stmt statement) {
        Set<Temp> changing = new HashSet<>();
        collect(statement, changing);
        return changing;
    }

    private static void collect(Stmt statement, Set<Temp> changing) {
        switch (statement) {
            case Block(var body) -> body.forEach(inner -> collect(inner, changing));
            case Loop loop -> collect(loop.body(), changing);
            case Reduce reduce -> {
                changing.addAll(reduce.partials());
                collect(reduce.body(), changing);
            }
            case Update update -> changing.add(update.temp());
            case Let _, Store _ -> {
            }
        }
    }
}
