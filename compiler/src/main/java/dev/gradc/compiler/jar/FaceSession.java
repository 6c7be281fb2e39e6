package dev.gradc.compiler.jar;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.gradc.runtime.Program;
import java.util.List;
import javax.lang.model.element.Modifier;

/// The class of a face's sessions, which predict batches into the caller's arrays.
///
/// @param face what it belongs to
record FaceSession(Face face) {
    TypeSpec type() {
        ClassName stored = face.runtime("StoredSession");
        TypeSpec.Builder type = TypeSpec.classBuilder("Session")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The model at work in one thread: the arrays for some rows, made once.\n")
                .addField(stored, "session", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE)
                        .addParameter(stored, "session").addStatement("this.session = session").build());
        if (face.isPlain()) {
            return type.addMethod(plain()).build();
        }
        ArrayTypeName objects = ArrayTypeName.of(Object.class);
        type.addField(FieldSpec.builder(objects, "inputs", Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new Object[$L]", face.inputs(Program.PREDICT).size()).build());
        type.addField(FieldSpec.builder(objects, "outputs", Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new Object[$L]", face.outputs().size()).build());
        return type.addMethod(several()).build();
    }

    private MethodSpec plain() {
        FaceValue in = face.inputs(Program.PREDICT).getFirst();
        FaceValue out = face.outputs().getFirst();
        return MethodSpec.methodBuilder("predict").addModifiers(Modifier.PUBLIC).addParameter(in.parameter())
                .addParameter(TypeName.INT, "rows").addParameter(out.type(), "out")
                .addJavadoc("Predicts rows that stand one after another, into rows that do. Makes no garbage.\n\n"
                        + "@param $L $L\n@param rows how many, from 1 on\n@param out $L\n"
                        + "@throws RuntimeException when a length is wrong or a number is not finite\n", in.name(),
                        in.meaning(), out.meaning())
                .addStatement("session.predict($L, rows, out)", in.name()).build();
    }

    private MethodSpec several() {
        List<FaceValue> inputs = face.inputs(Program.PREDICT);
        List<FaceValue> outputs = face.outputs();
        MethodSpec.Builder method = MethodSpec.methodBuilder("predict").addModifiers(Modifier.PUBLIC)
                .addParameter(TypeName.INT, "rows").addParameters(FacePredictions.given(face))
                .addParameter(face.result(), outputs.size() == 1 ? "out" : "output")
                .addJavadoc("Predicts rows that stand one after another, into rows that do. Makes no garbage.\n\n"
                        + "@param rows how many, from 1 on\n"
                        + "@throws RuntimeException when a length is wrong, a number is not finite or a class unknown\n");
        for (int i = 0; i < inputs.size(); i++) {
            method.addStatement("inputs[$L] = $L", i,
                    inputs.size() == 1 ? inputs.getFirst().name() : "input." + inputs.get(i).name() + "()");
        }
        for (int o = 0; o < outputs.size(); o++) {
            method.addStatement("outputs[$L] = $L", o,
                    outputs.size() == 1 ? "out" : "output." + outputs.get(o).name() + "()");
        }
        return method.addStatement("session.predict(rows, inputs, outputs)").build();
    }
}
