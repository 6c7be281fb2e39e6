package dev.gradc.runtime;

import dev.gradc.runtime.KernelSpec.Region;

/// Finds the first NaN or infinity that a kernel stored.
final class NanTrap {
    private NanTrap() {
    }

    /// @throws GradcException when a value that the kernel stored is not finite; it names the value, its line, the kernel,
    ///     the row and the column
    static void check(KernelSpec kernel, Object[] arrays, int rows) {
        for (Region region : kernel.writes()) {
            if (arrays[region.array()] instanceof int[]) {
                continue;
            }
            int offset = (int) region.offset().at(rows);
            int size = (int) region.size().at(rows);
            int at = Reals.firstNotFinite(arrays[region.array()], offset, size);
            if (at >= 0) {
                throw new GradcException(sentence(kernel, region, Reals.get(arrays[region.array()], at), at - offset));
            }
        }
    }

    private static String sentence(KernelSpec kernel, Region region, double value, int element) {
        int width = region.size().perRow();
        String place = width == 0
                ? "element " + (element + 1)
                : "row " + (element / width + 1) + " of the batch, column " + (element % width + 1);
        String origin = region.origin().isEmpty() ? "" : region.origin() + ": ";
        return origin + region.name() + " is " + value + " in " + place + ", first made by the kernel " + kernel.name()
                + (kernel.origin().isEmpty() ? "" : " (" + kernel.origin() + ")");
    }
}
