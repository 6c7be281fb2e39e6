package dev.gradc.compiler;

import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphPrinter;
import dev.gradc.compiler.ir.GraphVerifier;
import dev.gradc.compiler.loop.KernelPrinter;
import dev.gradc.compiler.loop.LoopPrinter;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.loop.LoopVerifier;
import dev.gradc.compiler.memory.ArenaVerifier;
import dev.gradc.compiler.memory.MemoryPrinter;

/// What is done after every pass: verify, and tell the watcher.
final class Passes {
    private final Compiler.Watcher watcher;

    Passes(Compiler.Watcher watcher) {
        this.watcher = watcher;
    }

    GraphModule graph(String name, GraphModule module) {
        GraphVerifier.verify(module);
        watcher.stage(name, () -> GraphPrinter.print(module));
        return module;
    }

    LoopProgram fused(String name, LoopProgram program) {
        watcher.stage(name, () -> KernelPrinter.print(program));
        return program;
    }

    LoopProgram loops(String name, LoopProgram program) {
        LoopVerifier.verify(program);
        watcher.stage(name, () -> LoopPrinter.print(program));
        return program;
    }

    LoopProgram memory(String name, LoopProgram program) {
        ArenaVerifier.verify(program);
        watcher.stage(name, () -> MemoryPrinter.print(program));
        return program;
    }
}
