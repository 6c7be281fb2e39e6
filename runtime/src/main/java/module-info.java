/// What a model needs while it runs: parameters, threads, random numbers, checkpoints.
module dev.gradc.runtime {
    requires static transitive org.jspecify;
    requires static jdk.jfr;

    exports dev.gradc.runtime;
}
