package dev.gradc.compiler.emit.c;

import com.palantir.javapoet.CodeBlock;
import dev.gradc.compiler.emit.source.Language;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.runtime.Precision;

/// C's own way to write loops.
///
/// @param library the functions that kernels share
record C(Library library) implements Language {
    @Override
    public Precision precision() {
        return library.precision();
    }

    private boolean isFloat() {
        return precision() == Precision.FLOAT;
    }

    @Override
    public String realType() {
        return isFloat() ? "float" : "double";
    }

    @Override
    public String indexType() {
        return "int32_t";
    }

    /// Unsigned, so that it wraps.
    @Override
    public String integerType() {
        return isFloat() ? "uint32_t" : "uint64_t";
    }

    @Override
    public String truthType() {
        return "bool";
    }

    @Override
    public String constant() {
        return "const";
    }

    @Override
    public String real(double value) {
        double rounded = isFloat() ? (float) value : value;
        if (Double.isFinite(rounded)) {
            return isFloat() ? (float) value + "f" : Double.toString(value);
        }
        return library.helper("gradc_from_bits") + "(" + hexadecimal(isFloat() ? Float.floatToIntBits((float) rounded)
                : Double.doubleToLongBits(rounded)) + ")";
    }

    /// Those above 9, which are bits, in hexadecimal.
    @Override
    public String integer(long value) {
        return value >= 0 && value <= 9 ? value + (isFloat() ? "u" : "ull") : hexadecimal(value);
    }

    private String hexadecimal(long bits) {
        return "0x" + (isFloat() ? Integer.toHexString((int) bits) + "u" : Long.toHexString(bits) + "ull");
    }

    @Override
    public String element(String array, String start, String index) {
        return (start.isEmpty() ? array : start) + "[" + index + "]";
    }

    @Override
    public String operation(Operation operation) {
        return library.helper(switch (operation) {
            case ABS -> "gradc_abs";
            case SQRT -> "gradc_sqrt";
            case MIN -> "gradc_min";
            case MAX -> "gradc_max";
            case FMA -> "gradc_fma";
            case TO_BITS -> "gradc_to_bits";
            case FROM_BITS -> "gradc_from_bits";
        });
    }

    /// C leaves the shift of a negative number to the compiler; all that matter take the sign along.
    @Override
    public String shiftRight(boolean isSigned) {
        String signed = isFloat() ? "int32_t" : "int64_t";
        return isSigned ? "(" + integerType() + ") ((" + signed + ") %s >> %s)" : "%s >> %s";
    }

    @Override
    public String function(Sequence sequence) {
        return library.function(sequence);
    }

    @Override
    public String lanes(Combine combine) {
        return library.helper(combine == Combine.SUM ? "gradc_sum_of_lanes" : "gradc_max_of_lanes");
    }

    @Override
    public String block(Combine combine) {
        return library.helper(combine == Combine.SUM ? "gradc_add_block" : "gradc_max_block");
    }

    @Override
    public String blocks(Combine combine) {
        return library.helper(combine == Combine.SUM ? "gradc_sum_of_blocks" : "gradc_max_of_blocks");
    }

    @Override
    public String least(String a, String b) {
        return a + " < " + b + " ? " + a + " : " + b;
    }

    @Override
    public CodeBlock row(String name, int number, int size) {
        return CodeBlock.of("$L $L[$L]", realType(), name, size);
    }

    @Override
    public CodeBlock filled(String row, int count, String value) {
        return CodeBlock.builder().beginControlFlow("for (int32_t lane = 0; lane < $L; lane++)", count)
                .addStatement("$L[lane] = $L", row, value).endControlFlow().build();
    }

    @Override
    public boolean loopsOverLanes() {
        return true;
    }
}
