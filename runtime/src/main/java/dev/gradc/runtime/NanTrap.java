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
            check(kernel, region, arrays[region.array()], rows);
        }
    }

    private static void check(KernelSpec kernel, Region region, Object array, int rows) {
        Layout layout = region.layout();
        int offset = (int) region.offset().at(Layout.room(rows));
        long height = layout.rows().at(rows);
        long width = layout.columns().at(rows);
        for (int r = 0; r < height; r++) {
            for (int c = 0; c < width; c++) {
                double value = Reals.get(array, offset + layout.at(r, c, rows));
                if (!Double.isFinite(value)) {
                    throw new GradcException(sentence(kernel, region, value, r * width + c));
                }
            }
        }
    }

    private static String sentence(KernelSpec kernel, Region region, double value, long element) {
        Layout layout = region.layout();
        int width = layout.rows().isFixed() ? layout.columns().perRow() * layout.rows().fixed()
                : layout.rows().perRow() * layout.columns().fixed();
        String place = width == 0
                ? "element " + (element + 1)
                : "row " + (element / width + 1) + " of the batch, column " + (element % width + 1);
        String origin = region.origin().isEmpty() ? "" : region.origin() + ": ";
        return origin + region.name() + " is " + value + " in " + place + ", first made by the kernel " + kernel.name()
                + (kernel.origin().isEmpty() ? "" : " (" + kernel.origin() + ")");
    }
}
