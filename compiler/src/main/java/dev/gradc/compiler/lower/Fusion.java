package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Groups the values of an entry into kernels: elementwise chains with one another, with the contraction or reduction
/// before them (its epilogue), and with the reduction behind them (its prologue).
///
/// Every computed value belongs to one cluster. Leaves and views (transposes, slices, broadcasts, one-hot rows, random
/// numbers) are read where they are used, and belong to none unless they must be stored.
final class Fusion {
    /// The largest elementwise kernel, in scalar operations.
    private static final int LARGEST = 160;
    /// The largest epilogue of a contraction, which is repeated for every row of a tile.
    private static final int LARGEST_EPILOGUE = 40;

    private final Map<Value, Cluster> clusters = new HashMap<>();
    private final Set<Cluster> all = new LinkedHashSet<>();
    private final Map<Value, List<Value>> users = new HashMap<>();
    private final Levels levels = new Levels(clusters, users);
    private final Set<Value> stored;
    private final boolean apart;

    private Fusion(Set<Value> stored, boolean apart) {
        this.stored = stored;
        this.apart = apart;
    }

    /// @param roots the results
    /// @param stored the values that must be in memory whatever else: results, and views that are read as if contiguous
    /// @param apart whether every value has a kernel of its own, so that each can be looked at
    static List<Cluster> of(List<Value> roots, Set<Value> stored, boolean apart) {
        Fusion fusion = new Fusion(stored, apart);
        List<Value> values = Graph.reachable(roots);
        for (Value value : values) {
            value.operands().forEach(o -> fusion.users.computeIfAbsent(o, _ -> new ArrayList<>()).add(value));
        }
        values.forEach(fusion::place);
        return List.copyOf(fusion.all);
    }

    private void place(Value value) {
        switch (value.op()) {
            case Op.Elementwise _ -> placeElementwise(value);
            case Op.Contraction _, Op.Concat _ -> open(Cluster.headedBy(value));
            case Op.Reduce reduce -> placeReduce(value, reduce);
            case Op.Softmax _, Op.LogSoftmax _, Op.Phase _, Op.Custom _, Op.StopGradient _ ->
                throw new IllegalStateException("expanded before fusion: " + value.op());
            case Op.Input _, Op.Parameter _, Op.Slot _, Op.Scalar _, Op.Constant _, Op.Rows _, Op.Random _, Op.Transpose _, Op.Reshape _,Op.Slice _,Op.Broadcast _,Op.OneHot _ -> {
                if (stored.contains(value)) {
                    open(Cluster.of(value));
                }
            }
        }
    }

    private void open(Cluster cluster) {
        all.add(cluster);
        cluster.values().forEach(value -> clusters.put(value, cluster));
        levels.update(cluster);
    }

    private void placeElementwise(Value value) {
        List<Cluster> candidates = value.operands().stream().filter(o -> o.op() instanceof Op.Elementwise
                || o.op() instanceof Op.Contraction || o.op() instanceof Op.Reduce).map(this::clusterOf).distinct()
                .sorted(Comparator.comparingInt(Cluster::maxId).reversed()).toList();
        Cluster own = Cluster.of(value);
        open(own);
        for (Cluster candidate : candidates) {
            if (mayJoin(candidate, own)) {
                own = join(candidate, own);
            }
        }
    }

    private Cluster clusterOf(Value value) {
        Cluster cluster = clusters.get(value);
        if (cluster == null) {
            throw new IllegalStateException("operands are placed first: " + value);
        }
        return cluster;
    }

    private boolean mayJoin(Cluster a, Cluster b) {
        if (apart || a == b || a.isConcat() || b.isConcat() || a.head().isPresent() && b.head().isPresent()) {
            return false;
        }
        boolean contraction = a.isContraction() || b.isContraction();
        boolean heavy = a.body().stream().anyMatch(Cluster::isHeavy) || b.body().stream().anyMatch(Cluster::isHeavy);
        int cost = a.cost() + b.cost();
        return !(contraction && heavy) && cost <= (contraction ? LARGEST_EPILOGUE : LARGEST) && !wouldCycle(a, b);
    }

    /// Whether something outside the two would have to run both after and before them. Nothing can be left out by age, since
    /// an old kernel may read an old value of a kernel that has taken in new ones, but what is on no higher level can; and all,
    /// where nothing else reads the two.
    private boolean wouldCycle(Cluster a, Cluster b) {
        int floor = isReadOutside(a, b) || isReadOutside(b, a) ? Math.min(levels.of(a), levels.of(b))
                : Integer.MAX_VALUE;
        Set<Object> seen = new HashSet<>();
        Deque<Value> open = new ArrayDeque<>();
        pushOutside(a, a, b, open);
        pushOutside(b, a, b, open);
        while (!open.isEmpty()) {
            Value value = open.pop();
            Cluster cluster = clusters.get(value);
            if (cluster == a || cluster == b) {
                return true;
            }
            if (cluster != null && levels.of(cluster) <= floor || !seen.add(cluster != null ? cluster : value)) {
                continue;
            }
            if (cluster == null) {
                open.addAll(value.operands());
            } else {
                pushOutside(cluster, cluster, cluster, open);
            }
        }
        return false;
    }

    private boolean isReadOutside(Cluster cluster, Cluster partner) {
        return levels.readers(cluster).stream().anyMatch(reader -> reader != cluster && reader != partner);
    }

    /// Pushes what `of` reads from outside of `a` and `b`. A value of the two that is read through a view, or by a head, counts
    /// as outside: it is read at other elements than the one at hand.
    private void pushOutside(Cluster of, Cluster a, Cluster b, Deque<Value> open) {
        for (Value value : of.values()) {
            for (Value operand : value.operands()) {
                Cluster cluster = clusters.get(operand);
                boolean sameElement = of.body().contains(value) || of.prologue().contains(operand);
                if (!sameElement || cluster == null || cluster != a && cluster != b) {
                    open.push(operand);
                }
            }
        }
    }

    /// The cluster with the head takes in the other.
    private Cluster join(Cluster a, Cluster b) {
        Cluster into = b.head().isPresent() ? b : a;
        Cluster from = into == a ? b : a;
        into.body().addAll(from.body());
        into.body().sort(Comparator.comparingInt(Value::id));
        from.body().forEach(value -> clusters.put(value, into));
        all.remove(from);
        levels.update(into);
        return into;
    }

    private void placeReduce(Value value, Op.Reduce reduce) {
        Cluster own = Cluster.headedBy(value);
        Cluster before = clusters.get(reduce.x());
        if (!apart && before != null && before.head().isEmpty() && before.values().stream().allMatch(
                member -> member.op() instanceof Op.Elementwise && isUsedOnlyBy(member, before, value))) {
            own.prologue().addAll(before.body());
            all.remove(before);
        }
        open(own);
    }

    private boolean isUsedOnlyBy(Value member, Cluster before, Value reduce) {
        return !stored.contains(member) && users.getOrDefault(member, List.of()).stream()
                .allMatch(user -> user == reduce || clusters.get(user) == before);
    }
}
