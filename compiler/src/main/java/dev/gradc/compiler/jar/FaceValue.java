package dev.gradc.compiler.jar;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.gradc.compiler.emit.source.Identifiers;
import dev.gradc.runtime.CallerRows;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.Metadata;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// An input or an output as the user's code sees it: an array under the user's own name.
///
/// @param name a Java identifier like the user's name
/// @param type the array
/// @param width how many numbers a row has
/// @param perRow whether there is a row for each row of the batch
/// @param meaning for people: what a row holds
record FaceValue(String name, TypeName type, int width, boolean perRow, String meaning) {
    /// What generated methods call their own variables, and what no component of a record may be called.
    private static final List<String> OWN = List.of("rows", "out", "rate", "model", "input", "output", "session",
            "result", "inputs", "outputs", "numbers", "best", "i", "trainer", "clone", "finalize", "getClass",
            "hashCode", "notify", "notifyAll", "toString", "wait", "Label", "System");

    /// The inputs of an entry point.
    static List<FaceValue> inputs(Program program, Metadata metadata, String entry) {
        Identifiers names = names();
        outputs(program).forEach(output -> names.fresh(output.local()));
        List<FaceValue> values = new ArrayList<>();
        for (InputSpec input : CallerRows.inputs(program, entry)) {
            boolean classes = CallerRows.classes(program, metadata, input).isPresent();
            values.add(new FaceValue(names.fresh(input.name()),
                    classes ? ArrayTypeName.of(TypeName.INT) : reals(program), classes ? 1 : input.width(), true,
                    meaning(input, classes, metadata)));
        }
        return values;
    }

    /// The outputs of predictions.
    static List<FaceValue> outputs(Program program) {
        Identifiers names = names();
        return program.entry(Program.PREDICT).outputs().stream().map(output -> {
            int width = output.width();
            return new FaceValue(names.fresh(output.name()), reals(program), width, output.perRow(),
                    DocText.name(output.name()) + ": " + numbers(width)
                            + (output.perRow() ? " a row" : " in all"));
        }).toList();
    }

    /// Names that the parameters of methods may have beside the face's own.
    private static Identifiers names() {
        Identifiers names = new Identifiers();
        OWN.forEach(names::fresh);
        return names;
    }

    private static TypeName reals(Program program) {
        return ArrayTypeName.of(program.precision() == Precision.FLOAT ? TypeName.FLOAT : TypeName.DOUBLE);
    }

    private static String meaning(InputSpec input, boolean classes, Metadata metadata) {
        String text = DocText.name(input.name()) + ": "
                + (classes ? "the class of each row, counted from 0" : numbers(input.width()) + " a row");
        if (input.kind() instanceof InputSpec.Kind.Distribution && !classes) {
            text += ", probabilities with the sum 1";
        }
        return metadata.standardizations().containsKey(input.name())
                ? text + ", as they come (the model standardises them)"
                : text;
    }

    private static String numbers(int width) {
        return width == 1 ? "1 number" : width + " numbers";
    }

    /// The lines of a comment that tell what some of them mean, each by its name.
    static String doc(List<FaceValue> values) {
        return values.stream().map(value -> "@param " + value.name() + " " + value.meaning() + "\n")
                .collect(Collectors.joining());
    }

    /// The local variable that holds it.
    String local() {
        return name + "Out";
    }

    /// The type of a single number.
    TypeName element() {
        return type instanceof ArrayTypeName array ? array.componentType() : type;
    }

    /// As a method's parameter.
    ParameterSpec parameter() {
        return ParameterSpec.builder(type, name).build();
    }
}
