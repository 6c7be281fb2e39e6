/// What a model needs while it runs: parameters, threads, random numbers, checkpoints.
module dev.gradc.runtime {
    requires static transitive org.jspecify;

    exports dev.gradc.runtime;
}
