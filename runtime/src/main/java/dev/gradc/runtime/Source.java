package dev.gradc.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the numbers of one input come from: which fields of the data set, and how they are turned into the input's kind.
sealed interface Source {
    /// Real fields, one after another, standardised where the model says so.
    record Numbers(List<Integer> fields, @Nullable Standardization standardization) implements Source {
    }

    /// A class, stored as its index into an array of labels.
    record Index(ClassField of) implements Source {
    }

    /// A class, stored as a row of zeros with a one at its index.
    record OneHot(ClassField of) implements Source {
    }

    /// One of two classes, stored as the number 0 or 1.
    record Bit(ClassField of) implements Source {
    }

    /// A field that says a class: a label, or a real number that must be whole.
    ///
    /// @param field its index in the data set
    /// @param classes how many classes there may be
    /// @param real whether the field holds real numbers
    record ClassField(int field, int classes, boolean real) {
    }

    /// Whether the input tells a class.
    default boolean isClass() {
        return !(this instanceof Numbers);
    }
}
