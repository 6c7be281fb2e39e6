package dev.gradc.benchmarks;

/// Keeps a core busy until it is killed.
public final class Busy {
    private Busy() {
    }

    /// Never ends.
    /// @param arguments none
    public static void main(String[] arguments) {
        long state = System.nanoTime();
        while (state != 0) {
            state = state * 6364136223846793005L + 1442695040888963407L | 1;
        }
    }
}
