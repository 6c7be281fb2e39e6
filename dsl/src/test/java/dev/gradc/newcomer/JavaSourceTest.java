package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.emit.source.JavaSource;
import dev.gradc.compiler.emit.source.JavaSource.Lines;
import dev.gradc.compiler.emit.source.SourceBackend;
import dev.gradc.compiler.emit.source.SourceBackend.Tool;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.Precision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/// The source of a small classifier of digits can be read.
class JavaSourceTest {
    private static final LoopProgram PROGRAM = Compiler.lower(Compiler.derive(new Digits().definition()),
            Precision.FLOAT);
    private static final JavaSource SOURCE = JavaSource.of(PROGRAM);

    static final class Digits extends Network {
        @Override
        protected void define() {
            Tensor x = input("x", 784);
            Labels y = labels("y", 10);
            Tensor z = x.then(affine("hidden", 32), relu(), dropout(0.2), affine("out", 10));
            output("probabilities", softmax(z));
            loss(crossEntropy(softmax(z), y));
            optimizer(adam(0.01));
        }
    }

    @Test
    void theFormulasStandAboveTheLoops() {
        assertThat(SOURCE.text()).contains(
                "// hidden[i, j] = (Σ k < 784: x[i, k]*hidden.weight[k, j]) + hidden.bias[j]",
                "sum = Math.fma(x_ik, weight_kj, sum);", "// for all i < rows, j < 32:");
    }

    @Test
    void softmaxAndItsGradientAreFound() {
        assertThat(SOURCE.text()).contains("predict.softmax(",
                "// softmax(out).exp[j] = exp(out[i, j] - softmax(out).max)",
                "// probabilities[i, j] = softmax(out).exp[j]/softmax(out).sum",
                "*(softmax(out).exp[i, j]/softmax(out).sum[i] - select(y[i] == j, 1, 0))", "train_softmax_out_d_out(")
                .containsPattern(
                        " {8}train_softmax_out_d_out\\(.*\\); // writes ∂out \\(JavaSourceTest\\.java:\\d+\\)");
    }

    @Test
    void whereAKernelComesFromIsTold() {
        assertThat(SOURCE.text()).containsPattern("\\* train\\.hidden \\(JavaSourceTest\\.java:\\d+\\)")
                .containsPattern("// hidden\\.weight \\(784 × 32\\) in parameters, JavaSourceTest\\.java:\\d+");
    }

    @Test
    void theSameProgramHasTheSameSource() {
        assertThat(JavaSource.of(Compiler.lower(Compiler.derive(new Digits().definition()), Precision.FLOAT)))
                .isEqualTo(SOURCE);
    }

    @Test
    void itIsJava17(@TempDir Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("--release", "17", "-proc:none", "-Xlint:all", "-Werror", "-encoding",
                        "UTF-8", "-cp", System.getProperty("java.class.path"), "-d", folder.toString()));
        for (JavaSource.File file : SOURCE.files()) {
            arguments.add(Files.writeString(folder.resolve(file.fileName()), file.text()).toString());
        }
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler().run(null, null, messages, arguments.toArray(String[]::new));
        assertThat(code).as(messages.toString(StandardCharsets.UTF_8)).isZero();
    }

    /// The line tables of the classes lead to the lines that are told of each kernel.
    @ParameterizedTest
    @EnumSource
    void everyKernelKnowsItsLines(Tool tool) {
        SourceBackend.Result result = SourceBackend.compile(PROGRAM, tool);
        List<String> lines = SOURCE.files().getFirst().text().lines().toList();
        for (int k = 0; k < PROGRAM.kernels().size(); k++) {
            Lines at = SOURCE.kernels().get(k);
            List<String> kernel = lines.subList(at.first() - 1, at.last());
            assertThat(kernel.getFirst()).isEqualTo("    /**");
            assertThat(kernel.get(1)).startsWith("     * " + PROGRAM.kernels().get(k).name() + " (");
            assertThat(kernel.getLast()).isEqualTo("    }");
            assertThat(kernel.stream().filter(line -> line.startsWith("    static"))).singleElement().asString()
                    .startsWith("    static void " + at.method() + "(");
            assertThat(lines(result, at.method())).isNotEmpty()
                    .allMatch(line -> line > at.first() && line <= at.last());
        }
    }

    private static List<Integer> lines(SourceBackend.Result result, String wanted) {
        List<Integer> lines = new ArrayList<>();
        new ClassReader(result.classes().get(SOURCE.files().getFirst().className()))
                .accept(new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature,
                            String[] exceptions) {
                        return !name.equals(wanted) ? null : new MethodVisitor(Opcodes.ASM9) {
                            @Override
                            public void visitLineNumber(int line, Label start) {
                                lines.add(line);
                            }
                        };
                    }
                }, 0);
        return lines;
    }
}
