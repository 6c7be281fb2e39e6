package dev.gradc.data;

import dev.gradc.runtime.GradcException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of a data specification: `name=value`, separated by commas.
///
/// @param spec the whole specification, for sentences about it
/// @param values by name, in the order given
record SpecOptions(String spec, Map<String, String> values) {

    /// Takes options apart.
    /// @throws GradcException when one has no value or comes twice
    static SpecOptions parse(String spec, String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String option : text.isEmpty() ? new String[0] : text.split(",")) {
            int equals = option.indexOf('=');
            if (equals < 1 || equals == option.length() - 1) {
                throw new GradcException(
                        "the data " + spec + " has the option '" + option + "', but an option is written name=value");
            }
            if (values.put(option.substring(0, equals).strip(), option.substring(equals + 1).strip()) != null) {
                throw new GradcException(
                        "the data " + spec + " has the option " + option.substring(0, equals) + " twice");
            }
        }
        return new SpecOptions(spec, values);
    }

    /// Checks that there are no others.
    void allow(List<String> names) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw new GradcException(
                        "the data " + spec + " has the option " + name + ", which it does not take: name"
                                + " one by " + Suggestion.among(name, names));
            }
        }
    }

    /// An option's text.
    Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /// A whole number, at least `least`.
    int count(String name, int least, int otherwise) {
        return text(name).map(value -> {
            if (!Numbers.isWhole(value) || value.length() > 9 || Integer.parseInt(value) < least) {
                throw bad(name, value, "a whole number from " + least + " to 999999999");
            }
            return Integer.parseInt(value);
        }).orElse(otherwise);
    }

    /// Any whole number that fits 64 bits.
    long seed(String name) {
        return text(name).map(value -> {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw bad(name, value, "a whole number");
            }
        }).orElse(0L);
    }

    /// A number that is not negative.
    double amount(String name, double otherwise) {
        return text(name).map(value -> {
            if (!Numbers.isNumber(value) || Double.parseDouble(value) < 0) {
                throw bad(name, value, "a number that is not negative");
            }
            return Double.parseDouble(value);
        }).orElse(otherwise);
    }

    /// One of some words, as what it stands for.
    <T> Optional<T> choice(String name, Map<String, T> words) {
        return text(name).map(value -> {
            T meaning = words.get(value);
            if (meaning == null) {
                throw bad(name, value, String.join(" or ", words.keySet().stream().sorted().toList()));
            }
            return meaning;
        });
    }

    private GradcException bad(String name, String value, String expected) {
        return new GradcException(
                "the data " + spec + " has the option " + name + "=" + value + ", but " + expected + " was expected");
    }
}
