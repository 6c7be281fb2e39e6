package dev.gradc.compiler.jar;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.gradc.runtime.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/// The part of a face that trains on.
///
/// @param face what it belongs to
record FaceTrainer(Face face) {
    private static final String STEP = "Trains on a batch of rows that stand one after another.\n\n";

    void addTo(TypeSpec.Builder type) {
        ClassName trainer = face.self().nestedClass("Trainer");
        type.addMethod(MethodSpec.methodBuilder("trainer").addModifiers(Modifier.PUBLIC).returns(trainer)
                .addParameter(TypeName.INT, "rows").addParameter(TypeName.INT, "threads")
                .addJavadoc("A copy of the model that is trained on; this one does not change.\n\n"
                        + "@param rows the most rows of a batch, at least 1\n"
                        + "@param threads how many threads share the work, 0 for one to each processor; the bits are"
                        + " the same\n")
                .addStatement("return new Trainer(new $T(model, rows, threads))", face.runtime("StoredTrainer"))
                .build());
        type.addMethod(MethodSpec.methodBuilder("load").addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(face.self()).addParameter(Path.class, "checkpoint")
                .addJavadoc(
                        "The model with the parameters of a checkpoint that a {@link Trainer} or gradc has saved.\n\n"
                                + "@throws RuntimeException when the file cannot be read, is damaged, or is of another model\n")
                .addStatement("return new $T(load().model.withCheckpoint(checkpoint))", face.self()).build());
        type.addType(trainer());
    }

    private TypeSpec trainer() {
        ClassName stored = face.runtime("StoredTrainer");
        return TypeSpec.classBuilder("Trainer").addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addSuperinterface(AutoCloseable.class)
                .addJavadoc("A copy of the model that is trained on, by one thread at a time.\n")
                .addField(stored, "trainer", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE)
                        .addParameter(stored, "trainer").addStatement("this.trainer = trainer").build())
                .addMethod(step(false)).addMethod(step(true))
                .addMethod(getter("rate", TypeName.DOUBLE,
                        "The learning rate of the next step by the plan that the model was trained by."))
                .addMethod(getter("steps", TypeName.LONG, "How many updates the parameters have had."))
                .addMethod(getter("sha256", ClassName.get(String.class),
                        "The SHA-256 of all parameters in hexadecimal digits, as gradc tells it."))
                .addMethod(MethodSpec.methodBuilder("order").addModifiers(Modifier.PUBLIC).returns(int[].class)
                        .addParameter(TypeName.LONG, "epoch").addParameter(TypeName.INT, "rows")
                        .addJavadoc("The order in which gradc goes through the rows of a training set.\n\n"
                                + "@param epoch from 0 on\n@param rows how many rows the training set has\n")
                        .addStatement("return trainer.order(epoch, rows)").build())
                .addMethod(MethodSpec.methodBuilder("model").addModifiers(Modifier.PUBLIC).returns(face.self())
                        .addJavadoc("A model with the parameters as they are now.\n")
                        .addStatement("return new $T(trainer.model())", face.self()).build())
                .addMethod(MethodSpec.methodBuilder("save").addModifiers(Modifier.PUBLIC)
                        .addParameter(Path.class, "checkpoint")
                        .addJavadoc(
                                "Saves the parameters and the optimiser's memory, for {@link $L#load} and for gradc."
                                        + "\n\n@throws RuntimeException when the file cannot be written; an earlier one is then"
                                        + " as it was\n",
                                face.names().className())
                        .addStatement("trainer.save(checkpoint)").build())
                .addMethod(MethodSpec.methodBuilder("close").addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC).addJavadoc("Ends its threads.\n")
                        .addStatement("trainer.close()").build())
                .build();
    }

    private static MethodSpec getter(String name, TypeName type, String doc) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC).returns(type).addJavadoc("$L\n", doc)
                .addStatement("return trainer.$L()", name).build();
    }

    private MethodSpec step(boolean withRate) {
        List<FaceValue> inputs = face.inputs(Program.TRAIN);
        String arguments = inputs.stream().map(FaceValue::name).collect(Collectors.joining(", "));
        MethodSpec.Builder method = MethodSpec.methodBuilder("trainStep").addModifiers(Modifier.PUBLIC)
                .returns(TypeName.DOUBLE);
        StringBuilder doc = new StringBuilder(STEP + FaceValue.doc(inputs));
        inputs.forEach(input -> method.addParameter(input.parameter()));
        if (withRate) {
            method.addParameter(TypeName.DOUBLE, "rate");
            doc.append("@param rate the learning rate\n");
        }
        method.addJavadoc("$L", doc.append("@return the loss of the batch before the update\n@throws RuntimeException"
                + " when a length is wrong, a number is not finite or a class unknown\n").toString());
        FaceValue last = inputs.getLast();
        return withRate
                ? method.addStatement("return trainer.step(rate, $L.length / $L, $L)", last.name(), last.width(),
                        arguments).build()
                : method.addStatement("return trainStep($L, trainer.rate())", arguments).build();
    }
}
