/// The language in which a model is written.
module dev.gradc.dsl {
    requires static transitive org.jspecify;
    requires transitive dev.gradc.compiler;
    requires transitive dev.gradc.data;

    exports dev.gradc.dsl;
}
