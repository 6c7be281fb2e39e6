package dev.gradc.runtime;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a model knows of the data that it was trained on, so that a row can be predicted as it comes and an answer be
/// told in the user's words. It travels with the model in its checkpoint.
///
/// @param fields the training data's fields, in their order: names, widths, the classes' names
/// @param standardizations by the model's input
/// @param properties anything else, by name, such as the columns of a CSV file
public record Metadata(List<Field> fields, Map<String, Standardization> standardizations,
        Map<String, String> properties) {
    /// The property that holds the least value of a single output that means class 1; 0.5 where it is absent.
    public static final String THRESHOLD = "threshold";
    /// The property that says how well the model did on rows that it had not seen, for people.
    public static final String TESTED = "tested";
    /// Nothing known.
    public static final Metadata NONE = new Metadata(List.of(), Map.of(), Map.of());

    /// Copies, sorted by name, so that equal metadata is written as equal bytes.
    public Metadata {
        fields = List.copyOf(fields);
        standardizations = Collections.unmodifiableMap(new TreeMap<>(standardizations));
        properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    }

    /// The least value of a single output that means class 1: [#THRESHOLD], or 0.5 where it is absent.
    /// @throws GradcException when the property is not a number
    public double threshold() {
        String threshold = properties.getOrDefault(THRESHOLD, "0.5");
        try {
            return Double.parseDouble(threshold);
        } catch (NumberFormatException e) {
            throw new GradcException("the model's threshold is \"" + threshold + "\", which is not a number", e);
        }
    }

    /// The same with other fields.
    public Metadata withFields(List<Field> fields) {
        return new Metadata(fields, standardizations, properties);
    }

    /// The same with one more standardisation, or with another one for that input.
    public Metadata withStandardization(String input, Standardization standardization) {
        Map<String, Standardization> more = new TreeMap<>(standardizations);
        more.put(input, standardization);
        return new Metadata(fields, more, properties);
    }

    /// The same with one more property, or with another value for it.
    public Metadata withProperty(String name, String value) {
        Map<String, String> more = new TreeMap<>(properties);
        more.put(name, value);
        return new Metadata(fields, standardizations, more);
    }
}
