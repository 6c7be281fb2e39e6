package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.Sequence.Operand;
import dev.gradc.compiler.scalar.Sequence.Step;
import dev.gradc.compiler.scalar.Sequence.Type;
import dev.gradc.runtime.Precision;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Turns a sequence of one or two reals into Java and compiles it in memory, for runs over billions of arguments. A
/// float goes in and comes out as the double it equals; a function of one real leaves the second argument alone.
final class SequenceJavac {
    private static final String CLASS = "Compiled";

    private final Sequence sequence;
    private final boolean isFloat;

    private SequenceJavac(Sequence sequence) {
        this.sequence = sequence;
        isFloat = sequence.precision() == Precision.FLOAT;
    }

    static DoubleBinaryOperator compile(Sequence sequence) throws ReflectiveOperationException {
        byte[] bytes = javac(new SequenceJavac(sequence).source());
        ClassLoader loader = new ClassLoader(SequenceJavac.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) {
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
        return (DoubleBinaryOperator) loader.loadClass(CLASS).getDeclaredConstructor().newInstance();
    }

    private String source() {
        StringBuilder out = new StringBuilder("public final class " + CLASS
                + " implements java.util.function.DoubleBinaryOperator {\n"
                + " public double applyAsDouble(double x, double y) {\n");
        int inputs = sequence.inputs().size();
        for (int i = 0; i < inputs; i++) {
            out.append("  %s v%d = (%s) %s;%n".formatted(type(Type.REAL), i, type(Type.REAL), i == 0 ? "x" : "y"));
        }
        for (int i = 0; i < sequence.steps().size(); i++) {
            Step step = sequence.steps().get(i);
            out.append("  %s v%d = %s;%n".formatted(type(step.type()), inputs + i, expression(step)));
        }
        return out.append("  return v" + sequence.result() + ";\n }\n}\n").toString();
    }

    private String type(Type type) {
        return switch (type) {
            case REAL -> isFloat ? "float" : "double";
            case INT -> isFloat ? "int" : "long";
            case MASK -> "boolean";
        };
    }

    private String expression(Step step) {
        List<String> operands = step.operands().stream().map(this::operand).toList();
        String form = switch (step.operation()) {
            case ADD, IADD -> "%s + %s";
            case SUB, ISUB -> "%s - %s";
            case MUL -> "%s * %s";
            case DIV -> "%s / %s";
            case SQRT -> "(" + type(Type.REAL) + ") Math.sqrt(%s)";
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
        return form.formatted(operands.toArray());
    }

    private String operand(Operand operand) {
        return switch (operand) {
            case Operand.Ref(int value) -> "v" + value;
            case Operand.RealConstant(double value) -> isFloat
                    ? "Float.intBitsToFloat(" + Float.floatToRawIntBits((float) value) + ")"
                    : "Double.longBitsToDouble(" + Double.doubleToRawLongBits(value) + "L)";
            case Operand.IntConstant(long value) -> "(" + (isFloat ? value + ")" : value + "L)");
        };
    }

    private static byte[] javac(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavaFileObject input = new SimpleJavaFileObject(URI.create("string:///" + CLASS + ".java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JavaFileObject output = new SimpleJavaFileObject(URI.create("bytes:///" + CLASS + ".class"),
                JavaFileObject.Kind.CLASS) {
            @Override
            public OutputStream openOutputStream() {
                return bytes;
            }
        };
        JavaFileManager files = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
                    FileObject sibling) {
                return output;
            }
        };
        StringWriter messages = new StringWriter();
        if (!compiler.getTask(messages, files, null, null, null, List.of(input)).call()) {
            throw new AssertionError(messages + "\n" + source);
        }
        return bytes.toByteArray();
    }
}
