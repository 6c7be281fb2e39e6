package dev.gradc.gradcheck;

/// Which networks are drawn.
///
/// @param steps how many there are at most between inputs and loss
/// @param width how many numbers a layer gives at most
/// @param kinks whether there may be functions without a derivative at some point
/// @param largeInputs whether some inputs have up to 1,300 numbers in a row
/// @param inputs how many there are at most, beside the loss's target
public record NetworkOptions(int steps, int width, boolean kinks, boolean largeInputs, int inputs) {
    /// At most 8 steps, layers of up to 160 numbers, with kinks, some inputs large, and up to three inputs.
    public static final NetworkOptions DEFAULT = new NetworkOptions(8, 160, true, true, 3);

    /// @throws IllegalArgumentException when a limit allows nothing
    public NetworkOptions {
        if (steps < 0 || width < 1 || inputs < 1) {
            throw new IllegalArgumentException("networks of at most " + steps + " steps, width " + width + " and "
                    + inputs + " inputs cannot be drawn: there are at least 0 steps, 1 number and 1 input");
        }
    }

    /// The same with another number of steps at most.
    public NetworkOptions withSteps(int most) {
        return new NetworkOptions(most, width, kinks, largeInputs, inputs);
    }

    /// The same with another width at most.
    public NetworkOptions withWidth(int most) {
        return new NetworkOptions(steps, most, kinks, largeInputs, inputs);
    }

    /// The same with functions that have a derivative everywhere.
    public NetworkOptions smooth() {
        return new NetworkOptions(steps, width, false, largeInputs, inputs);
    }

    /// The same with inputs no wider than layers.
    public NetworkOptions withoutLargeInputs() {
        return new NetworkOptions(steps, width, kinks, false, inputs);
    }

    /// The same with another number of inputs at most.
    public NetworkOptions withInputs(int most) {
        return new NetworkOptions(steps, width, kinks, largeInputs, most);
    }
}
