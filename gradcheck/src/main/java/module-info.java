/// Checks of gradients for tests of one's own, and networks that are drawn at random.
module dev.gradc.gradcheck {
    requires static transitive org.jspecify;
    requires transitive dev.gradc.dsl;
    requires transitive net.jqwik.api;

    exports dev.gradc.gradcheck;
    exports dev.gradc.gradcheck.draw;
}
