package dev.gradc.compiler.jar;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.gradc.compiler.emit.source.Identifiers;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/// The methods of a face that predict single rows, by a session that they borrow; and the records of inputs and outputs where there
/// are several.
///
/// @param face what they belong to
record FacePredictions(Face face) {
    /// Rows with up to so many numbers may also be given as so many arguments, which the compiler counts.
    private static final int FEW = 8;

    void addTo(TypeSpec.Builder type) {
        if (face.inputs(Program.PREDICT).size() > 1) {
            type.addType(record("Input", "The inputs of a prediction", face.inputs(Program.PREDICT)));
        }
        if (face.outputs().size() > 1) {
            type.addType(record("Output", "The outputs of a prediction", face.outputs()));
        }
        type.addMethod(predict());
        FaceValue first = face.outputs().getFirst();
        if (isClassifier()) {
            type.addMethod(classify());
            if (face.isDistribution()) {
                type.addMethod(probabilities(first));
            }
        }
        List<FaceValue> inputs = face.inputs(Program.PREDICT);
        if (face.isPlain() && inputs.getFirst().width() <= FEW) {
            type.addMethod(fromNumbers(inputs.getFirst(), "predict", face.result()));
            if (isClassifier()) {
                type.addMethod(fromNumbers(inputs.getFirst(), "classify", face.self().nestedClass(FaceLabels.NAME)));
            }
        }
        type.addMethod(MethodSpec.methodBuilder("session").addModifiers(Modifier.PUBLIC)
                .returns(face.self().nestedClass("Session")).addJavadoc("A session for one thread and single rows.\n")
                .addStatement("return session(1)").build());
        type.addMethod(MethodSpec.methodBuilder("session").addModifiers(Modifier.PUBLIC)
                .returns(face.self().nestedClass("Session")).addParameter(TypeName.INT, "rows")
                .addJavadoc("A session for one thread: it predicts without making any garbage.\n\n"
                        + "@param rows the most rows that are predicted at once, at least 1\n")
                .addStatement("return new Session(model.session(rows))").build());
    }

    /// The method that gives the gradients.
    MethodSpec gradients() {
        List<FaceValue> inputs = face.inputs(Program.GRADIENTS);
        MethodSpec.Builder method = MethodSpec.methodBuilder("gradients").addModifiers(Modifier.PUBLIC)
                .returns(ParameterizedTypeName.get(Map.class, String.class, double[].class));
        inputs.forEach(input -> method.addParameter(input.parameter()));
        FaceValue last = inputs.getLast();
        return method
                .addJavadoc("$L", "The gradients of the training loss of a batch, by parameter, row-major.\n\n"
                        + FaceValue.doc(inputs))
                .addStatement("int rows = $L.length / $L", last.name(), last.width())
                .addStatement("return model.session(rows).gradients(rows, $L)",
                        inputs.stream().map(FaceValue::name).collect(Collectors.joining(", ")))
                .build();
    }

    private boolean isClassifier() {
        return !face.labels().isEmpty();
    }

    private static TypeSpec record(String name, String text, List<FaceValue> values) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        values.forEach(value -> components.addParameter(value.parameter()));
        return TypeSpec.recordBuilder(name).addModifiers(Modifier.PUBLIC).recordConstructor(components.build())
                .addJavadoc("$L", text + ", row after row.\n\n" + FaceValue.doc(values)).build();
    }

    /// The parameters of a prediction: the one array, or the record of all.
    static List<ParameterSpec> given(Face face) {
        List<FaceValue> inputs = face.inputs(Program.PREDICT);
        return inputs.size() == 1 ? List.of(inputs.getFirst().parameter())
                : List.of(ParameterSpec.builder(face.self().nestedClass("Input"), "input").build());
    }

    private MethodSpec predict() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("predict").addModifiers(Modifier.PUBLIC)
                .returns(face.result()).addParameters(given(face)).addJavadoc("$L", doc("Predicts one row."));
        List<FaceValue> outputs = face.outputs();
        for (FaceValue output : outputs) {
            method.addStatement("$T $L = new $T[$L]", output.type(), output.local(), output.element(), output.width());
        }
        ClassName session = face.runtime("StoredSession");
        method.addStatement("$T session = model.borrow()", session).beginControlFlow("try");
        if (face.isPlain()) {
            method.addStatement("session.predict($N, 1, $L)", given(face).getFirst(), outputs.getFirst().local());
        } else {
            method.addStatement("session.predict(1, new Object[] {$L}, new Object[] {$L})", inputs(face),
                    outputs.stream().map(FaceValue::local).collect(Collectors.joining(", ")));
        }
        method.nextControlFlow("finally").addStatement("model.giveBack(session)").endControlFlow();
        return method.addStatement("return $L", outputs.size() == 1 ? outputs.getFirst().local()
                : CodeBlock.of("new Output($L)",
                        outputs.stream().map(FaceValue::local).collect(Collectors.joining(", "))))
                .build();
    }

    /// The input arrays, for code.
    static String inputs(Face face) {
        List<FaceValue> inputs = face.inputs(Program.PREDICT);
        return inputs.size() == 1 ? inputs.getFirst().name()
                : inputs.stream().map(value -> "input." + value.name() + "()").collect(Collectors.joining(", "));
    }

    private String doc(String first) {
        StringBuilder text = new StringBuilder(first + "\n\n");
        List<FaceValue> inputs = face.inputs(Program.PREDICT);
        text.append(inputs.size() == 1 ? "@param " + inputs.getFirst().name() + " " + inputs.getFirst().meaning()
                : "@param input one row of each input").append('\n');
        text.append("@return ")
                .append(face.outputs().stream().map(FaceValue::meaning).collect(Collectors.joining("; ")))
                .append('\n');
        return text.append("@throws RuntimeException when a width is wrong or a number is not finite\n").toString();
    }

    private MethodSpec classify() {
        FaceValue first = face.outputs().getFirst();
        MethodSpec.Builder method = MethodSpec.methodBuilder("classify").addModifiers(Modifier.PUBLIC)
                .returns(face.self().nestedClass(FaceLabels.NAME)).addParameters(given(face))
                .addJavadoc("$L", doc("The class of one row.").replaceAll("@return .*\n",
                        "@return the class with the greatest number, the first of them where several are equal\n"))
                .addStatement("$T numbers = predict($N)$L", first.type(), given(face).getFirst(),
                        face.outputs().size() == 1 ? "" : "." + first.name() + "()");
        if (first.width() == 1) {
            return method.addStatement("return Label.values()[numbers[0] >= $L ? 1 : 0]",
                    String.format(Locale.ROOT, "%s", face.card().metadata().threshold())).build();
        }
        return method.addStatement("int best = 0").beginControlFlow("for (int i = 1; i < numbers.length; i++)")
                .beginControlFlow("if (numbers[i] > numbers[best])").addStatement("best = i").endControlFlow()
                .endControlFlow().addStatement("return Label.values()[best]").build();
    }

    private MethodSpec probabilities(FaceValue first) {
        return MethodSpec.methodBuilder("probabilities").addModifiers(Modifier.PUBLIC).returns(first.type())
                .addParameters(given(face)).addJavadoc("$L", doc("The probability of each class, in their order."))
                .addStatement("return predict($N)$L", given(face).getFirst(),
                        face.outputs().size() == 1 ? "" : "." + first.name() + "()")
                .build();
    }

    /// A method whose arguments the compiler counts.
    private static MethodSpec fromNumbers(FaceValue input, String name, TypeName result) {
        Identifiers names = new Identifiers();
        List<String> numbers = new ArrayList<>();
        for (int i = 1; i <= input.width(); i++) {
            numbers.add(names.fresh(input.name() + (input.width() == 1 ? "" : i)));
        }
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC).returns(result)
                .addJavadoc("The same, with the row's numbers one by one.\n");
        numbers.forEach(number -> method.addParameter(input.element(), number));
        return method.addStatement("return $L(new $T {$L})", name, input.type(), String.join(", ", numbers)).build();
    }
}
