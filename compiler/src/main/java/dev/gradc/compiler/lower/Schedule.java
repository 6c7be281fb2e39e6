package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.GraphModule.Result;
import dev.gradc.compiler.ir.GraphModule.Target;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The order of an entry's kernels: each after those whose values it reads, and an update in place after every kernel
/// that reads the old content. Where no order does both, the update goes to a buffer first and is copied at the end.
final class Schedule {
    private final List<Cluster> clusters;
    private final Map<Value, Cluster> owner = new HashMap<>();
    private final Map<Cluster, Set<Value>> reads = new HashMap<>();
    private final Map<Cluster, List<Result>> updates = new HashMap<>();
    private final Set<Result> deferred = new LinkedHashSet<>();
    private final List<Cluster> order;

    /// @param results the entry's results, each value owned by one of `clusters`, or a leaf
    Schedule(List<Cluster> clusters, List<Result> results) {
        this.clusters = clusters;
        for (Cluster cluster : clusters) {
            cluster.values().forEach(value -> owner.put(value, cluster));
        }
        clusters.forEach(cluster -> reads.put(cluster, basesOf(cluster)));
        for (Result result : results) {
            Cluster cluster = owner.get(result.value());
            if (result.target() instanceof Target.Update(var state) && cluster != null) {
                if (readsElsewhere(cluster, state)) {
                    deferred.add(result);
                } else {
                    updates.computeIfAbsent(cluster, _ -> new ArrayList<>()).add(result);
                }
            }
        }
        order = sorted();
    }

    /// The kernels, in order.
    List<Cluster> order() {
        return order;
    }

    /// The updates that cannot be made in place.
    Set<Result> deferred() {
        return deferred;
    }

    /// The leaves and the values of other clusters that a cluster reads, views followed.
    private Set<Value> basesOf(Cluster cluster) {
        Set<Value> bases = new LinkedHashSet<>();
        for (Value value : cluster.values()) {
            for (Value operand : value.operands()) {
                addBases(operand, cluster, bases);
            }
        }
        return bases;
    }

    private void addBases(Value value, Cluster reader, Set<Value> bases) {
        Cluster cluster = owner.get(value);
        if (cluster != null) {
            if (cluster != reader) {
                bases.add(value);
            }
        } else if (value.op() instanceof Op.Slot || value.operands().isEmpty()) {
            bases.add(value);
        } else {
            value.operands().forEach(operand -> addBases(operand, reader, bases));
        }
    }

    /// Whether a cluster reads a state at other elements than the one at hand.
    private boolean readsElsewhere(Cluster cluster, Value state) {
        for (Value value : cluster.values()) {
            boolean inBody = cluster.body().contains(value) && value.op() instanceof Op.Elementwise;
            for (Value operand : value.operands()) {
                Set<Value> bases = new HashSet<>();
                addBases(operand, cluster, bases);
                if (bases.contains(state) && !(inBody && operand == state)) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<Cluster> sorted() {
        Waiting waiting = new Waiting(clusters);
        Map<Value, List<Cluster>> readers = new HashMap<>();
        for (Cluster cluster : clusters) {
            for (Value value : readsOf(cluster)) {
                readers.computeIfAbsent(value, _ -> new ArrayList<>()).add(cluster);
                Cluster before = owner.get(value);
                if (before != null) {
                    waiting.must(cluster, before);
                }
            }
        }
        updates.forEach((cluster, results) -> results.stream()
                .flatMap(result -> readers.getOrDefault(((Target.Update) result.target()).state(), List.of()).stream())
                .filter(reader -> reader != cluster).forEach(reader -> waiting.should(cluster, reader)));
        return waiting.order(cluster -> deferred.addAll(updates.getOrDefault(cluster, List.of())));
    }

    private Set<Value> readsOf(Cluster cluster) {
        return reads.getOrDefault(cluster, Set.of());
    }
}
