package dev.gradc.compiler.jar;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/// Brings the many small classes of a program's kernels together into a few, which take less room and load faster: the static
/// methods that predictions need in some classes, all others in others. In memory each routine has a class of its own, so that it
/// can be emitted when it is needed; a jar has them all anyway.
final class MergedClasses {
    /// A class gets no more methods than this.
    private static final int MOST_METHODS = 500;

    private final String main;
    private final ClassNode mainClass;
    /// In an order that is always the same.
    private final Map<Method, MethodNode> methods = new LinkedHashMap<>();
    private final Map<Method, String> sourceFiles = new HashMap<>();
    private final Map<Method, Method> places = new HashMap<>();
    /// How many methods each class has got.
    private final Map<String, Integer> counts = new HashMap<>();
    /// The source file of each class.
    private final Map<String, String> files = new HashMap<>();
    private final Set<Method> taken = new HashSet<>();

    /// A method of a class.
    private record Method(String owner, String name, String descriptor) {
    }

    private MergedClasses(String main, Map<String, byte[]> files, Map<String, String> sources) {
        ClassNode type = new ClassNode();
        for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
            ClassNode node = new ClassNode();
            new ClassReader(file.getValue()).accept(node, 0);
            for (MethodNode method : node.methods) {
                Method known = new Method(node.name, method.name, method.desc);
                methods.put(known, method);
                sourceFiles.put(known,
                        node.sourceFile != null ? node.sourceFile : sources.getOrDefault(method.name, ""));
            }
            if (node.name.equals(main)) {
                type = node;
            }
        }
        this.main = main;
        mainClass = type;
    }

    /// The class files by their names: the main class, and those that the others were brought together in.
    ///
    /// @param main the class that stays by itself, as the JVM writes its name
    /// @param entry the beginning of the names of the classes that run the predictions
    /// @param files all class files by their names; all but the main class have static methods and nothing else
    /// @param sources the source files of methods in classes that name none, by the methods' names
    static Map<String, byte[]> merge(String main, String entry, Map<String, byte[]> files,
            Map<String, String> sources) {
        return new MergedClasses(main, files, sources).merge(entry);
    }

    private Map<String, byte[]> merge(String entry) {
        Set<Method> reached = reached(entry);
        methods.keySet().forEach(method -> places.put(method,
                method.owner().equals(main) ? method : place(method, reached.contains(method))));
        Map<String, ClassNode> merged = new TreeMap<>();
        methods.forEach((old, node) -> {
            Method place = places.getOrDefault(old, old);
            node.name = place.name();
            redirect(node);
            merged.computeIfAbsent(place.owner(), this::fresh).methods.add(node);
        });
        Map<String, byte[]> files = new TreeMap<>();
        merged.forEach((name, node) -> {
            ClassWriter writer = new ClassWriter(0);
            node.accept(writer);
            files.put(name, writer.toByteArray());
        });
        return files;
    }

    /// The methods that the predictions call, and those that they call in turn.
    private Set<Method> reached(String entry) {
        Set<Method> reached = new HashSet<>();
        Deque<Method> open = new ArrayDeque<>(
                methods.keySet().stream().filter(method -> method.owner().startsWith(entry)).toList());
        while (!open.isEmpty()) {
            Method method = open.remove();
            MethodNode node = methods.get(method);
            if (node != null && reached.add(method)) {
                for (AbstractInsnNode instruction : node.instructions) {
                    if (instruction instanceof MethodInsnNode call) {
                        open.add(of(call));
                    }
                }
            }
        }
        return reached;
    }

    private static Method of(MethodInsnNode call) {
        return new Method(call.owner, call.name, call.desc);
    }

    /// The new class and name of a method: the name is that of its old class, and tells its kernel.
    private Method place(Method old, boolean predicts) {
        String kind = main + (predicts ? "$predictions" : "$others");
        String owner = owner(kind, sourceFiles.getOrDefault(old, ""));
        String name = old.owner().substring(old.owner().lastIndexOf('/') + 1).replaceFirst("^[^$]*\\$", "") + "$"
                + old.name();
        String plain = name.replaceAll("[^A-Za-z0-9_$]", "_");
        Method place = new Method(owner, plain, old.descriptor());
        for (int i = 2; !taken.add(place); i++) {
            place = new Method(owner, plain + "_" + i, old.descriptor());
        }
        return place;
    }

    /// The first class that has room, and methods of the same source file or of none.
    private String owner(String kind, String file) {
        for (int number = 0;; number++) {
            String owner = number == 0 ? kind : kind + number;
            String known = files.getOrDefault(owner, "");
            if (counts.getOrDefault(owner, 0) < MOST_METHODS
                    && (file.isEmpty() || known.isEmpty() || file.equals(known))) {
                counts.merge(owner, 1, Integer::sum);
                files.put(owner, file.isEmpty() ? known : file);
                return owner;
            }
        }
    }

    private ClassNode fresh(String name) {
        ClassNode node = new ClassNode();
        boolean isMain = name.equals(main);
        node.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name, null,
                "java/lang/Object",
                isMain ? mainClass.interfaces.toArray(String[]::new) : new String[0]);
        String file = files.getOrDefault(name, "");
        node.visitSource(file.isEmpty() ? null : file, null);
        if (isMain) {
            node.fields = mainClass.fields;
        }
        return node;
    }

    private void redirect(MethodNode method) {
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call) {
                Method place = places.get(of(call));
                if (place != null) {
                    call.owner = place.owner();
                    call.name = place.name();
                }
            }
        }
    }
}
