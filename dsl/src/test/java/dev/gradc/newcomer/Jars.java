package dev.gradc.newcomer;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Compiler.Compiled;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.compiler.jar.JarNames;
import dev.gradc.compiler.jar.ModelJar;
import dev.gradc.dsl.Network;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.Map;
import java.util.Set;

/// Compiled models for tests.
final class Jars {
    /// The package of the kernels as a path.
    static final String KERNELS = "com/acme/digits/kernels/";

    private Jars() {
    }

    /// A network as the class `com.acme.Digits`, untrained, that predicts and trains.
    static ModelJar of(Network network) {
        Compiled compiled = Compiler.compile(network.definition(), Options.of(Precision.FLOAT));
        Model model = new Model(compiled.program(), compiled.text());
        model.initialize(1);
        return ModelJar.of(model, new ModelJar.Order(new JarNames("com.acme", "Digits"),
                Set.of(Program.PREDICT, Program.TRAIN), ModelJar.OLDEST, network.plan().text(), 0, Map.of(), "test",
                "{}"));
    }
}
