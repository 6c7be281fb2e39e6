package dev.gradc.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a compiled model knows of itself beside its program and its parameters.
///
/// @param version of the gradc that compiled it
/// @param text the text of the graph, from which gradc can compile it again; empty where the model cannot train
/// @param metadata what it knows of its training data
/// @param plan the text of the plan that it was trained by
/// @param rows how many rows it was trained on, 0 where that is not known
/// @param seed of masks and initial values
/// @param step how many updates its parameters have had
/// @param facts what people want to know, a name and a sentence each, in order
public record ModelCard(String version, String text, Metadata metadata, String plan, int rows, long seed, long step,
        Map<String, String> facts) {
    /// A copy of the facts in their order.
    public ModelCard {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
}
