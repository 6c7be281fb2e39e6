package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.MethodSpec;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.ProgramAssembler;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;

/// Writes the entry points: methods that call their kernels in order.
final class Entries {
    private final Outline outline;
    private final LoopProgram program;
    private final List<MethodSpec> methods = new ArrayList<>();
    private final List<List<Integer>> calls = new ArrayList<>();

    Entries(Outline outline) {
        this.outline = outline;
        program = outline.program();
    }

    /// `runEntry`, and the methods of the entry points.
    List<MethodSpec> write() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("runEntry").addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC).returns(boolean.class).addParameter(int.class, "entry")
                .addParameter(Object[].class, "arrays").addParameter(Object[].class, "scratch")
                .addParameter(int.class, "rows").beginControlFlow("switch (entry)");
        for (int i = 0; i < program.entries().size(); i++) {
            method.addCode("case $L:\n$>", i)
                    .addStatement("$L(arrays, ($T) scratch, rows)", entry(program.entries().get(i)), outline.scratch())
                    .addStatement("return true").addCode("$<");
        }
        method.addCode("default:\n$>").addStatement("throw new IndexOutOfBoundsException(entry)").addCode("$<")
                .endControlFlow();
        methods.addFirst(method.build());
        return methods;
    }

    /// For each entry point, the lines that call its kernels, once the flags are taken in.
    List<List<Integer>> calls() {
        return calls;
    }

    /// Writes an entry point.
    ///
    /// @return its method's name
    private String entry(Program.Entry entry) {
        List<List<Integer>> runs = Pieces.runs(entry.kernels(), k -> outline.kernels().get(k).weight(), Pieces.MOST);
        String name = outline.member(entry.name());
        calls.add(new ArrayList<>());
        if (runs.size() == 1) {
            methods.add(calls(name, runs.getFirst()).addJavadoc("$L", comment(entry)).build());
            return name;
        }
        MethodSpec.Builder method = method(name).addJavadoc("$L", comment(entry));
        List<MethodSpec> parts = new ArrayList<>();
        for (List<Integer> run : runs) {
            String part = outline.member(name + "_part" + (parts.size() + 1));
            method.addStatement("$L(arrays, scratch, rows)", part);
            parts.add(calls(part, run).build());
        }
        methods.add(method.build());
        methods.addAll(parts);
        return name;
    }

    /// A method that calls these kernels, whole and in order.
    private MethodSpec.Builder calls(String name, List<Integer> numbers) {
        MethodSpec.Builder method = method(name);
        Identifiers names = outline.library().locals();
        Map<Integer, String> arrays = new TreeMap<>();
        numbers.forEach(number -> outline.kernels().get(number).arrays().forEach(array -> arrays.put(array, "")));
        arrays.replaceAll((array, _) -> names.fresh(program.arrays().get(array).name()));
        arrays.forEach(
                (array, local) -> method.addStatement("final $T $L = ($T) arrays[$L]", outline.array(array), local,
                        outline.array(array), array));
        List<Integer> lines = calls.getLast();
        for (int number : numbers) {
            int group = outline.group(number);
            Kernel kernel = program.kernels().get(number);
            method.addCode("$L$L$L; // $L\n", outline.flags().plant(lines::add), group == 0 ? "" : outline.of(group),
                    outline.kernels().get(number).call(array -> arrays.getOrDefault(array, ""),
                            "0", Literals.extent(ProgramAssembler.iterations(kernel), "rows")),
                    KernelComment.inBrief(kernel));
        }
        return method;
    }

    private MethodSpec.Builder method(String name) {
        return MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC).addParameter(Object[].class, "arrays")
                .addParameter(outline.scratch(), "scratch").addParameter(int.class, "rows");
    }

    private String comment(Program.Entry entry) {
        List<String> inputs = entry.inputs().stream()
                .map(input -> CommentText.name(program.inputs().get(input).name())).toList();
        List<String> outputs = entry.outputs().stream().map(output -> CommentText.name(output.name())).toList();
        return CommentText.plain("The entry point " + CommentText.name(entry.name()) + ": from "
                + String.join(", ", inputs) + " to " + String.join(", ", outputs) + ".") + "\n";
    }
}
