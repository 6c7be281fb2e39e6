package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.Operand;
import dev.gradc.compiler.loop.Stmt;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.runtime.Program.Output;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Lowers one entry of a module: what is computed where, by which kernels, in which order.
final class EntryLowering {
    private final Arrays arrays;
    private final Names names;
    private final KernelNames kernelNames;
    private final Map<Value, Buffer> homes;
    private final List<Kernel> kernels = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    EntryLowering(Arrays arrays, Names names, KernelNames kernelNames) {
        this.arrays = arrays;
        this.names = names;
        this.kernelNames = kernelNames;
        this.homes = new HashMap<>(arrays.leaves());
    }

    /// Lowers the entry to [#kernels()] and [#outputs()].
    ///
    /// @param apart whether every value has a kernel of its own
    void lower(GraphModule.Entry entry, GraphModule module, boolean apart) {
        Expand expand = new Expand(module.graph());
        List<Result> results = entry.results().stream()
                .map(result -> new Result(result.target(), expand.expand(result.value()))).toList();
        List<Value> roots = results.stream().map(Result::value).toList();
        Set<Value> stored = new LinkedHashSet<>(expand.stored());
        stored.addAll(roots);
        stored.removeAll(homes.keySet());
        List<Cluster> clusters = Fusion.of(roots, stored, apart);
        Schedule schedule = new Schedule(clusters, results);
        Map<Result, Buffer> copies = placeResults(results, schedule.deferred());
        placeOthers(clusters, stored, expand.dense());
        for (Cluster cluster : schedule.order()) {
            Stmt body = new ClusterLowering(cluster, names, homes, arrays.keys()).lower();
            List<Buffer> writes = cluster.values().stream().filter(homes::containsKey).map(this::home).toList();
            kernels.add(new Kernel(kernelNames.of(cluster, writes), cluster.values().getLast().origin().toString(),
                    body, writes));
        }
        copies.forEach(this::copy);
    }

    List<Kernel> kernels() {
        return kernels;
    }

    List<Output> outputs() {
        return outputs;
    }

    /// Gives each result's value its home; gives those that must be copied at the end.
    private Map<Result, Buffer> placeResults(List<Result> results, Set<Result> deferred) {
        Map<Result, Buffer> copies = new LinkedHashMap<>();
        for (Result result : results) {
            Buffer target = arrays.target(result.target(), result.value());
            if (result.target() instanceof Target.Output(var name)) {
                outputs.add(output(name, target, result.value().shape()));
            }
            if (deferred.contains(result) || homes.containsKey(result.value())) {
                copies.put(result, target);
            } else {
                homes.put(result.value(), target);
            }
        }
        return copies;
    }

    private static Output output(String name, Buffer target, Shape shape) {
        boolean perRow = shape.rank() > 0 && shape.extent(0) == Shape.BATCH;
        return new Output(name, ((InArray) target.place()).array(),
                perRow ? shape.without(List.of(0)).extents() : shape.extents(), perRow,
                target.layout().size().perRow());
    }

    private void placeOthers(List<Cluster> clusters, Set<Value> stored, Set<Value> dense) {
        Map<Value, Cluster> owner = new HashMap<>();
        clusters.forEach(cluster -> cluster.values().forEach(value -> owner.put(value, cluster)));
        Set<Value> needed = new LinkedHashSet<>(stored);
        for (Cluster cluster : clusters) {
            for (Value value : cluster.values()) {
                value.operands().forEach(operand -> addNeeded(operand, value, cluster, owner, needed));
            }
        }
        for (Value value : needed) {
            if (owner.containsKey(value) && !homes.containsKey(value)) {
                homes.put(value, arrays.inArena(KernelNames.label(value), value,
                        dense.contains(value) ? Layouts.dense(value.shape()) : arrays.layout(value.shape())));
            }
        }
    }

    /// What `user` reads must be stored, unless its own kernel has it in a temp.
    private static void addNeeded(Value operand, Value user, Cluster cluster, Map<Value, Cluster> owner,
            Set<Value> needed) {
        Cluster from = owner.get(operand);
        if (from == null) {
            operand.operands().forEach(base -> addNeeded(base, operand, cluster, owner, needed));
        } else if (from != cluster || owner.get(user) != cluster) {
            needed.add(operand);
        }
    }

    private Buffer home(Value value) {
        Buffer home = homes.get(value);
        if (home == null) {
            throw new IllegalStateException("not stored: " + value);
        }
        return home;
    }

    /// Copies a stored value to where a result belongs, once everything else is done.
    private void copy(Result result, Buffer target) {
        Value value = result.value();
        Nest nest = Nest.over(value.shape(), Layouts.vectorAxis(value.shape()), names);
        Buffer from = home(value);
        Operand load = new Operand.Load(from, Layouts.at(from.layout(), value.shape(), nest.at()));
        Stmt store = new Stmt.Store(target, Layouts.at(target.layout(), value.shape(), nest.at()), Expr.arg(0),
                List.of(load));
        Stmt.Block body = new Stmt.Block(List.of(store));
        kernels.add(new Kernel(kernelNames.inEntry("copy." + target.name()), value.origin().toString(),
                ClusterLowering.mayOverrun(target.layout(), value.shape()) ? nest.vector(body) : nest.scalar(body),
                List.of(target)));
    }
}
