package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.jar.ModelJar;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/// The line tables of a compiled model lead into the Java source that is in its jar.
class LineTablesTest {
    @TempDir
    private Path folder;

    static final class Layers extends Network {
        private final int count;

        Layers(int count) {
            this.count = count;
        }

        @Override
        protected void define() {
            Tensor x = input("x", 20);
            Labels y = labels("y", 3);
            for (int i = 0; i < count; i++) {
                x = x.then(affine(i % 2 == 0 ? 24 : 5), tanh(), dropout(0.2));
            }
            Tensor z = x.then(affine(3));
            output("probabilities", softmax(z));
            loss(crossEntropy(softmax(z), y));
            optimizer(adam(0.01));
        }
    }

    /// Of one source file, and of several.
    @ParameterizedTest
    @ValueSource(ints = {1, 40})
    void everyLineIsInTheMethodThatShowsIt(int layers) throws IOException {
        ModelJar jar = Jars.of(new Layers(layers));
        Map<String, List<String>> sources = sources(jar);
        assertThat(sources).hasSizeGreaterThanOrEqualTo(layers == 1 ? 1 : 3);
        Map<String, Set<String>> kernels = new TreeMap<>();
        for (ClassNode type : classes(jar)) {
            for (MethodNode method : type.methods) {
                List<String> shown = lines(method).stream().map(line -> sources.get(type.sourceFile).get(line - 1))
                        .toList();
                String name = type.name + "." + method.name;
                assertThat(shown.isEmpty()).as(name).isEqualTo(isHelper(method));
                assertThat(lines(method).stream().map(line -> method(sources.get(type.sourceFile), line)).distinct())
                        .as(name).hasSizeLessThanOrEqualTo(1);
                if (method.name.startsWith("calls$") && !shown.isEmpty()) {
                    kernels.computeIfAbsent(type.name.replaceAll("\\$.*", ""), _ -> new TreeSet<>())
                            .add(method(sources.get(type.sourceFile), lines(method).getFirst()));
                    assertThat(shown).as(name).singleElement().asString().startsWith("    static void ");
                }
            }
        }
        assertThat(kernels).hasSize(4);
        assertThat(kernels.values()).allSatisfy(found -> assertThat(found).isEqualTo(declared(sources)));
    }

    /// The methods of all kernels.
    private static Set<String> declared(Map<String, List<String>> sources) {
        Set<String> declared = new TreeSet<>();
        sources.values().forEach(source -> {
            for (int line = 1; line <= source.size(); line++) {
                if (source.get(line - 1).matches(" {4}static void (predict|train)_.*")) {
                    declared.add(method(source, line));
                }
            }
        });
        declared.removeAll(Set.of("predict", "train"));
        return declared;
    }

    /// The class that the runtime calls, the methods that choose a kernel, and those that all products share.
    private static boolean isHelper(MethodNode method) {
        return !method.name.contains("$") || method.name.matches("calls\\$\\d+\\$(run|rehearse)|rows\\$.*");
    }

    /// The name of the method that a line is in; one that continues another has its name.
    private static String method(List<String> source, int line) {
        return source.subList(0, line).stream().filter(text -> text.startsWith("    static "))
                .reduce("none", (_, text) -> text.replaceAll(" *static \\w+ |(_part\\d+)?\\(.*", ""));
    }

    private static List<Integer> lines(MethodNode method) {
        List<Integer> lines = new ArrayList<>();
        method.instructions.forEach(node -> {
            if (node instanceof LineNumberNode line) {
                lines.add(line.line);
            }
        });
        return lines;
    }

    /// The lines of the kernels' source files, by their names.
    private static Map<String, List<String>> sources(ModelJar jar) {
        Map<String, List<String>> sources = new TreeMap<>();
        jar.sources().forEach((name, text) -> {
            if (name.startsWith(Jars.KERNELS)) {
                sources.put(name.substring(Jars.KERNELS.length()), text.lines().toList());
            }
        });
        return sources;
    }

    private List<ClassNode> classes(ModelJar jar) throws IOException {
        Path file = folder.resolve("digits.jar");
        jar.write(file);
        List<ClassNode> classes = new ArrayList<>();
        try (JarFile opened = new JarFile(file.toFile())) {
            for (Enumeration<JarEntry> entries = opened.entries(); entries.hasMoreElements();) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().startsWith(Jars.KERNELS) && entry.getName().endsWith(".class")) {
                    ClassNode type = new ClassNode();
                    new ClassReader(opened.getInputStream(entry).readAllBytes()).accept(type, 0);
                    classes.add(type);
                }
            }
        }
        return classes;
    }
}
