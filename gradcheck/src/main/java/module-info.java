/// Checks of a model's gradients against dual numbers and differences.
module dev.gradc.gradcheck {
    requires static transitive org.jspecify;
    requires transitive dev.gradc.dsl;

    exports dev.gradc.gradcheck;
}
