package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Index;
import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Calls elements of buffers by their rows and columns, as comments do.
final class Coordinates {
    private final Scope scope;
    private final Expressions expressions;

    Coordinates(Scope scope, Expressions expressions) {
        this.scope = scope;
        this.expressions = expressions;
    }

    /// `weight[k, j]`, `bias[j]`, `loss`; with the element's place in the buffer where the index does not tell row and column.
    String element(Buffer buffer, Index at) {
        String name = CommentText.name(buffer.name());
        boolean hasRows = !buffer.layout().rows().equals(Extent.ONE);
        boolean hasColumns = !buffer.layout().columns().equals(Extent.ONE);
        Axis row = null;
        Axis column = null;
        boolean isPlain = at.base().equals(Extent.fixed(0));
        for (Index.Term term : at.terms()) {
            if (!term.isPlain()) {
                // The panel that the column is in.
                isPlain &= term.first() == 0;
            } else if (hasColumns && column == null && term.stride().equals(buffer.layout().column())) {
                column = term.axis();
            } else if (hasRows && row == null && term.stride().equals(buffer.layout().row())) {
                row = term.axis();
            } else {
                isPlain = false;
            }
        }
        List<String> coordinates = new ArrayList<>();
        if (!isPlain) {
            coordinates.add(expressions.index(at));
        } else {
            if (hasRows) {
                coordinates.add(coordinate(row));
            }
            if (hasColumns) {
                coordinates.add(coordinate(column));
            }
        }
        return coordinates.isEmpty() ? name : name + "[" + String.join(", ", coordinates) + "]";
    }

    private String coordinate(@Nullable Axis axis) {
        return axis == null ? "0" : scope.axis(axis);
    }
}
