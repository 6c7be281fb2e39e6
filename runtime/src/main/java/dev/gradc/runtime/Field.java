package dev.gradc.runtime;

import java.util.List;

/// One column group of a data set: a row's features, its target, or its class.
///
/// @param name its name, by which it meets a model's input of the same name
/// @param kind real numbers or a class
/// @param width how many numbers a row has; 1 for a label
/// @param classes the names of the classes, in order, for a label; empty for real numbers
public record Field(String name, Kind kind, int width, List<String> classes) {
    /// What a field holds.
    public enum Kind {
        /// Real numbers.
        REAL,
        /// A class index.
        LABEL
    }
}
