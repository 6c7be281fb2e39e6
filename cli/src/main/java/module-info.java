/// The `gradc` command.
module dev.gradc.cli {
    requires static transitive org.jspecify;
    requires dev.gradc.data;
    requires dev.gradc.dsl;
}
