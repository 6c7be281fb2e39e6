package dev.gradc.gradcheck;

import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.ParameterSpec;
import dev.gradc.runtime.Program;
import java.util.List;

/// Where the results of an entry are after a run.
final class Results {
    private Results() {
    }

    static double[] of(GraphModule.Entry entry, GraphModule.Result result, Program program, Frame frame) {
        return switch (result.target()) {
            case Target.Output(var name) -> frame.output(program.entry(entry.name()).outputs().stream()
                    .filter(output -> output.name().equals(name)).findFirst().orElseThrow());
            case Target.Gradient(var parameter) ->
                values(program.parameters(), ((Op.Parameter) parameter.op()).name(), frame, Role.GRADIENTS);
            case Target.Update(var state) -> state.op() instanceof Op.Slot slot
                    ? values(program.slots(), slot.name(), frame, Role.SLOTS)
                    : values(program.parameters(), ((Op.Parameter) state.op()).name(), frame, Role.PARAMETERS);
        };
    }

    static double[] values(List<ParameterSpec> specs, String name, Frame frame, Role role) {
        return frame.values(specs.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(), role);
    }
}
