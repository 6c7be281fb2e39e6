package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The values of a network in the making, each `[batch, width]` and each a variable.
final class Values {
    /// A value.
    record Row(Code<Tensor> code, int width) {
    }

    private final List<Row> rows = new ArrayList<>();
    private final Set<Row> loose = new LinkedHashSet<>();

    /// Adds an input, which need not be used.
    void addInput(Row row) {
        rows.add(row);
    }

    /// Adds what a step computed.
    void add(Row row) {
        rows.add(row);
        loose.add(row);
    }

    int count() {
        return rows.size();
    }

    /// The value that stands `back` before the newest, modulo how many there are, to be used.
    Row use(int back) {
        Row row = peek(back);
        loose.remove(row);
        return row;
    }

    /// The same value, which does not count as used.
    Row peek(int back) {
        return rows.get(rows.size() - 1 - Math.floorMod(back, rows.size()));
    }

    /// What steps computed and nobody used, or the newest value where there is nothing of the kind.
    List<Row> ends() {
        return loose.isEmpty() ? List.of(rows.getLast()) : List.copyOf(loose);
    }
}
