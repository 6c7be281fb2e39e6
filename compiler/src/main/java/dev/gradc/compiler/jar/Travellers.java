package dev.gradc.compiler.jar;

import dev.gradc.compiler.emit.source.RuntimeClasses;
import dev.gradc.runtime.Kernels;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The classes of the runtime that travel in a compiled model: those that are named, and all that they use.
final class Travellers {
    /// The package of the runtime, as the JVM writes it.
    static final String PACKAGE = Kernels.class.getPackageName().replace('.', '/');
    /// What the runtime does with modules that a compiled model must not need, and what stands in its place.
    private static final Map<String, String> STAND_INS = Map.of("FlightRecording", "NoRecording");

    private final Relocation relocation;
    private final Map<String, byte[]> files = new TreeMap<>();

    /// @param to the package that they are to stand in, as the JVM writes it
    Travellers(Relocation relocation, String to) {
        this.relocation = relocation.move(PACKAGE, to);
        STAND_INS.forEach((from, by) -> relocation.rename(PACKAGE + "/" + from, PACKAGE + "/" + by));
    }

    /// The classes of the runtime among some, by their simple names.
    static Set<String> of(Set<String> classes) {
        return classes.stream().filter(name -> name.startsWith(PACKAGE + "/"))
                .map(name -> name.substring(PACKAGE.length() + 1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The relocated class files by their new names, as the JVM writes them.
    ///
    /// @param roots simple names of classes of the runtime
    Map<String, byte[]> files(Set<String> roots) {
        Deque<String> open = new ArrayDeque<>(roots.stream().map(name -> PACKAGE + "/" + name).toList());
        Set<String> seen = new TreeSet<>(open);
        while (!open.isEmpty()) {
            String name = open.remove();
            files.put(relocation.renamed(name),
                    relocation.relocate(RuntimeClasses.file(name.substring(PACKAGE.length() + 1))));
            for (String used : relocation.used()) {
                String stand = standIn(used);
                if (stand.startsWith(PACKAGE + "/") && seen.add(stand)) {
                    open.add(stand);
                }
            }
        }
        return files;
    }

    private static String standIn(String name) {
        String simple = name.substring(name.lastIndexOf('/') + 1);
        return name.startsWith(PACKAGE + "/") && STAND_INS.containsKey(simple) ? PACKAGE + "/" + STAND_INS.get(simple)
                : name;
    }
}
