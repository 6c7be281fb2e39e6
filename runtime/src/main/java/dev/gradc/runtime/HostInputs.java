package dev.gradc.runtime;

import dev.gradc.runtime.ArraySpec.Role;

/// Writes what the host gives to a step: its scalars and the keys of its random masks. Allocates nothing.
final class HostInputs {
    private final StepScalar[] scalars;
    private final int streams;
    private final int scalarArray;
    private final int keyArray;

    HostInputs(Program program) {
        scalars = program.scalars().toArray(new StepScalar[0]);
        streams = program.streams();
        scalarArray = Memory.indexOf(program, Role.SCALARS);
        keyArray = Memory.indexOf(program, Role.INT_KEYS);
    }

    /// @param step how many updates came before
    void write(Object[] arrays, long seed, long step, double rate) {
        for (int i = 0; i < scalars.length; i++) {
            Reals.set(arrays[scalarArray], i, scalars[i].at(seed, step, rate));
        }
        if (streams > 0) {
            int[] keys = (int[]) arrays[keyArray];
            for (int s = 0; s < streams; s++) {
                long key = CounterRandom.maskKey(seed, step, s);
                keys[2 * s] = (int) key;
                keys[2 * s + 1] = (int) (key >>> 32);
            }
        }
    }
}
