package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/// Writes the methods that find a kernel's method by its number.
final class Dispatch {
    private final Outline outline;

    Dispatch(Outline outline) {
        this.outline = outline;
    }

    /// `run` of the first class, which asks the class that has the kernel.
    MethodSpec run() {
        MethodSpec.Builder method = parameters(MethodSpec.methodBuilder("run"), Object[].class)
                .addAnnotation(Override.class).addModifiers(Modifier.PUBLIC);
        int last = outline.groups().size() - 1;
        for (int group = 0; group < last; group++) {
            method.beginControlFlow("if (kernel <= $L)", outline.groups().get(group).getLast());
            method.addCode(call(group)).addStatement("return").endControlFlow();
        }
        return method.addCode(call(last)).build();
    }

    private CodeBlock call(int group) {
        return CodeBlock.builder().addStatement("$L$L(kernel, arrays, ($T) scratch, rows, from, to)",
                group == 0 ? "" : outline.of(group), Outline.RUN_KERNEL, outline.scratch()).build();
    }

    /// The method that runs the kernels of one class.
    MethodSpec runKernel(List<Integer> group) {
        CodeBlock.Builder code = CodeBlock.builder().beginControlFlow("switch (kernel)");
        for (int number : group) {
            KernelWriter kernel = outline.kernels().get(number);
            code.add("case $L:\n$>", number);
            CodeBlock call = CodeBlock.builder().addStatement("$L", kernel.call(this::cast, "from", "to")).build();
            if (kernel.isRange()) {
                code.add(call);
            } else {
                code.beginControlFlow("if (from < to)").add(call).endControlFlow();
            }
            code.addStatement("break").add("$<");
        }
        code.add("default:\n$>").addStatement("throw new IndexOutOfBoundsException(kernel)").add("$<").endControlFlow();
        return parameters(MethodSpec.methodBuilder(Outline.RUN_KERNEL), outline.scratch())
                .addModifiers(Modifier.STATIC).addCode(code.build()).build();
    }

    private String cast(int array) {
        return "(" + outline.array(array).getSimpleName() + ") arrays[" + array + "]";
    }

    private static MethodSpec.Builder parameters(MethodSpec.Builder method, Class<?> scratch) {
        return method.addParameter(int.class, "kernel").addParameter(Object[].class, "arrays")
                .addParameter(scratch, "scratch").addParameter(int.class, "rows").addParameter(int.class, "from")
                .addParameter(int.class, "to");
    }
}
