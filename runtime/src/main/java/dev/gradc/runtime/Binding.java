package dev.gradc.runtime;

import dev.gradc.runtime.Program.Entry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A data set tied to a program's inputs: which field feeds which input, in which form. It brings rows into a session's
/// arrays and checks them on the way.
///
/// A field meets the input of its name. Otherwise the last field feeds the input that only the loss reads (the target),
/// and the real fields together feed the one input that predictions read. A label that meets a distribution becomes
/// one-hot; a label that meets real numbers becomes 0 or 1 (two classes, one number) or one-hot (as many numbers as
/// classes). Real inputs are standardised as the model's metadata says.
///
/// Not safe for use by several threads at once: each needs a binding of its own.
public final class Binding {
    private final DataSet data;
    private final List<Feed> feeds;
    private boolean checked;

    private Binding(DataSet data, List<Feed> feeds) {
        this.data = data;
        this.feeds = feeds;
    }

    /// Ties a data set to the inputs of some of the model's entry points.
    ///
    /// @param entries names such as [Program#TRAIN]
    /// @throws GradcException when the data set is empty or does not fit, in a sentence that says how
    public static Binding of(Model model, DataSet data, String... entries) {
        if (data.size() == 0) {
            throw new GradcException("the data set is empty: it has no rows for the model " + model.program().name());
        }
        Program program = model.program();
        Set<Integer> needed = new LinkedHashSet<>();
        for (String entry : entries) {
            needed.addAll(program.entry(entry).inputs());
        }
        Set<String> featureNames = names(program, featureInputs(program));
        List<InputSpec> primaries = new ArrayList<>();
        for (int i : needed) {
            InputSpec input = program.inputs().get(i);
            if (primaries.stream().noneMatch(p -> p.name().equals(input.name()))) {
                primaries.add(input);
            }
        }
        Map<Boolean, List<InputSpec>> parts = primaries.stream()
                .collect(Collectors.partitioningBy(input -> featureNames.contains(input.name())));
        Map<String, Source> sources = Matching.match(model, data, parts.getOrDefault(true, List.of()),
                parts.getOrDefault(false, List.of()));
        List<Feed> feeds = new ArrayList<>();
        for (int i : needed) {
            InputSpec input = program.inputs().get(i);
            feeds.add(new Feed(input, sources.get(input.name()), data));
        }
        return new Binding(data, feeds);
    }

    /// What predictions read; of a program without predictions, all inputs but the last.
    private static List<Integer> featureInputs(Program program) {
        return program.find(Program.PREDICT).map(Entry::inputs)
                .orElseGet(() -> IntStream.range(0, program.inputs().size() - 1).boxed().toList());
    }

    private static Set<String> names(Program program, List<Integer> inputs) {
        return inputs.stream().map(i -> program.inputs().get(i).name()).collect(Collectors.toSet());
    }

    /// The data set.
    public DataSet data() {
        return data;
    }

    /// Brings rows `order[from]` to `order[from + rows − 1]` of the data set into a session's arrays. Allocates nothing.
    ///
    /// @throws GradcException when a label is out of range, or, unless [#check] has looked at all rows already, a number is not
    ///     finite or a distribution's sum is not 1
    void fill(Object[] arrays, int[] order, int from, int rows) {
        for (int i = 0; i < feeds.size(); i++) {
            feeds.get(i).fill(arrays, order, from, rows, !checked);
        }
    }

    /// Whether the data of an input is a class of its row.
    boolean isClass(InputSpec input) {
        return feeds.stream().anyMatch(f -> f.input().name().equals(input.name()) && f.source().isClass());
    }

    /// The real fields that feed an input; none where it is fed by a class.
    int[] realFields(InputSpec input) {
        return feeds.stream().filter(f -> f.input().name().equals(input.name())).map(Feed::source)
                .filter(Source.Numbers.class::isInstance).map(Source.Numbers.class::cast).findFirst()
                .map(n -> n.fields().stream().mapToInt(i -> i).toArray()).orElse(new int[0]);
    }

    /// Reads every row once, so that a bad one is told before work begins.
    ///
    /// @throws GradcException when a number is not finite, a label out of range, or a distribution's sum is not 1
    public void check() {
        for (Feed feed : feeds) {
            feed.check();
        }
        checked = true;
    }
}
