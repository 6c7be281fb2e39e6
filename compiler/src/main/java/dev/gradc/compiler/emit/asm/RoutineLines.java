package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Mark;
import dev.gradc.compiler.loop.Operands.Place;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.loop.Stmt.Block;
import dev.gradc.compiler.loop.Stmt.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;
import org.objectweb.asm.commons.InstructionAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/// The lines that a routine's statements come from. What an emitter makes of a statement and that does not know itself has the
/// line of what stands before it, as copies in register tiles do.
final class RoutineLines {
    /// No lines.
    static final RoutineLines NONE = new RoutineLines(Origin.NONE, new Block(List.of()), List.of(), Map.of());

    private final Origin whole;
    private final List<Place> stores;
    private final Map<Mark, Integer> lines = new HashMap<>();

    /// @param whole where the routine as a whole comes from
    /// @param body the routine's body
    /// @param shown the marks of its statements, where they have other axes and temps
    /// @param lines the lines by those marks
    RoutineLines(Origin whole, Stmt body, List<Mark> shown, Map<Mark, Integer> lines) {
        this.whole = whole;
        stores = Mark.statements(body).stream().filter(Store.class::isInstance).map(store -> place((Store) store))
                .toList();
        List<Mark> marks = Mark.in(body);
        for (int i = 0; i < shown.size(); i++) {
            Integer line = lines.get(shown.get(i));
            if (line != null && line <= Origin.LAST_LINE) {
                this.lines.putIfAbsent(marks.get(i), line);
            }
        }
    }

    private static Place place(Store store) {
        return new Place(store.to(), store.at());
    }

    /// The source file; empty where there is none.
    String file() {
        return whole.file();
    }

    /// Begins the code of a method that does `stmt`.
    void begin(InstructionAdapter code, Stmt stmt) {
        int first = lines.isEmpty() ? 0
                : Mark.in(stmt).stream().mapToInt(mark -> lines.getOrDefault(mark, 0)).filter(line -> line > 0)
                        .findFirst()
                        .orElse(0);
        mark(code, first > 0 ? first : whole.line());
    }

    /// Begins the code of `stmt`.
    void at(InstructionAdapter code, Stmt stmt) {
        if (!lines.isEmpty() && !(stmt instanceof Block)) {
            int number = stmt instanceof Store store ? stores.indexOf(place(store)) : 0;
            mark(code, lines.getOrDefault(Mark.of(stmt, number), 0));
        }
    }

    /// Begins what is done for a loop or a sum.
    void at(InstructionAdapter code, Axis axis) {
        mark(code, lines.getOrDefault(new Mark.OfAxis(axis), 0));
    }

    /// Begins the code of a line, if it is known.
    static void mark(InstructionAdapter code, int line) {
        if (line > 0) {
            Label start = new Label();
            code.mark(start);
            code.visitLineNumber(line, start);
        }
    }

    /// Leaves those lines of a method out that have no instruction of their own, or only repeat the line before.
    static void tidy(MethodNode method) {
        int current = 0;
        LineNumberNode next = null;
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (node instanceof LineNumberNode line) {
                if (next != null) {
                    method.instructions.remove(next);
                }
                next = line;
            } else if (node.getOpcode() >= 0 && next != null) {
                if (next.line == current) {
                    method.instructions.remove(next);
                }
                current = next.line;
                next = null;
            }
        }
        if (next != null) {
            method.instructions.remove(next);
        }
    }
}
