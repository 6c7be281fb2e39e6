package dev.gradc.compiler.jar;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.gradc.compiler.emit.source.Identifiers;
import dev.gradc.runtime.Field;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Metadata;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.Modifier;

/// The enum of a model's classes.
final class FaceLabels {
    /// What it is called.
    static final String NAME = "Label";
    /// An enum with more constants would be too large for a class.
    private static final int MOST = 2000;
    private static final int LONGEST = 10_000;

    private FaceLabels() {
    }

    /// The names of the classes that the first output tells apart; none where it tells none.
    static List<String> of(Metadata metadata, FaceValue first) {
        return metadata.fields().stream().filter(field -> field.kind() == Field.Kind.LABEL).map(Field::classes)
                .filter(names -> first.perRow() && names.size() == Math.max(2, first.width()))
                .filter(names -> names.size() <= MOST).findFirst()
                .orElse(List.of());
    }

    /// The enum.
    static TypeSpec type(List<String> classes) {
        JarNames.checkCase("classes", classes);
        for (String name : classes) {
            if (name.length() > LONGEST) {
                throw new GradcException("the name of a class of the data has " + name.length()
                        + " characters, more than the " + LONGEST + " that a compiled model can have: shorten it");
            }
        }
        TypeSpec.Builder type = TypeSpec.enumBuilder(NAME).addModifiers(Modifier.PUBLIC)
                .addJavadoc("The classes that the model tells apart, in the order of its output.\n")
                .addField(FieldSpec.builder(String.class, "text", Modifier.PRIVATE, Modifier.FINAL).build())
                .addMethod(MethodSpec.constructorBuilder().addParameter(String.class, "text")
                        .addStatement("this.text = text").build())
                .addMethod(MethodSpec.methodBuilder("text").addModifiers(Modifier.PUBLIC).returns(String.class)
                        .addJavadoc("What the training data calls it.\n").addStatement("return text").build());
        Identifiers names = new Identifiers();
        for (String name : classes) {
            String plain = name.toUpperCase(Locale.ROOT);
            String wanted = plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "LABEL_" + plain : plain;
            type.addEnumConstant(names.fresh(wanted), TypeSpec.anonymousClassBuilder("$L", literal(name))
                    .addJavadoc("$L.\n", DocText.name(name)).build());
        }
        return type.build();
    }

    /// A string as Java has it, in which nothing hides: what is neither a letter, a digit nor a sign of ASCII is escaped.
    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> literal.append('\\').append(c);
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                default -> literal.append(c >= ' ' && c <= '~' || Character.isLetterOrDigit(c) ? String.valueOf(c)
                        : String.format("\\u%04x", (int) c));
            }
        }
        return literal.append('"').toString();
    }
}
