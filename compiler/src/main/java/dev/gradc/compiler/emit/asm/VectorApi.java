package dev.gradc.compiler.emit.asm;

import dev.gradc.runtime.Precision;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// Emits uses of `jdk.incubator.vector`, by name, so that the compiler itself needs no such module.
///
/// The generated class holds the species in static final fields, so that the JIT compiler sees constants.
final class VectorApi {
    /// A mask.
    static final Type MASK = type("VectorMask");

    private static final String PACKAGE = "jdk/incubator/vector/";
    private static final Type VECTOR = type("Vector");
    private static final Type SPECIES = type("VectorSpecies");
    private static final Type OPERATORS = type("VectorOperators");
    private static final Type SHUFFLE = type("VectorShuffle");
    /// The fields of the generated class: the species of the reals and of the integers, the shuffles that bring lane l + n to
    /// lane l (and the first lanes behind the last), and the masks of the lanes whose numbers have bit n.
    private static final String REAL_SPECIES = "REALS";
    private static final String INTEGER_SPECIES = "INTEGERS";
    private static final String DOWN = "DOWN_";
    private static final String ODD = "ODD_";

    private final String owner;
    private final InstructionAdapter code;
    private final Precision precision;
    private final Type reals;
    private final Type integers;
    private final Type real;
    private final Type integer;

    /// @param owner the generated class, as the JVM writes its name
    VectorApi(String owner, InstructionAdapter code, Precision precision) {
        this.owner = owner;
        this.code = code;
        this.precision = precision;
        boolean isFloat = precision == Precision.FLOAT;
        reals = type(isFloat ? "FloatVector" : "DoubleVector");
        integers = type(isFloat ? "IntVector" : "LongVector");
        real = Frame.real(precision);
        integer = isFloat ? Type.INT_TYPE : Type.LONG_TYPE;
    }

    /// A vector of reals.
    Type reals() {
        return reals;
    }

    /// A vector of integers of the same width.
    Type integers() {
        return integers;
    }

    /// Whether a class, as the JVM writes its name, belongs to the Vector API.
    static boolean isPartOf(String internalName) {
        return internalName.startsWith(PACKAGE);
    }

    /// Declares the generated class's fields.
    static void declareFields(ClassVisitor visitor, int lanes) {
        int access = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
        visitor.visitField(access, REAL_SPECIES, SPECIES.getDescriptor(), null, null).visitEnd();
        visitor.visitField(access, INTEGER_SPECIES, SPECIES.getDescriptor(), null, null).visitEnd();
        distances(lanes).forEach(
                n -> visitor.visitField(access, DOWN + n, SHUFFLE.getDescriptor(), null, null).visitEnd());
        for (int n = 1; n < lanes; n *= 2) {
            visitor.visitField(access, ODD + n, MASK.getDescriptor(), null, null).visitEnd();
        }
    }

    /// Gives the fields their values, in the class's initialiser.
    void initializeFields(int lanes) {
        String species = "SPECIES_" + lanes * precision.bytes() * Byte.SIZE;
        code.getstatic(reals.getInternalName(), species, SPECIES.getDescriptor());
        code.putstatic(owner, REAL_SPECIES, SPECIES.getDescriptor());
        code.getstatic(integers.getInternalName(), species, SPECIES.getDescriptor());
        code.putstatic(owner, INTEGER_SPECIES, SPECIES.getDescriptor());
        distances(lanes).forEach(n -> {
            species();
            code.iconst(n);
            code.iconst(1);
            code.iconst(1);
            code.invokestatic(SHUFFLE.getInternalName(), "iota",
                    Type.getMethodDescriptor(SHUFFLE, SPECIES, Type.INT_TYPE, Type.INT_TYPE, Type.BOOLEAN_TYPE), false);
            code.putstatic(owner, DOWN + n, SHUFFLE.getDescriptor());
        });
        for (int n = 1; n < lanes; n *= 2) {
            int bit = n;
            species();
            code.lconst(IntStream.range(0, lanes).filter(l -> (l & bit) != 0).mapToLong(l -> 1L << l).sum());
            code.invokestatic(MASK.getInternalName(), "fromLong",
                    Type.getMethodDescriptor(MASK, SPECIES, Type.LONG_TYPE), false);
            code.putstatic(owner, ODD + n, MASK.getDescriptor());
        }
    }

    /// How far lanes are moved: by powers of two, in either direction.
    private static IntStream distances(int lanes) {
        return IntStream.range(1, lanes).filter(n -> Integer.bitCount(n) == 1 || Integer.bitCount(lanes - n) == 1);
    }

    /// Takes two vectors of reals: the second in the lanes whose numbers have the bit `n`.
    void blendOdd(int n) {
        code.getstatic(owner, ODD + n, MASK.getDescriptor());
        blend();
    }

    /// Brings lane l + `n` to lane l.
    void down(int n) {
        code.getstatic(owner, DOWN + n, SHUFFLE.getDescriptor());
        virtual(reals, "rearrange", reals, SHUFFLE);
    }

    /// The first lane.
    void firstLane() {
        code.iconst(0);
        virtual(reals, "lane", real, Type.INT_TYPE);
    }

    /// Pushes the mask of the first lanes, of as many as `count` pushes.
    void first(Runnable count) {
        species();
        code.iconst(0);
        count.run();
        code.invokeinterface(SPECIES.getInternalName(), "indexInRange",
                Type.getMethodDescriptor(MASK, Type.INT_TYPE, Type.INT_TYPE));
    }

    /// Pushes a vector whose lanes are all the real that `value` pushes.
    void broadcast(Runnable value) {
        species();
        value.run();
        code.invokestatic(reals.getInternalName(), "broadcast", Type.getMethodDescriptor(reals, SPECIES, real), false);
    }

    /// Pushes a vector whose lanes are all the integer that `value` pushes.
    void broadcastInteger(Runnable value) {
        integerSpecies();
        value.run();
        code.invokestatic(integers.getInternalName(), "broadcast",
                Type.getMethodDescriptor(integers, SPECIES, integer), false);
    }

    /// Pushes neighbouring elements; `place` pushes the array and the first index.
    void load(Runnable place) {
        species();
        place.run();
        code.invokestatic(reals.getInternalName(), "fromArray",
                Type.getMethodDescriptor(reals, SPECIES, Frame.reals(precision), Type.INT_TYPE), false);
    }

    /// Pushes neighbouring class labels, converted to reals; in float only.
    void loadLabels(Runnable place) {
        integerSpecies();
        place.run();
        code.invokestatic(integers.getInternalName(), "fromArray",
                Type.getMethodDescriptor(integers, SPECIES, Type.getType("[I"), Type.INT_TYPE), false);
        Type conversion = type("VectorOperators$Conversion");
        code.getstatic(OPERATORS.getInternalName(), "I2F", conversion.getDescriptor());
        code.iconst(0);
        code.invokevirtual(VECTOR.getInternalName(), "convert",
                Type.getMethodDescriptor(VECTOR, conversion, Type.INT_TYPE), false);
        code.checkcast(reals);
    }

    /// Stores a vector; the stack holds it, the array and the first index.
    void store() {
        code.invokevirtual(reals.getInternalName(), "intoArray",
                Type.getMethodDescriptor(Type.VOID_TYPE, Frame.reals(precision), Type.INT_TYPE), false);
    }

    /// Adds `stride` times its number to each lane.
    void addIndex(int stride) {
        code.iconst(stride);
        virtual(reals, "addIndex", reals, Type.INT_TYPE);
    }

    /// The same, for integers.
    void addIntegerIndex(int stride) {
        code.iconst(stride);
        virtual(integers, "addIndex", integers, Type.INT_TYPE);
    }

    /// A method of one vector of reals.
    void unary(String name) {
        virtual(reals, name, reals);
    }

    /// A method of two vectors of reals.
    void binary(String name) {
        virtual(reals, name, reals, VECTOR);
    }

    /// `a · b + c`.
    void fma() {
        virtual(reals, "fma", reals, VECTOR, VECTOR);
    }

    /// Compares two vectors of reals.
    void compare(String operator) {
        Type comparison = type("VectorOperators$Comparison");
        code.getstatic(OPERATORS.getInternalName(), operator, comparison.getDescriptor());
        code.swap();
        virtual(reals, "compare", MASK, comparison, VECTOR);
    }

    /// `and` or `or` of two masks.
    void combineMasks(String name) {
        virtual(MASK, name, MASK, MASK);
    }

    /// Takes two vectors of reals and a mask: the second where it is set.
    void blend() {
        virtual(reals, "blend", reals, VECTOR, MASK);
    }

    /// The same, for integers.
    void blendIntegers() {
        castMask();
        virtual(integers, "blend", integers, VECTOR, MASK);
    }

    /// The bits of reals.
    void toBits() {
        virtual(reals, precision == Precision.FLOAT ? "reinterpretAsInts" : "reinterpretAsLongs", integers);
    }

    /// The reals of bits.
    void fromBits() {
        virtual(integers, precision == Precision.FLOAT ? "reinterpretAsFloats" : "reinterpretAsDoubles", reals);
    }

    /// A method of two vectors of integers.
    void integerBinary(String name) {
        virtual(integers, name, integers, VECTOR);
    }

    /// Exclusive or.
    void exclusiveOr() {
        Type associative = type("VectorOperators$Associative");
        Type binary = type("VectorOperators$Binary");
        code.getstatic(OPERATORS.getInternalName(), "XOR", associative.getDescriptor());
        code.swap();
        virtual(integers, "lanewise", integers, binary, VECTOR);
    }

    /// Shifts a vector of integers by a constant distance.
    void shift(String operator, int distance) {
        Type binary = type("VectorOperators$Binary");
        code.getstatic(OPERATORS.getInternalName(), operator, binary.getDescriptor());
        if (precision == Precision.FLOAT) {
            code.iconst(distance);
        } else {
            code.lconst(distance);
        }
        virtual(integers, "lanewise", integers, binary, integer);
    }

    private void castMask() {
        integerSpecies();
        virtual(MASK, "cast", MASK, SPECIES);
    }

    private void species() {
        code.getstatic(owner, REAL_SPECIES, SPECIES.getDescriptor());
    }

    private void integerSpecies() {
        code.getstatic(owner, INTEGER_SPECIES, SPECIES.getDescriptor());
    }

    private void virtual(Type owner, String name, Type result, Type... arguments) {
        code.invokevirtual(owner.getInternalName(), name, Type.getMethodDescriptor(result, arguments), false);
    }

    private static Type type(String name) {
        return Type.getObjectType(PACKAGE + name);
    }
}
