package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Kernel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Names of kernels and buffers, made of the user's own names for values, or of the user's lines where there is none.
final class KernelNames {
    private final String prefix;

    /// @param prefix the entry's name
    KernelNames(String prefix) {
        this.prefix = prefix;
    }

    /// A name for a cluster, such as `train.hidden1`: of the values in it that have one, or else of what it writes.
    String of(Cluster cluster, List<Buffer> writes) {
        Set<String> parts = new LinkedHashSet<>();
        for (Value value : cluster.values()) {
            if (!value.name().isEmpty()) {
                parts.add(value.name());
            }
        }
        if (parts.isEmpty()) {
            writes.forEach(buffer -> parts.add(buffer.name()));
        }
        return inEntry(parts.stream().limit(3).collect(Collectors.joining("+")));
    }

    /// The name with the entry's before it.
    String inEntry(String name) {
        return prefix + "." + name;
    }

    /// The same kernels, the second of one name with `#2` behind it, and so on.
    static List<Kernel> distinct(List<Kernel> kernels) {
        Set<String> taken = new HashSet<>();
        Map<String, Integer> counts = new HashMap<>();
        List<Kernel> distinct = new ArrayList<>();
        for (Kernel kernel : kernels) {
            String name = kernel.name();
            while (!taken.add(name)) {
                name = kernel.name() + "#" + counts.merge(kernel.name(), 2, (before, _) -> before + 1);
            }
            distinct.add(new Kernel(name, kernel.origin(), kernel.body(), kernel.writes()));
        }
        return distinct;
    }

    /// What a value is called: the user's name for it, or what it does at which line.
    static String label(Value value) {
        if (!value.name().isEmpty()) {
            return value.name();
        }
        String what = switch (value.op()) {
            case Op.Contraction _ -> "product";
            case Op.Reduce(var reduction, _, _) -> reduction == Op.Reduction.MAX ? "max" : "sum";
            case Op.Concat _ -> "concat";
            case Op.Transpose _ -> "transpose";
            default -> "map";
        };
        List<Value> operands = value.operands();
        String near = operands.stream().map(Value::name).filter(name -> !name.isEmpty()).findFirst().orElse("");
        String line = value.origin().line() > 0 ? "@" + value.origin().line() : "";
        return near.isEmpty() ? what + line : what + "(" + near + ")" + line;
    }
}
