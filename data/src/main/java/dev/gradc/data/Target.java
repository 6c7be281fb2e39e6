package dev.gradc.data;

/// What the column or array to be predicted holds.
public enum Target {
    /// As the data shows: classes when a value is not a number, or when all are written as whole numbers (no point, no
    /// exponent; in NPY, an integer type) of at most 100 different values, none of them negative in NPY; else a real
    /// number.
    DETECT,
    /// Classes, whatever the values look like.
    CLASS,
    /// Real numbers.
    REAL
}
