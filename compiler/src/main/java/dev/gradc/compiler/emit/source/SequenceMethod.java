package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.MethodSpec;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.compiler.scalar.Sequence.Operand;
import dev.gradc.compiler.scalar.Sequence.Operation;
import dev.gradc.compiler.scalar.Sequence.Step;
import dev.gradc.compiler.scalar.Sequence.Type;
import dev.gradc.runtime.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;

/// Writes one of gradc's functions: a method that does a sequence's steps, one to a line.
final class SequenceMethod {
    private static final Map<String, String> MEANING = Map.of("exp", "e to the x", "expm1", "e to the x, minus 1",
            "log",
            "the natural logarithm of x", "log1p", "the natural logarithm of 1 + x", "tanh",
            "the hyperbolic tangent of x",
            "logistic", "1 / (1 + exp(-x))", "softplus", "log(1 + exp(x))", "erf", "the error function of x", "pow",
            "x to the y", "uniform",
            "a random number in [0, 1) of a key and a counter, by Threefry-2x32 with 20 rounds (Salmon and others, 2011)");
    private static final Set<Operation> SHIFTS = Set.of(Operation.SHL, Operation.USHR, Operation.SHR);
    private static final List<String> COUNTER = List.of("key0", "key1", "row", "column");
    private static final List<String> NUMBERS = List.of("x", "y");

    private final Sequence sequence;
    private final Precision precision;

    SequenceMethod(Sequence sequence) {
        this.sequence = sequence;
        precision = sequence.precision();
    }

    /// The method under that name.
    MethodSpec write(String name) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC)
                .returns(Literals.real(precision))
                .addJavadoc(
                        "{@code $L}: $L. One sequence of operations on numbers and their bits, the same on every machine;"
                                + "\ndocs/functions.md tells how exact it is.\n",
                        name,
                        MEANING.getOrDefault(sequence.name(), "one of gradc's functions"));
        for (int i = 0; i < sequence.inputs().size(); i++) {
            method.addParameter(type(sequence.type(i)), value(i));
        }
        for (int i = 0; i < sequence.steps().size(); i++) {
            Step step = sequence.steps().get(i);
            method.addStatement("final $T $L = $L", type(step.type()), value(sequence.inputs().size() + i),
                    expression(step));
        }
        return method.addStatement("return $L", value(sequence.result())).build();
    }

    /// What a value is called.
    private String value(int number) {
        int inputs = sequence.inputs().size();
        return number >= inputs ? "v" + (number - inputs + 1)
                : sequence.type(number) == Type.REAL ? NUMBERS.get(number) : COUNTER.get(number);
    }

    private Class<?> type(Type type) {
        return switch (type) {
            case REAL -> Literals.real(precision);
            case INT -> Literals.integer(precision);
            case MASK -> boolean.class;
        };
    }

    private String expression(Step step) {
        List<String> operands = new ArrayList<>(step.operands().stream().map(this::operand).toList());
        if (SHIFTS.contains(step.operation()) && step.operands().get(1) instanceof Operand.IntConstant(var distance)) {
            operands.set(1, Long.toString(distance));
        }
        return form(step.operation()).formatted(operands.toArray());
    }

    private String form(Operation operation) {
        boolean isFloat = precision == Precision.FLOAT;
        return switch (operation) {
            case ADD, IADD -> "%s + %s";
            case SUB, ISUB -> "%s - %s";
            case MUL -> "%s * %s";
            case DIV -> "%s / %s";
            case SQRT -> isFloat ? "(float) Math.sqrt(%s)" : "Math.sqrt(%s)";
            case FMA -> "Math.fma(%s, %s, %s)";
            case MIN -> "Math.min(%s, %s)";
            case MAX -> "Math.max(%s, %s)";
            case LT -> "%s < %s";
            case LE -> "%s <= %s";
            case EQ -> "%s == %s";
            case AND, IAND -> "%s & %s";
            case OR, IOR -> "%s | %s";
            case IXOR -> "%s ^ %s";
            case SELECT, ISELECT -> "%s ? %s : %s";
            case TO_BITS -> isFloat ? "Float.floatToRawIntBits(%s)" : "Double.doubleToRawLongBits(%s)";
            case FROM_BITS -> isFloat ? "Float.intBitsToFloat(%s)" : "Double.longBitsToDouble(%s)";
            case SHL -> "%s << %s";
            case USHR -> "%s >>> %s";
            case SHR -> "%s >> %s";
        };
    }

    private String operand(Operand operand) {
        return switch (operand) {
            case Operand.Ref(var value) -> value(value);
            case Operand.RealConstant(var value) -> Literals.real(value, precision);
            case Operand.IntConstant(var value) -> Literals.integer(value, precision);
        };
    }
}
