package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.CodeBlock;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.runtime.Precision;
import java.util.Arrays;
import java.util.Map;

/// Java's own way.
///
/// @param library the methods that kernels share
/// @param home what stands before the names of the library's methods: nothing, or the class that has them and a point
record Java(Library library, String home) implements Language {
    private static final Map<Operation, String> FLOAT = Map.of(Operation.ABS, "Math.abs", Operation.SQRT,
            "(float) Math.sqrt", Operation.MIN, "Math.min", Operation.MAX, "Math.max", Operation.FMA, "Math.fma",
            Operation.TO_BITS, "Float.floatToRawIntBits", Operation.FROM_BITS, "Float.intBitsToFloat");
    private static final Map<Operation, String> DOUBLE = Map.of(Operation.SQRT, "Math.sqrt", Operation.TO_BITS,
            "Double.doubleToRawLongBits", Operation.FROM_BITS, "Double.longBitsToDouble");

    @Override
    public Precision precision() {
        return library.precision();
    }

    @Override
    public String realType() {
        return Literals.real(precision()).getName();
    }

    @Override
    public String indexType() {
        return "int";
    }

    @Override
    public String integerType() {
        return Literals.integer(precision()).getName();
    }

    @Override
    public String truthType() {
        return "boolean";
    }

    @Override
    public String constant() {
        return "final";
    }

    @Override
    public String real(double value) {
        return Literals.real(value, precision());
    }

    @Override
    public String integer(long value) {
        return Literals.integer(value, precision());
    }

    @Override
    public String element(String array, String start, String index) {
        return array + "[" + (start.isEmpty() ? index : index.equals("0") ? start : start + " + " + index) + "]";
    }

    @Override
    public String operation(Operation operation) {
        String always = FLOAT.getOrDefault(operation, "");
        return precision() == Precision.FLOAT ? always : DOUBLE.getOrDefault(operation, always);
    }

    @Override
    public String shiftRight(boolean isSigned) {
        return isSigned ? "%s >> %s" : "%s >>> %s";
    }

    @Override
    public String function(Sequence sequence) {
        return home + library.function(sequence);
    }

    @Override
    public String lanes(Combine combine) {
        return home + library.lanes(combine);
    }

    @Override
    public String block(Combine combine) {
        return home + library.block(combine);
    }

    @Override
    public String blocks(Combine combine) {
        return home + library.blocks(combine);
    }

    @Override
    public String least(String a, String b) {
        return "Math.min(" + a + ", " + b + ")";
    }

    @Override
    public CodeBlock row(String name, int number, int size) {
        return CodeBlock.of("final $L[] $L = scratch[$L]", realType(), name, number);
    }

    @Override
    public CodeBlock filled(String row, int count, String value) {
        return CodeBlock.builder().addStatement("$T.fill($L, 0, $L, $L)", Arrays.class, row, count, value).build();
    }

    @Override
    public boolean loopsOverLanes() {
        return false;
    }
}
