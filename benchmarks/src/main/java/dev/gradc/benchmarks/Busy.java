package dev.gradc.benchmarks;

/// Keeps a core busy until it is killed, or the process that started it ends.
public final class Busy {
    private Busy() {
    }

    /// Ends with its parent.
    /// @param arguments none
    public static void main(String[] arguments) {
        ProcessHandle.current().parent().orElseThrow().onExit().thenRun(() -> Runtime.getRuntime().halt(0));
        long state = System.nanoTime();
        while (state != 0) {
            state = state * 6364136223846793005L + 1442695040888963407L | 1;
        }
    }
}
