/// How fast gradc is: the same work by gradc and by other libraries, beside what the machine could do at most.
module dev.gradc.benchmarks {
    requires static transitive org.jspecify;
    requires dev.gradc.dsl;
    requires java.management;
    requires jdk.incubator.vector;

    exports dev.gradc.benchmarks;
}
