package dev.gradc.compiler.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Clusters that must come in an order: each waits for those whose values it reads, and should wait for those that read what
/// it updates.
final class Waiting {
    /// Of those that have not had their turn.
    private final Map<Cluster, Integer> places = new HashMap<>();
    private final Edges musts = new Edges();
    private final Edges shoulds = new Edges();
    /// By their places: those that wait for none, and those that only should wait.
    private final NavigableMap<Integer, Cluster> free = new TreeMap<>();
    private final NavigableMap<Integer, Cluster> early = new TreeMap<>();

    /// Who waits for whom.
    private static final class Edges {
        private final Map<Cluster, Set<Cluster>> before = new HashMap<>();
        private final Map<Cluster, List<Cluster>> behind = new HashMap<>();

        void add(Cluster cluster, Cluster other) {
            if (before.computeIfAbsent(cluster, _ -> new HashSet<>()).add(other)) {
                behind.computeIfAbsent(other, _ -> new ArrayList<>()).add(cluster);
            }
        }

        boolean has(Cluster cluster) {
            return !before.getOrDefault(cluster, Set.of()).isEmpty();
        }

        List<Cluster> release(Cluster done) {
            List<Cluster> released = behind.getOrDefault(done, List.of());
            released.forEach(cluster -> before.getOrDefault(cluster, Set.of()).remove(done));
            return released;
        }
    }

    /// @param clusters in the order in which they come where nothing else decides
    Waiting(List<Cluster> clusters) {
        clusters.forEach(cluster -> places.put(cluster, places.size()));
    }

    /// Says that `cluster` must come after `other`.
    void must(Cluster cluster, Cluster other) {
        musts.add(cluster, other);
    }

    /// Says that `cluster` should come after `other`.
    void should(Cluster cluster, Cluster other) {
        shoulds.add(cluster, other);
    }

    /// All of them in order: always the first of those that wait for none; where there is none, the first of those that only
    /// should wait.
    ///
    /// @param tooEarly is told of each that did not come after all that it should
    /// @throws IllegalStateException when clusters must come after one another
    List<Cluster> order(Consumer<Cluster> tooEarly) {
        List<Cluster> order = new ArrayList<>();
        List.copyOf(places.keySet()).forEach(this::admit);
        while (!places.isEmpty()) {
            Cluster next = take(tooEarly);
            order.add(next);
            places.remove(next);
            musts.release(next).forEach(this::admit);
            shoulds.release(next).forEach(this::admit);
        }
        return order;
    }

    private void admit(Cluster cluster) {
        Integer place = places.get(cluster);
        if (place != null && !musts.has(cluster)) {
            (shoulds.has(cluster) ? early : free).put(place, cluster);
        }
    }

    private Cluster take(Consumer<Cluster> tooEarly) {
        Map.Entry<Integer, Cluster> next = free.pollFirstEntry();
        if (next != null) {
            early.remove(next.getKey());
            return next.getValue();
        }
        next = early.pollFirstEntry();
        if (next == null) {
            throw new IllegalStateException("kernels wait for one another");
        }
        tooEarly.accept(next.getValue());
        return next.getValue();
    }
}
