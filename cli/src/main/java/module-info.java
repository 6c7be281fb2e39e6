/// The `gradc` command.
module dev.gradc.cli {
    requires static transitive org.jspecify;
    requires dev.gradc.benchmarks;
    requires dev.gradc.data;
    requires dev.gradc.dsl;
    requires info.picocli;
    requires java.compiler;
    requires tools.jackson.databind;

    opens dev.gradc.cli to info.picocli;
}
