package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.Sequence.Operand;
import dev.gradc.compiler.scalar.Sequence.Step;
import java.util.Locale;

/// Writes a sequence as text, one value per line; two sequences have the same text only if they are equal.
///
/// ```
/// double square_plus_one(%0: real)
/// %1: real = mul %0, %0
/// %2: real = add %1, 1.0
/// return %2
/// ```
///
/// Integers stand in hexadecimal.
public final class SequencePrinter {
    private SequencePrinter() {
    }

    /// The text, each line ended by a line feed.
    public static String print(Sequence sequence) {
        StringBuilder out = new StringBuilder();
        out.append(lower(sequence.precision())).append(' ').append(sequence.name()).append('(');
        int inputs = sequence.inputs().size();
        for (int i = 0; i < inputs; i++) {
            out.append(i == 0 ? "" : ", ").append('%').append(i).append(": ").append(lower(sequence.type(i)));
        }
        out.append(")\n");
        for (int i = 0; i < sequence.steps().size(); i++) {
            Step step = sequence.steps().get(i);
            out.append('%').append(inputs + i).append(": ").append(lower(step.type())).append(" = ")
                    .append(lower(step.operation()));
            for (int j = 0; j < step.operands().size(); j++) {
                out.append(j == 0 ? " " : ", ").append(operand(step.operands().get(j)));
            }
            out.append('\n');
        }
        return out.append("return %").append(sequence.result()).append('\n').toString();
    }

    private static String operand(Operand operand) {
        return switch (operand) {
            case Operand.Ref(int value) -> "%" + value;
            case Operand.RealConstant(double value) -> Double.toString(value);
            case Operand.IntConstant(long value) -> "0x" + Long.toHexString(value);
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
