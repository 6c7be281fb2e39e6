package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.emit.asm.Linear.Sum;
import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Index.Term;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits indices, all in `int` (a program's arrays are checked to have less than 2³¹ elements).
///
/// When a loop's body begins, the parts of its indices that are complete there are computed once: those that loops further
/// inside build upon, and those that several accesses share.
final class Indices {
    private final InstructionAdapter code;
    private final Locals locals;
    private final Variable rows;
    private final Variable room;
    private final List<Level> levels = new ArrayList<>();

    /// A loop around the code that is being emitted.
    private record Level(Axis axis, Variable variable, Map<Sum, Variable> sums) {
    }

    /// @param rows the variable that holds the number of rows
    /// @param room the variable that holds how many there is room for
    Indices(InstructionAdapter code, Locals locals, Variable rows, Variable room) {
        this.code = code;
        this.locals = locals;
        this.rows = rows;
        this.room = room;
    }

    /// The axes of the loops around, outermost first.
    List<Axis> axes() {
        return levels.stream().map(Level::axis).toList();
    }

    /// Says that `axis` stands in `variable` until [#leave()], without computing anything.
    void enter(Axis axis, Variable variable) {
        levels.add(new Level(axis, variable, new HashMap<>()));
    }

    /// Begins the body of a loop over `axis`, which touches `accesses`.
    void enter(Axis axis, Variable variable, Accesses accesses) {
        enter(axis, variable);
        Map<Sum, Integer> uses = new LinkedHashMap<>();
        for (Linear index : accesses.indices()) {
            Sum sum = nested(index.sum());
            int position = positionOf(axis, sum);
            if (position >= 0) {
                boolean inner = position + 1 < sum.terms().size();
                uses.merge(sum.prefix(position + 1), inner ? 2 : 1, Integer::sum);
            }
        }
        uses.forEach((sum, count) -> {
            if (count > 1 && !sum.isAxis()) {
                push(sum);
                Variable computed = locals.take(Type.INT_TYPE);
                code.store(computed.slot(), Type.INT_TYPE);
                levels.getLast().sums().put(sum, computed);
            }
        });
    }

    /// Ends the body of the innermost loop.
    void leave() {
        levels.removeLast();
    }

    /// Pushes an index.
    void push(Linear index) {
        Sum sum = nested(index.sum());
        if (sum.perRow() == 0 && sum.terms().isEmpty()) {
            code.iconst(index.constant());
        } else {
            push(sum);
            if (index.constant() != 0) {
                code.iconst(index.constant());
                code.add(Type.INT_TYPE);
            }
        }
    }

    /// Pushes how often something is done for the rows of the batch.
    void pushTimes(Extent extent) {
        if (extent.perRow() == 0) {
            code.iconst(extent.fixed());
            return;
        }
        pushRows();
        scale(extent.perRow());
        if (extent.fixed() != 0) {
            code.iconst(extent.fixed());
            code.add(Type.INT_TYPE);
        }
    }

    /// Pushes the variable of a loop around.
    void push(Axis axis) {
        code.load(levels.get(depth(axis)).variable().slot(), Type.INT_TYPE);
    }

    /// Pushes the number of rows.
    void pushRows() {
        code.load(rows.slot(), Type.INT_TYPE);
    }

    /// Pushes the number of rows that there is room for.
    void pushRoom() {
        code.load(room.slot(), Type.INT_TYPE);
    }

    private void push(Sum sum) {
        int count = sum.terms().size();
        boolean begun = false;
        int first = 0;
        for (int length = count; length > 0 && !begun; length--) {
            Variable computed = computed(sum.prefix(length));
            if (computed != null) {
                code.load(computed.slot(), Type.INT_TYPE);
                begun = true;
                first = length;
            }
        }
        if (!begun && sum.perRow() != 0) {
            pushRoom();
            scale(sum.perRow());
            begun = true;
        }
        for (Term term : sum.terms().subList(first, count)) {
            push(term);
            if (begun) {
                code.add(Type.INT_TYPE);
            }
            begun = true;
        }
    }

    private void push(Term term) {
        push(term.axis());
        if (!term.isPlain()) {
            divide(term.first(), term.per());
        }
        if (term.stride().isFixed()) {
            scale(term.stride().fixed());
        } else {
            pushStride(term.stride());
            code.mul(Type.INT_TYPE);
        }
    }

    /// Pushes how far apart the elements of neighbouring iterations stand.
    void pushStride(Extent stride) {
        push(new Linear(new Sum(stride.perRow(), List.of()), stride.fixed()));
    }

    /// `(x + first) / per`, where `per` is a power of two.
    private void divide(int first, int per) {
        if (first != 0) {
            code.iconst(first);
            code.add(Type.INT_TYPE);
        }
        code.iconst(Integer.numberOfTrailingZeros(per));
        code.shr(Type.INT_TYPE);
    }

    private void scale(int factor) {
        if (factor != 1) {
            code.iconst(factor);
            code.mul(Type.INT_TYPE);
        }
    }

    private @Nullable Variable computed(Sum sum) {
        for (Level level : levels.reversed()) {
            Variable variable = level.sums().get(sum);
            if (variable != null) {
                return variable;
            }
        }
        return null;
    }

    /// The sum with its terms in the order of nesting; loops not entered yet come last, in the order of their numbers.
    private Sum nested(Sum sum) {
        List<Term> terms = sum.terms().stream()
                .sorted(Comparator.comparingInt((Term term) -> rank(term.axis())).thenComparing(t -> t.axis().id()))
                .toList();
        return new Sum(sum.perRow(), terms);
    }

    private int rank(Axis axis) {
        int depth = depth(axis);
        return depth < 0 ? levels.size() : depth;
    }

    private int depth(Axis axis) {
        for (int i = levels.size() - 1; i >= 0; i--) {
            if (levels.get(i).axis().id() == axis.id()) {
                return i;
            }
        }
        return -1;
    }

    /// The last position; the terms of an axis are neighbours.
    private static int positionOf(Axis axis, Sum sum) {
        for (int i = sum.terms().size() - 1; i >= 0; i--) {
            if (sum.terms().get(i).axis().id() == axis.id()) {
                return i;
            }
        }
        return -1;
    }
}
