package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import dev.gradc.compiler.scalar.Sequence;
import java.util.Map;
import javax.lang.model.element.Modifier;

/// Writes one of gradc's functions as a method.
final class SequenceMethod {
    private static final Map<String, TypeName> TYPES = Map.of("float", TypeName.FLOAT, "double", TypeName.DOUBLE,
            "int", TypeName.INT, "long", TypeName.LONG);

    private final SequenceText text;
    private final Language language;

    SequenceMethod(Sequence sequence, Language language) {
        this.language = language;
        text = new SequenceText(sequence, language);
    }

    /// The method under that name.
    MethodSpec write(String name) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC)
                .returns(type(language.realType()))
                .addJavadoc(
                        "{@code $L}: $L. One sequence of operations on numbers and their bits, the same on every machine;"
                                + "\ndocs/functions.md tells how exact it is.\n",
                        name, text.meaning());
        text.parameters().forEach(parameter -> method.addParameter(type(parameter.type()), parameter.name()));
        text.steps().forEach(step -> method.addStatement("final $L $L = $L", step.type(), step.name(),
                step.expression()));
        return method.addStatement("return $L", text.result()).build();
    }

    private static TypeName type(String name) {
        return TYPES.getOrDefault(name, TypeName.BOOLEAN);
    }
}
