package dev.gradc.benchmarks;

/// Something that trains networks and predicts with them.
public interface Engine {
    /// Its name and version.
    String version() throws Exception;

    /// Sets up a case, with its weights and its data in place. A prediction goes from a Java array to a Java array.
    ///
    /// @param threads how many threads it may use
    /// @throws UnsupportedOperationException when it does not do such work
    /// @throws Exception when it fails
    Work prepare(Case work, int threads) throws Exception;

    /// A case made ready.
    interface Work {
        /// One training step or one prediction.
        void step();

        /// The loss of the training's batch as the parameters are now, or [Case#checkOf] of the last prediction.
        double check();
    }
}
