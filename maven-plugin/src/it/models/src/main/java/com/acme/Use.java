package com.acme;

import com.acme.lines.Straight;

/// The project's own code uses the models' classes, so they must be there when it is compiled.
public final class Use {
    private Use() {
    }

    /// The exclusive or of two bits, by [Gate], which stands in this package as it declares none and the project's group is this.
    public static boolean xor(boolean a, boolean b) {
        return Gate.load().predict(a ? 1 : 0, b ? 1 : 0)[1] > 0.5;
    }

    /// A value of the line.
    public static float line(float... x) {
        return Straight.load().predict(x)[0];
    }
}
