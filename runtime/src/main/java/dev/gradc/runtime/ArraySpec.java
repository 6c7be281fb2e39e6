package dev.gradc.runtime;

/// One array that a program works on.
///
/// @param name what it is called in dumps
/// @param role who fills it
/// @param size how many elements it must have for a batch, rounded up by [Layout#room]
public record ArraySpec(String name, Role role, Extent size) {
    /// What an array is for; `INT_` roles are `int[]`, all others `float[]` or `double[]`.
    public enum Role {
        /// Scratch between the kernels of one entry point; nothing in it outlives a call.
        ARENA,
        /// All parameters, in declared order.
        PARAMETERS,
        /// The optimiser's slots.
        SLOTS,
        /// Gradients by parameter, laid out as the parameters are; written by the entry `gradients` alone.
        GRADIENTS,
        /// Numbers that the host computes for each step, see [StepScalar].
        SCALARS,
        /// One pair of keys for each random mask, `int[]`, see [Program#streams()].
        INT_KEYS,
        /// A data input, given with each batch.
        INPUT,
        /// Class labels, given with each batch, `int[]`.
        INT_INPUT,
        /// A named output of an entry point.
        OUTPUT;

        /// Whether arrays of this role are `int[]`.
        public boolean isInt() {
            return this == INT_KEYS || this == INT_INPUT;
        }
    }
}
