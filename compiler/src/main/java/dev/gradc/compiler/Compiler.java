package dev.gradc.compiler;

import dev.gradc.compiler.autodiff.Differentiate;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Entry;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.lower.Lowering;
import dev.gradc.compiler.memory.MemoryPlan;
import dev.gradc.compiler.rewrite.Phases;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.util.ArrayList;
import java.util.List;

/// The way through the compiler: one line for each pass.
public final class Compiler {
    private Compiler() {
    }

    /// The derived graph: stable, with its gradients and updates.
    public static GraphModule derive(Definition definition) {
        GraphModule module = entries(definition);
        return Phases.afterDifferentiation(Differentiate.module(module, definition.updates()));
    }

    /// The loops of a derived graph, their memory planned.
    public static LoopProgram lower(GraphModule module, Precision precision) {
        return MemoryPlan.program(Lowering.program(module, precision));
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
        return new GraphModule(definition.name(), definition.graph(), definition.inputs(), definition.parameters(),
                chosen);
    }

    private static List<Result> loss(Value loss) {
        return List.of(new Result(new Target.Output("loss"), loss));
    }
}
