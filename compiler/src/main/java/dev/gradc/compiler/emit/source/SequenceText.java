package dev.gradc.compiler.emit.source;

import dev.gradc.compiler.emit.source.Language.Operation;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.compiler.scalar.Sequence.Operand;
import dev.gradc.compiler.scalar.Sequence.Step;
import dev.gradc.compiler.scalar.Sequence.Type;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One of gradc's functions as text: what it takes, and its steps, one to a line.
public final class SequenceText {
    private static final Map<String, String> MEANING = Map.of("exp", "e to the x", "expm1", "e to the x, minus 1",
            "log",
            "the natural logarithm of x", "log1p", "the natural logarithm of 1 + x", "tanh",
            "the hyperbolic tangent of x",
            "logistic", "1 / (1 + exp(-x))", "softplus", "log(1 + exp(x))", "erf", "the error function of x", "pow",
            "x to the y", "uniform",
            "a random number in [0, 1) of a key and a counter, by Threefry-2x32 with 20 rounds (Salmon and others, 2011)");
    private static final Set<Sequence.Operation> SHIFTS = EnumSet.of(Sequence.Operation.SHL, Sequence.Operation.USHR,
            Sequence.Operation.SHR);
    private static final List<String> COUNTER = List.of("key0", "key1", "row", "column");
    private static final List<String> NUMBERS = List.of("x", "y");

    private final Sequence sequence;
    private final Language language;

    /// @param language in the sequence's precision
    public SequenceText(Sequence sequence, Language language) {
        this.sequence = sequence;
        this.language = language;
    }

    /// What the function computes, for a comment.
    public String meaning() {
        return MEANING.getOrDefault(sequence.name(), "one of gradc's functions");
    }

    /// A value of the function.
    ///
    /// @param type its type
    /// @param name what it is called
    /// @param expression what it is; empty for what the function is given
    public record Line(String type, String name, String expression) {
    }

    /// What the function is given.
    public List<Line> parameters() {
        List<Line> parameters = new ArrayList<>();
        for (int i = 0; i < sequence.inputs().size(); i++) {
            parameters.add(new Line(type(sequence.type(i)), value(i), ""));
        }
        return parameters;
    }

    /// Its steps, but those that nothing comes of.
    public List<Line> steps() {
        BitSet used = used();
        List<Line> steps = new ArrayList<>();
        for (int i = 0; i < sequence.steps().size(); i++) {
            Step step = sequence.steps().get(i);
            int number = sequence.inputs().size() + i;
            if (used.get(number)) {
                steps.add(new Line(type(step.type()), value(number), expression(step)));
            }
        }
        return steps;
    }

    /// The values that the result depends on.
    private BitSet used() {
        BitSet used = new BitSet();
        used.set(sequence.result());
        for (int i = sequence.steps().size() - 1; i >= 0; i--) {
            if (used.get(sequence.inputs().size() + i)) {
                sequence.steps().get(i).operands().stream().filter(Operand.Ref.class::isInstance)
                        .map(Operand.Ref.class::cast).forEach(ref -> used.set(ref.value()));
            }
        }
        return used;
    }

    /// The name of the value that it returns.
    public String result() {
        return value(sequence.result());
    }

    private String value(int number) {
        int inputs = sequence.inputs().size();
        return number >= inputs ? "v" + (number - inputs + 1)
                : sequence.type(number) == Type.REAL ? NUMBERS.get(number) : COUNTER.get(number);
    }

    private String type(Type type) {
        return switch (type) {
            case REAL -> language.realType();
            case INT -> language.integerType();
            case MASK -> language.truthType();
        };
    }

    private String expression(Step step) {
        List<String> operands = new ArrayList<>(step.operands().stream().map(this::operand).toList());
        if (SHIFTS.contains(step.operation()) && step.operands().get(1) instanceof Operand.IntConstant(var distance)) {
            operands.set(1, Long.toString(distance));
        }
        return form(step.operation()).formatted(operands.toArray());
    }

    private String form(Sequence.Operation operation) {
        return switch (operation) {
            case ADD, IADD -> "%s + %s";
            case SUB, ISUB -> "%s - %s";
            case MUL -> "%s * %s";
            case DIV -> "%s / %s";
            case SQRT -> language.operation(Operation.SQRT) + "(%s)";
            case FMA -> language.operation(Operation.FMA) + "(%s, %s, %s)";
            case MIN -> language.operation(Operation.MIN) + "(%s, %s)";
            case MAX -> language.operation(Operation.MAX) + "(%s, %s)";
            case LT -> "%s < %s";
            case LE -> "%s <= %s";
            case EQ -> "%s == %s";
            case AND, IAND -> "%s & %s";
            case OR, IOR -> "%s | %s";
            case IXOR -> "%s ^ %s";
            case SELECT, ISELECT -> "%s ? %s : %s";
            case TO_BITS -> language.operation(Operation.TO_BITS) + "(%s)";
            case FROM_BITS -> language.operation(Operation.FROM_BITS) + "(%s)";
            case SHL -> "%s << %s";
            case USHR -> language.shiftRight(false);
            case SHR -> language.shiftRight(true);
        };
    }

    private String operand(Operand operand) {
        return switch (operand) {
            case Operand.Ref(var value) -> value(value);
            case Operand.RealConstant(var value) -> language.real(value);
            case Operand.IntConstant(var value) -> language.integer(value);
        };
    }
}
