package dev.gradc.runtime;

import java.util.List;

/// Parameters one after another in declared order, row-major, whatever their places in a program's array.
final class Packing {
    private Packing() {
    }

    static Object pack(List<ParameterSpec> specs, Object array) {
        int size = specs.stream().mapToInt(ParameterSpec::size).reduce(0, Math::addExact);
        Object packed = array instanceof float[] ? new float[size] : new double[size];
        int at = 0;
        for (ParameterSpec spec : specs) {
            for (int i = 0; i < spec.size(); i++) {
                Reals.set(packed, at++, Reals.get(array, spec.place(i)));
            }
        }
        return packed;
    }

    static void unpack(List<ParameterSpec> specs, Object packed, Object array) {
        int at = 0;
        for (ParameterSpec spec : specs) {
            for (int i = 0; i < spec.size(); i++) {
                Reals.set(array, spec.place(i), Reals.get(packed, at++));
            }
        }
    }

    /// Copies parameters from the places that one program gives them to those of another.
    static void move(List<ParameterSpec> from, Object array, List<ParameterSpec> to, Object target) {
        for (int p = 0; p < from.size(); p++) {
            for (int i = 0; i < from.get(p).size(); i++) {
                Reals.set(target, to.get(p).place(i), Reals.get(array, from.get(p).place(i)));
            }
        }
    }
}
