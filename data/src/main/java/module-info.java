/// Data sets read from files or generated from a seed.
module dev.gradc.data {
    requires static transitive org.jspecify;
    requires transitive dev.gradc.runtime;
    requires de.siegmar.fastcsv;

    exports dev.gradc.data;
}
