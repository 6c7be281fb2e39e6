package dev.gradc.compiler.lower;

import dev.gradc.compiler.ir.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A number for each cluster that is above those of all clusters it reads, so that a search from users to operands can end
/// where the numbers fall to those of what it looks for.
final class Levels {
    private final Map<Value, Cluster> clusters;
    private final Map<Value, List<Value>> users;
    private final Map<Cluster, Integer> levels = new HashMap<>();
    /// The number of the last value that has a cluster.
    private int newest;

    /// @param clusters the cluster of each value that belongs to one; it may grow and change
    /// @param users who reads a value, in the order of their numbers
    Levels(Map<Value, Cluster> clusters, Map<Value, List<Value>> users) {
        this.clusters = clusters;
        this.users = users;
    }

    /// The level of a cluster that has been given one; all clusters that it reads have lower ones.
    int of(Cluster cluster) {
        return levels.getOrDefault(cluster, 0);
    }

    /// Gives a new or changed cluster its level, and raises those that read it where they are not above it any more.
    void update(Cluster changed) {
        newest = Math.max(newest, changed.maxId());
        Deque<Cluster> open = new ArrayDeque<>(List.of(changed));
        while (!open.isEmpty()) {
            Cluster cluster = open.pop();
            int level = 1 + highestRead(cluster);
            levels.put(cluster, level);
            readers(cluster).stream().filter(reader -> reader != cluster && of(reader) <= level).forEach(open::push);
        }
    }

    /// The clusters that read values of this one; it may be among them.
    Set<Cluster> readers(Cluster cluster) {
        Set<Cluster> readers = new HashSet<>();
        cluster.values().forEach(value -> addReaders(value, readers));
        return readers;
    }

    private int highestRead(Cluster cluster) {
        Set<Cluster> read = new HashSet<>();
        cluster.values().forEach(value -> value.operands().forEach(operand -> addRead(operand, read)));
        return read.stream().filter(other -> other != cluster).mapToInt(this::of).max().orElse(0);
    }

    private void addRead(Value value, Set<Cluster> read) {
        Cluster cluster = clusters.get(value);
        if (cluster != null) {
            read.add(cluster);
        } else {
            value.operands().forEach(operand -> addRead(operand, read));
        }
    }

    private void addReaders(Value value, Set<Cluster> readers) {
        for (Value user : users.getOrDefault(value, List.of())) {
            if (user.id() > newest) {
                return;
            }
            Cluster cluster = clusters.get(user);
            if (cluster != null) {
                readers.add(cluster);
            } else {
                addReaders(user, readers);
            }
        }
    }
}
