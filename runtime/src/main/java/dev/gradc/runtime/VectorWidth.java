package dev.gradc.runtime;

/// The widest vectors that programs use on this machine.
public final class VectorWidth {
    /// The widest vectors that loops are made for, in bits.
    public static final int WIDEST = 512;
    /// The module of the Vector API.
    public static final String MODULE = "jdk.incubator.vector";

    private VectorWidth() {
    }

    /// Whether this Java was started with `jdk.incubator.vector`.
    public static boolean isPresent() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /// The lanes of a vector of so many bits; 1 where there would be no more than two, which are not worth it. (HotSpot has no
    /// instructions for comparisons of two doubles, and would allocate them as objects.)
    public static int lanes(Precision precision, int bits) {
        int lanes = Math.min(bits, WIDEST) / (precision.bytes() * Byte.SIZE);
        return lanes > 2 ? lanes : 1;
    }

    /// The lanes of the machine's vectors, at most [Layout#LANES]; 1 where the Vector API is not there or is not worth it. The first
    /// call loads the API, which takes some tens of milliseconds.
    public static int lanes(Precision precision) {
        return isPresent() ? lanes(precision, preferredBits()) : 1;
    }

    /// What a program computes with, and why, for people.
    public static String reason(Precision precision, int lanes) {
        String type = precision == Precision.FLOAT ? "float" : "double";
        if (lanes > 1) {
            return "vectors of " + lanes + " numbers (" + type + "), the widest of this machine";
        }
        return "scalar code, since " + (isPresent() ? "this machine's vectors hold too few numbers (" + type + ")"
                : "Java was started without --add-modules " + MODULE);
    }

    /// Asks the Vector API by its names: it is there on some JVMs only, and no class may need it.
    private static int preferredBits() {
        try {
            Object species = Class.forName(MODULE + ".FloatVector").getField("SPECIES_PREFERRED").get(null);
            return (int) Class.forName(MODULE + ".VectorSpecies").getMethod("vectorBitSize").invoke(species);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the module " + MODULE + " is there, but not as gradc knows it", e);
        }
    }
}
