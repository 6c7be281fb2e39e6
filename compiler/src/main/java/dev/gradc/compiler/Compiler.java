package dev.gradc.compiler;

import dev.gradc.compiler.autodiff.Differentiate;
import dev.gradc.compiler.emit.asm.AsmBackend;
import dev.gradc.compiler.emit.c.CBackend;
import dev.gradc.compiler.emit.c.CSource;
import dev.gradc.compiler.emit.source.JavaSource;
import dev.gradc.compiler.emit.source.SourceBackend;
import dev.gradc.compiler.interp.LoopInterpreter;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.GraphParser;
import dev.gradc.compiler.ir.GraphPrinter;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.lower.Lowering;
import dev.gradc.compiler.math.GradientMath;
import dev.gradc.compiler.memory.MemoryPlan;
import dev.gradc.compiler.rewrite.AppliedLaws;
import dev.gradc.compiler.rewrite.InferenceFold;
import dev.gradc.compiler.rewrite.Phases;
import dev.gradc.compiler.rewrite.Stabilize;
import dev.gradc.runtime.Checkpoint;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// The way through the compiler: one line for each pass.
public final class Compiler {
    private final Options options;
    private final Passes passes;

    private Compiler(Options options) {
        this.options = options;
        this.passes = new Passes(options.watcher());
    }

    /// What runs the loops.
    public enum Backend {
        /// JVM bytecode, written by ASM.
        BYTECODE,
        /// Java source, compiled by Janino.
        JANINO,
        /// Java source, compiled by the javac of a JDK.
        JAVAC,
        /// C, compiled by the machine's own compiler.
        C,
        /// The loop interpreter: slow, and the definition of every bit.
        INTERPRETER
    }

    /// Sees each stage go by.
    public interface Watcher {
        /// Watches nothing.
        Watcher NONE = (_, _) -> {
        };

        /// A stage is done.
        ///
        /// @param name the stage: `graph`, `stable`, `gradient`, `simple`, `predict`, `fused`, `loops`, `memory`, `source`, `bytecode`
        /// @param text gives the stage's text
        void stage(String name, Supplier<String> text);
    }

    /// How to compile.
    ///
    /// @param precision the type of all numbers
    /// @param backend what runs the loops
    /// @param vector whether the Vector API may be used; without it the bits are the same
    /// @param debug whether every value is stored for itself, so that the first NaN can be found
    /// @param watcher sees each stage
    public record Options(Precision precision, Backend backend, boolean vector, boolean debug, Watcher watcher) {
        /// Bytecode in this precision, with vectors where the JVM has them.
        public static Options of(Precision precision) {
            return new Options(precision, Backend.BYTECODE, AsmBackend.hasVectors(precision), false,
                    Dump.asked().orElse(Watcher.NONE));
        }

        /// The same with another backend.
        public Options withBackend(Backend other) {
            return new Options(precision, other, vector, debug, watcher);
        }

        /// The same with or without the Vector API.
        public Options withVector(boolean on) {
            return new Options(precision, backend, on, debug, watcher);
        }

        /// The same with every value stored for itself, or not.
        public Options withDebug(boolean on) {
            return new Options(precision, backend, vector, on, watcher);
        }

        /// The same, watched by one more.
        public Options watchedBy(Watcher other) {
            Watcher both = (name, text) -> {
                watcher.stage(name, text);
                other.stage(name, text);
            };
            return new Options(precision, backend, vector, debug, both);
        }
    }

    /// A compiled network.
    ///
    /// @param program what the runtime loads
    /// @param text the derived graph's text and its [Derivation], from which [Compiler#compile(String, Options)] makes the same program
    /// @param notes what the compiler did that a user wants to know, a sentence each
    public record Compiled(Program program, String text, List<String> notes) {
    }

    /// Compiles a network; gives what it gave before for the same network and options, where that is still known.
    ///
    /// @throws dev.gradc.runtime.GradcException when the network cannot be compiled
    public static Compiled compile(Definition definition, Options options) {
        Compiler compiler = new Compiler(options);
        AppliedLaws laws = new AppliedLaws();
        GraphModule derived = derive(definition, compiler.passes, laws);
        String text = GraphPrinter.print(derived) + Derivation.of(definition.loss(), laws).text();
        return PlanCache.get(text, options, () -> compiler.finish(derived, text));
    }

    /// Compiles the text that an earlier compilation gave; runs no code of the user's.
    ///
    /// @throws dev.gradc.runtime.GradcException when the text is damaged
    public static Compiled compile(String text, Options options) {
        GraphModule derived = GraphParser.parse(text);
        return new Compiler(options).finish(derived, GraphPrinter.print(derived) + Derivation.read(text).text());
    }

    /// Opens a saved model in the precision that it was saved in; runs no code of its author's.
    ///
    /// @throws dev.gradc.runtime.GradcException when the file cannot be read or is damaged
    public static Model open(Path file) {
        Checkpoint checkpoint = Checkpoint.read(file);
        return open(checkpoint, Options.of(checkpoint.precision()));
    }

    /// The model of a checkpoint, compiled anew; runs no code of its author's.
    ///
    /// @param options how to compile; the precision is the checkpoint's
    /// @throws dev.gradc.runtime.GradcException when the text is damaged, or the precision is another
    public static Model open(Checkpoint checkpoint, Options options) {
        Compiled compiled = compile(checkpoint.text(), options);
        Model model = new Model(compiled.program(), compiled.text());
        checkpoint.restore(model);
        return model;
    }

    /// The derived graph: stable, with its gradients and updates.
    public static GraphModule derive(Definition definition) {
        return derive(definition, new Passes(Watcher.NONE), new AppliedLaws());
    }

    /// The network's derivation as mathematics.
    ///
    /// @throws dev.gradc.runtime.GradcException when there is nothing to derive
    public static String math(Definition definition) {
        Value loss = definition.loss().orElseThrow(() -> new GradcException("the network " + definition.name()
                + " has no loss, so it has no gradient; declare one with loss(…)"));
        Entry training = Phases.choose(definition.graph(), new Entry(Program.TRAIN, loss(loss)), true);
        GraphModule stable = Stabilize.module(module(definition, List.of(training)));
        return GradientMath.print(definition, stable.roots().get(0),
                derived -> Stabilize.module(Phases.afterDifferentiation(derived)));
    }

    /// The loops of a derived graph, their memory planned.
    public static LoopProgram lower(GraphModule module, Precision precision) {
        return new Compiler(Options.of(precision)).loops(module);
    }

    /// The program of a graph of which nothing is to be derived any more.
    public static Program program(GraphModule module, Options options) {
        Compiler compiler = new Compiler(options);
        return compiler.emit(compiler.loops(module));
    }

    /// The loops of some entries of a compiled model, their memory planned.
    ///
    /// @param text what an earlier compilation gave as [Compiled#text()]
    /// @param entries the names of the entries; others are left out
    /// @throws dev.gradc.runtime.GradcException when the text is damaged
    public static LoopProgram lower(String text, Set<String> entries, Options options) {
        GraphModule derived = GraphParser.parse(text);
        GraphModule chosen = new GraphModule(derived.name(), derived.graph(), derived.inputs(), derived.parameters(),
                derived.entries().stream().filter(entry -> entries.contains(entry.name())).toList());
        return new Compiler(options).loops(InferenceFold.module(chosen).module());
    }

    private static GraphModule derive(Definition definition, Passes passes, AppliedLaws laws) {
        GraphModule module = passes.graph("graph", entries(definition));
        module = passes.graph("stable", Stabilize.module(module, laws));
        module = passes.graph("gradient",
                Phases.afterDifferentiation(Differentiate.module(module, definition.updates())));
        return passes.graph("simple", Stabilize.module(module, laws));
    }

    /// @param text the derived graph's
    private Compiled finish(GraphModule derived, String text) {
        InferenceFold.Folded folded = InferenceFold.module(derived);
        LoopProgram loops = loops(passes.graph("predict", folded.module()));
        List<String> notes = new ArrayList<>(folded.notes());
        Machine.slow().ifPresent(notes::add);
        return new Compiled(emit(loops), text, List.copyOf(notes));
    }

    private LoopProgram loops(GraphModule module) {
        LoopProgram program = passes.fused("fused",
                Lowering.program(module, options.precision(), inPanels(), options.debug()));
        return passes.memory("memory", MemoryPlan.program(passes.loops("loops", program)));
    }

    /// Whether large matrices stand in panels: not for what reads whole rows, nor for what people read.
    private boolean inPanels() {
        return switch (options.backend()) {
            case BYTECODE, INTERPRETER -> options.vector();
            case JANINO, JAVAC, C -> false;
        };
    }

    private Program emit(LoopProgram program) {
        options.watcher().stage("source",
                () -> options.backend() == Backend.C ? CSource.of(program).text() : JavaSource.of(program).text());
        return switch (options.backend()) {
            case INTERPRETER -> LoopInterpreter.program(program);
            case JANINO -> SourceBackend.compile(program, SourceBackend.Tool.JANINO).program();
            case JAVAC -> SourceBackend.compile(program, SourceBackend.Tool.JAVAC).program();
            case C -> CBackend.compile(program);
            case BYTECODE -> {
                AsmBackend.Result result = AsmBackend.compile(program, options.vector());
                options.watcher().stage("bytecode", result::text);
                yield result.program();
            }
        };
    }

    /// The entries that a definition has before its gradient is derived; `train` gives only the training loss.
    private static GraphModule entries(Definition definition) {
        List<Entry> entries = new ArrayList<>();
        List<Result> outputs = new ArrayList<>();
        definition.outputs().forEach((name, value) -> outputs.add(new Result(new Target.Output(name), value)));
        if (!outputs.isEmpty()) {
            entries.add(new Entry(Program.PREDICT, outputs));
        }
        definition.loss().ifPresent(loss -> {
            entries.add(new Entry(Program.LOSS, loss(loss)));
            entries.add(new Entry(Program.TRAIN, loss(loss)));
        });
        List<Entry> chosen = entries.stream()
                .map(entry -> Phases.choose(definition.graph(), entry, entry.name().equals(Program.TRAIN))).toList();
        return module(definition, chosen);
    }

    private static GraphModule module(Definition definition, List<Entry> entries) {
        return new GraphModule(definition.name(), definition.graph(), definition.inputs(), definition.parameters(),
                entries);
    }

    private static List<Result> loss(Value loss) {
        return List.of(new Result(new Target.Output("loss"), loss));
    }
}
