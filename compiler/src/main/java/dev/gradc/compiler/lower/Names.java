package dev.gradc.compiler.lower;

import dev.gradc.compiler.loop.Axis;
import dev.gradc.compiler.loop.Operand.Temp;

/// Gives out the numbers of axes and temps, which are unique in a program, so that kernels can be merged.
final class Names {
    private int axes;
    private int temps;

    Axis axis(String name) {
        return new Axis(axes++, name);
    }

    Temp temp() {
        return new Temp(temps++);
    }
}
