package dev.gradc.runtime;

import dev.gradc.runtime.Field.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Decides which fields of a data set feed which inputs of a program: by name; else the real fields feed the one input
/// that predictions read, and the last field feeds the one that only the loss reads.
final class Matching {
    private final Model model;
    private final DataSet data;
    private final List<Field> fields;
    private final List<Integer> free;
    private final Map<String, Source> sources = new HashMap<>();

    private Matching(Model model, DataSet data) {
        this.model = model;
        this.data = data;
        fields = data.fields();
        free = new ArrayList<>(IntStream.range(0, fields.size()).boxed().toList());
    }

    /// @param features the inputs that predictions read
    /// @param targets the inputs that only the loss reads
    /// @return a source for each input, by its name
    /// @throws GradcException when the fields do not fit the inputs
    static Map<String, Source> match(Model model, DataSet data, List<InputSpec> features, List<InputSpec> targets) {
        Matching matching = new Matching(model, data);
        List<InputSpec> openFeatures = matching.byName(features);
        List<InputSpec> openTargets = matching.byName(targets);
        matching.theOne(openTargets, "target");
        matching.lastField(openTargets);
        matching.theOne(openFeatures, "input");
        matching.remaining(openFeatures);
        return matching.sources;
    }

    /// Binds the inputs that have a field of their name; returns the others.
    private List<InputSpec> byName(List<InputSpec> inputs) {
        List<InputSpec> open = new ArrayList<>();
        for (InputSpec input : inputs) {
            int field = IntStream.range(0, fields.size()).filter(f -> fields.get(f).name().equals(input.name()))
                    .findFirst().orElse(-1);
            if (field >= 0) {
                bind(input, List.of(field));
            } else {
                open.add(input);
            }
        }
        return open;
    }

    private void theOne(List<InputSpec> open, String what) {
        if (open.size() > 1) {
            throw new GradcException(
                    "the model " + model.program().name() + " has several " + what + "s without a field "
                            + "of their name in the data set (" + names(open.stream().map(InputSpec::name).toList())
                            + "); its fields are " + fieldNames() + ": name the fields as the model's inputs");
        }
    }

    private void lastField(List<InputSpec> targets) {
        for (InputSpec target : targets) {
            if (free.isEmpty()) {
                throw new GradcException(where(target) + "the model's target " + target.name()
                        + " has no field left in the data set, whose fields are " + fieldNames());
            }
            bind(target, List.of(free.get(free.size() - 1)));
        }
    }

    /// Binds the open feature to all fields that are left; or, in a data set that carries its target along where none is
    /// asked for, to all but the last.
    private void remaining(List<InputSpec> features) {
        for (InputSpec feature : features) {
            if (free.isEmpty()) {
                throw new GradcException(where(feature) + "the model's input " + feature.name()
                        + " has no field left in the data set, whose fields are " + fieldNames());
            }
            List<Integer> all = List.copyOf(free);
            List<Integer> reals = all.stream().filter(f -> fields.get(f).kind() == Kind.REAL).toList();
            List<Integer> butLast = all.subList(0, all.size() - 1);
            if (all.size() > 1 && allReal(butLast) && width(butLast) == feature.width()) {
                bind(feature, butLast);
            } else {
                bind(feature, all.size() == 1 || reals.isEmpty() ? List.of(all.get(0)) : reals);
            }
        }
    }

    private void bind(InputSpec input, List<Integer> from) {
        sources.put(input.name(), source(input, from));
        free.removeAll(Set.copyOf(from));
    }

    private Source source(InputSpec input, List<Integer> from) {
        Field first = fields.get(from.get(0));
        boolean label = first.kind() == Kind.LABEL;
        if (input.kind() instanceof InputSpec.Kind.Label wanted) {
            return index(input, first, from, wanted.classes());
        }
        if (input.kind() instanceof InputSpec.Kind.Distribution) {
            return label || width(from) == 1 && input.width() > 1
                    ? new Source.OneHot(classField(input, from.get(0), input.width()))
                    : numbers(input, from);
        }
        if (input.kind() instanceof InputSpec.Kind.Real) {
            return label ? classAsNumbers(input, from.get(0)) : numbers(input, from);
        }
        throw new IllegalStateException("no source for an input of the kind " + input.kind());
    }

    private Source index(InputSpec input, Field first, List<Integer> from, int classes) {
        if (width(from) != 1) {
            throw new GradcException(where(input) + "the model's input " + input.name() + " takes the index of one of "
                    + classes + " classes, but the field " + first.name() + " of the data set holds " + width(from)
                    + " numbers a row: give it a label, or declare the input as a distribution");
        }
        return new Source.Index(classField(input, from.get(0), classes));
    }

    private Source classAsNumbers(InputSpec input, int field) {
        int classes = fields.get(field).classes().size();
        if (input.width() == 1 && classes <= 2) {
            return new Source.Bit(classField(input, field, 2));
        }
        if (input.width() > 1 && input.width() >= classes) {
            return new Source.OneHot(classField(input, field, input.width()));
        }
        throw new GradcException(where(input) + "the model's input " + input.name() + " takes " + numbers(input.width())
                + " a row, but the field " + fields.get(field).name() + " of the data set is a label of " + classes
                + " classes: declare the input as a label, or with " + classes + " numbers");
    }

    private Source.ClassField classField(InputSpec input, int field, int classes) {
        int known = fields.get(field).classes().size();
        if (known > classes) {
            throw new GradcException(where(input) + "the model's input " + input.name() + " tells " + classes
                    + " classes apart, but the field " + fields.get(field).name() + " of the data set has " + known
                    + ": give the model " + known + " classes");
        }
        return new Source.ClassField(field, classes, fields.get(field).kind() == Kind.REAL);
    }

    private Source numbers(InputSpec input, List<Integer> from) {
        if (!allReal(from) || width(from) != input.width()) {
            String given = from.stream().map(fields::get)
                    .map(f -> f.name() + (f.kind() == Kind.REAL ? ": " + f.width() : ": a label"))
                    .collect(Collectors.joining(", "));
            throw new GradcException(where(input) + "the model's input " + input.name() + " takes "
                    + numbers(input.width()) + " a row, but the data set gives " + width(from) + " (" + given
                    + "): change the input's width, or check which column is the label");
        }
        Standardization standardization = model.metadata().standardizations().get(input.name());
        if (standardization != null && standardization.width() != input.width()) {
            throw new GradcException("the model's standardisation of " + input.name() + " has "
                    + numbers(standardization.width()) + ", but the input has " + input.width());
        }
        return new Source.Numbers(from, standardization);
    }

    private boolean allReal(List<Integer> of) {
        return of.stream().allMatch(f -> fields.get(f).kind() == Kind.REAL);
    }

    private int width(List<Integer> of) {
        return of.stream().mapToInt(f -> fields.get(f).width()).sum();
    }

    private String fieldNames() {
        return data.fields().isEmpty() ? "none" : names(fields.stream().map(Field::name).toList());
    }

    private static String names(List<String> names) {
        return String.join(", ", names);
    }

    private static String numbers(int count) {
        return count == 1 ? "1 number" : count + " numbers";
    }

    private static String where(InputSpec input) {
        return input.origin().isEmpty() ? "" : input.origin() + ": ";
    }
}
