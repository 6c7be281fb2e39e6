package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainJreTest {
    /// What a JRE has at least; no compiler is among it.
    private static final String MODULES = "java.base,java.compiler,java.logging,java.management,jdk.management";

    @TempDir
    private Path folder;

    @Test
    void aProgramBuildsAndTrainsByJaninoWithoutACompilerOfTheJdk() throws IOException {
        Path source = Files.writeString(folder.resolve("Half.java"), """
                import dev.gradc.compiler.Compiler;
                import dev.gradc.compiler.Compiler.*;
                import dev.gradc.dsl.*;
                import dev.gradc.runtime.*;

                public class Half extends Network {
                    protected void define() {
                        Tensor x = input("x", 2);
                        Tensor z = x.then(affine(8), tanh(), affine(2));
                        output("p", softmax(z));
                        loss(crossEntropy(softmax(z), labels("y", 2)));
                        optimizer(adam(0.01));
                    }

                    public static void main(String[] backend) {
                        if (ModuleLayer.boot().findModule("jdk.compiler").isPresent() != backend[0].equals("BYTECODE")) {
                            throw new IllegalStateException("other modules than meant");
                        }
                        double[][] x = new double[64][2];
                        int[] y = new int[64];
                        for (int i = 0; i < 64; i++) {
                            x[i] = new double[]{i % 8 / 4.0 - 1, i / 8 / 4.0 - 1};
                            y[i] = x[i][0] > x[i][1] ? 1 : 0;
                        }
                        Network network = new Half();
                        Compiled compiled = Compiler.compile(network.definition(),
                                Options.of(Precision.FLOAT).withBackend(Backend.valueOf(backend[0])));
                        Model model = new Model(compiled.program(), compiled.text());
                        new Trainer(model, network.plan()).train(ArrayDataSet.of(x, y, 2));
                        System.out.println(model.sha256());
                    }
                }
                """);
        String path = System.getProperty("java.class.path") + File.pathSeparator + folder;
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-cp", path,
                source.toString()))
                .isZero();
        OtherJava java = OtherJava.all().getFirst();
        OtherJava.Result bytecode = java.run(List.of("-cp", path, "Half", "BYTECODE"), folder);
        OtherJava.Result janino = java.run(List.of("--limit-modules", MODULES, "-cp", path, "Half", "JANINO"), folder);
        assertThat(janino.text()).isEqualTo(bytecode.text()).matches("[0-9a-f]{64}\\R");
    }
}
