package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.gradc.compiler.emit.source.JavaSource.File;
import dev.gradc.compiler.emit.source.JavaSource.Lines;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.runtime.ArraySpec;
import dev.gradc.runtime.Kernels;
import dev.gradc.runtime.Scratch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.element.Modifier;

/// Writes the classes of a program, a file each.
final class Classes {
    private static final String INDENT = "    ";

    private final LoopProgram program;
    private final Outline outline;

    Classes(LoopProgram program) {
        this.program = program;
        outline = new Outline(program);
    }

    JavaSource write() {
        List<MethodSpec> own = new ArrayList<>(List.of(new Dispatch(outline).run()));
        Entries entries = new Entries(outline);
        own.addAll(entries.write());
        List<List<MethodSpec>> kernels = new ArrayList<>();
        for (int group = 0; group < outline.groups().size(); group++) {
            kernels.add(kernels(group));
        }
        List<File> files = new ArrayList<>();
        for (int group = 0; group < kernels.size(); group++) {
            TypeSpec.Builder type = TypeSpec.classBuilder(outline.classes().get(group)).addModifiers(Modifier.FINAL);
            if (group == 0) {
                type.addModifiers(Modifier.PUBLIC).addSuperinterface(Kernels.class).addJavadoc("$L", description())
                        .addMethods(own).addMethods(kernels.getFirst()).addMethods(outline.library().methods());
            } else {
                type.addJavadoc("More kernels of {@link $L}.\n", outline.classes().getFirst())
                        .addMethods(kernels.get(group));
            }
            files.add(file(type.build(), outline.flags()));
        }
        Scratch scratch = outline.kernels().stream().map(KernelWriter::scratch).reduce(Scratch.of(program.scratch()),
                Scratch::max);
        return new JavaSource(files, lines(files), entries.calls(), scratch);
    }

    private List<MethodSpec> kernels(int group) {
        List<Integer> numbers = outline.groups().get(group);
        List<MethodSpec> methods = new ArrayList<>(List.of(new Dispatch(outline).runKernel(numbers)));
        for (int number : numbers) {
            methods.addAll(outline.kernels().get(number).write(group == 0 ? "" : outline.of(0)));
        }
        return methods;
    }

    private static File file(TypeSpec type, Flags flags) {
        return new File(type.name(), flags.takeIn(
                JavaFile.builder(JavaSource.PACKAGE, type).indent(INDENT).skipJavaLangImports(true).build()
                        .toString()));
    }

    private String description() {
        StringBuilder text = new StringBuilder();
        text.append("The model ").append(CommentText.plain(CommentText.name(program.name())))
                .append(" as it runs, in ").append(program.precision().name().toLowerCase(Locale.ROOT))
                .append(": Java that gradc wrote, a method for each kernel.\n\n")
                .append("The methods of the entry points, which come first, are the contents: they call the kernels in order, and\n")
                .append("say what each writes and which line of the model it comes from. A kernel says in a comment above a\n")
                .append("loop what it computes: to find where a value does, search for its name with a bracket behind it.\n\n")
                .append("An array holds many values: a local variable such as\n")
                .append("{@code weight} says where a value begins in it, and the comments above the loops call its element\n")
                .append("in row r and column c {@code weight[r, c]}. ∂v is the gradient of the loss by v;\n")
                .append("Σ k < 10: … is a sum over k, select(c, a, b) is a where c holds and b elsewhere. The order of every\n")
                .append("sum is the one that is written here; docs/ir.md tells why. Sums begin at -0, which changes no number.\n\n");
        for (int i = 0; i < program.arrays().size(); i++) {
            ArraySpec array = program.arrays().get(i);
            text.append("arrays[").append(i).append("]: ").append(CommentText.plain(CommentText.name(array.name())))
                    .append(" (").append(array.role().name().toLowerCase(Locale.ROOT).replace('_', ' ')).append(")\n");
        }
        return text.toString();
    }

    /// Where the kernels stand: each from its comment to the end of the last of its methods. A line that declares a method is found by
    /// its text, which no comment can have.
    private List<Lines> lines(List<File> files) {
        List<Lines> found = new ArrayList<>();
        for (int group = 0; group < files.size(); group++) {
            List<String> lines = files.get(group).text().lines().toList();
            Map<String, Integer> declared = new HashMap<>();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.startsWith(INDENT + "static ") && line.contains("(")) {
                    declared.put(line.substring(line.lastIndexOf(' ', line.indexOf('(')) + 1, line.indexOf('(')), i);
                }
            }
            for (int number : outline.groups().get(group)) {
                List<String> methods = outline.kernels().get(number).methods();
                int first = declared.getOrDefault(methods.getFirst(), 0);
                int last = declared.getOrDefault(methods.getLast(), 0);
                found.add(new Lines(group, methods.getFirst(), lines.subList(0, first).lastIndexOf(INDENT + "/**") + 1,
                        first + 1, last + lines.subList(last, lines.size()).indexOf(INDENT + "}") + 1,
                        outline.kernels().get(number).flags().lines()));
            }
        }
        return found;
    }
}
