package dev.gradc.compiler.lower;

import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.scalar.Expr;
import java.util.ArrayList;
import java.util.List;

/// The operands of one statement, each once.
final class Terms {
    private final List<Operand> operands = new ArrayList<>();

    /// The formula that stands for the operand.
    Expr add(Operand operand) {
        int index = operands.indexOf(operand);
        if (index < 0) {
            operands.add(operand);
            index = operands.size() - 1;
        }
        return Expr.arg(index);
    }

    List<Operand> operands() {
        return List.copyOf(operands);
    }
}
