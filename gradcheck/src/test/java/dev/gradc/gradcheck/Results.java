package dev.gradc.gradcheck;

import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.runtime.ParameterSpec;
import dev.gradc.runtime.Program;
import java.util.Arrays;
import java.util.List;

/// Where the results of an entry are after a run.
final class Results {
    private Results() {
    }

    static double[] of(GraphModule.Entry entry, GraphModule.Result result, Program program, Frame frame) {
        return switch (result.target()) {
            case Target.Output(var name) -> frame.array(program.entry(entry.name()).outputs().stream()
                    .filter(output -> output.name().equals(name)).findFirst().orElseThrow().array());
            case Target.Gradient(var parameter) ->
                slice(program.parameters(), ((Op.Parameter) parameter.op()).name(), frame.array(3));
            case Target.Update(var state) -> state.op() instanceof Op.Slot slot
                    ? slice(program.slots(), slot.name(), frame.array(2))
                    : slice(program.parameters(), ((Op.Parameter) state.op()).name(), frame.array(1));
        };
    }

    static double[] slice(List<ParameterSpec> specs, String name, double[] all) {
        ParameterSpec spec = specs.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
        return Arrays.copyOfRange(all, spec.offset(), spec.offset() + spec.size());
    }
}
