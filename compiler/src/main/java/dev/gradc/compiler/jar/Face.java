package dev.gradc.compiler.jar;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.ModelCard;
import dev.gradc.runtime.Program;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import javax.lang.model.element.Modifier;

/// The class that the user of a compiled model sees: the model's own names and shapes over [dev.gradc.runtime.StoredModel].
///
/// @param names the names of all classes
/// @param card what the model knows of itself
/// @param program the model, without code
/// @param kernels the kernels' classes by their lanes
/// @param hashes the SHA-256 and the CRC-32C of the resources: the plan, the parameters, the slots (empty where there are none)
/// @param isDistribution whether the first output is a distribution
record Face(JarNames names, ModelCard card, Program program, SortedMap<Integer, String> kernels, List<String> hashes,
        boolean isDistribution) {
    /// Names of the face's own members and nested classes, which none of the user's may be.
    private static final Set<String> NESTED = Set.of("Session", "Trainer", "Code", "Input", "Output",
            FaceLabels.NAME);
    private static final String INDENT = "    ";

    /// The source.
    String source() {
        return JavaFile.builder(names.packageName(), type()).indent(INDENT).skipJavaLangImports(true).build()
                .toString();
    }

    /// A class of the runtime that travels along.
    ClassName runtime(String simple) {
        return ClassName.get(names.runtime(), simple);
    }

    /// The class itself.
    ClassName self() {
        return ClassName.get(names.packageName(), names.className());
    }

    /// The inputs of an entry point.
    List<FaceValue> inputs(String entry) {
        return FaceValue.inputs(program, card.metadata(), entry);
    }

    /// The outputs of predictions.
    List<FaceValue> outputs() {
        return FaceValue.outputs(program);
    }

    /// Whether predictions go from one array of numbers to one.
    boolean isPlain() {
        List<FaceValue> inputs = inputs(Program.PREDICT);
        return inputs.size() == 1 && !inputs.getFirst().element().equals(TypeName.INT) && outputs().size() == 1
                && outputs().getFirst().perRow();
    }

    /// What predictions give: an array, or a record of arrays.
    TypeName result() {
        return outputs().size() == 1 ? outputs().getFirst().type() : self().nestedClass("Output");
    }

    /// The names of the classes that the first output tells apart; none where it tells none.
    List<String> labels() {
        return FaceLabels.of(card.metadata(), outputs().getFirst());
    }

    private TypeSpec type() {
        if (NESTED.contains(names.className())) {
            throw new GradcException("the class cannot be called " + names.className()
                    + ", which is the name of a class within it: name it otherwise");
        }
        ClassName stored = runtime("StoredModel");
        TypeSpec.Builder type = TypeSpec.classBuilder(names.className())
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL).addJavadoc("$L", description())
                .addField(FieldSpec.builder(stored.nestedClass("Place"), "PLACE", Modifier.PRIVATE, Modifier.STATIC,
                        Modifier.FINAL)
                        .initializer("new $T($T.class, $S, $S, $S, $S)", stored.nestedClass("Place"), self(),
                                names.className(), hashes.get(0), hashes.get(1), hashes.get(2))
                        .build())
                .addField(stored, "model", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).addParameter(stored, "model")
                        .addStatement("this.model = model").build())
                .addMethod(MethodSpec.methodBuilder("load").addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(self())
                        .addJavadoc("Loads the model from beside this class. It never changes, and any number of"
                                + " threads may share it.\n\n@throws RuntimeException when a part of it is missing or"
                                + " damaged\n")
                        .addStatement("return new $T($T.load(PLACE, new Code()))", self(), stored).build());
        new FacePredictions(this).addTo(type);
        type.addType(new FaceSession(this).type());
        if (!labels().isEmpty()) {
            type.addType(FaceLabels.type(labels()));
        }
        if (program.find(Program.GRADIENTS).isPresent()) {
            type.addMethod(new FacePredictions(this).gradients());
        }
        if (program.find(Program.TRAIN).isPresent()) {
            new FaceTrainer(this).addTo(type);
        }
        return type.addMethod(main()).addType(code()).build();
    }

    private MethodSpec main() {
        return MethodSpec.methodBuilder("main").addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addParameter(String[].class, "arguments").varargs()
                .addJavadoc("Tells what the model is; with {@code --selftest} replays its golden vectors; with"
                        + " {@code --predict FILE.csv}\nwrites predictions.\n")
                .addStatement("$T.exit(new $T($S, () -> load().model, $T.out, $T.err).run(arguments))", System.class,
                        runtime("StoredMain"), names.className(), System.class, System.class)
                .build();
    }

    /// The choice of the kernels.
    private TypeSpec code() {
        CodeBlock.Builder cases = CodeBlock.builder().beginControlFlow("switch (lanes)");
        kernels.forEach(
                (lanes, name) -> cases.addStatement("case $L: return new $T()", lanes, ClassName.bestGuess(name)));
        cases.addStatement("default: throw new IllegalArgumentException($S + lanes)", "no code for vectors of ")
                .endControlFlow();
        return TypeSpec.classBuilder("Code").addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(runtime("StoredModel").nestedClass("Code"))
                .addMethod(MethodSpec.methodBuilder("kernels").addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(runtime("Kernels")).addParameter(TypeName.INT, "lanes").addCode(cases.build()).build())
                .build();
    }

    private String description() {
        StringBuilder text = new StringBuilder();
        text.append("The trained model ").append(DocText.name(program.name()))
                .append(", compiled by gradc ").append(card.version()).append(".\n\n<pre>{@code\n");
        if (isPlain()) {
            FaceValue in = inputs(Program.PREDICT).getFirst();
            text.append(names.className()).append(" model = ").append(names.className()).append(".load();\n")
                    .append(in.type()).append(' ').append(outputs().getFirst().name()).append(" = model.predict(")
                    .append(in.name()).append(");\n");
        }
        text.append("}</pre>\n\n<ul>\n");
        inputs(Program.PREDICT).forEach(in -> text.append("<li>input ").append(in.meaning()).append('\n'));
        outputs().forEach(out -> text.append("<li>output ").append(out.meaning()).append('\n'));
        for (Map.Entry<String, String> fact : card.facts().entrySet()) {
            text.append("<li>").append(DocText.plain(fact.getKey())).append(": ")
                    .append(DocText.plain(fact.getValue())).append('\n');
        }
        return text.append("</ul>\n").toString();
    }
}
