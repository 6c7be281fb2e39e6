package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.cli.OtherJava.Result;
import dev.gradc.runtime.Checkpoint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/// What a user does with a compiled model: everything here runs in JVMs with nothing but the jar on the class path.
class CompileCommandTest {
    private static final int ROWS = 60;
    private static final int BATCH = 16;

    @TempDir
    private Path folder;

    private Path model;
    private Path saved;
    private Path jar;

    @BeforeEach
    void compile() throws IOException {
        model = Models.classifier(folder, "Kinds", 2, 3, "");
        csv("train.csv", ROWS, 0);
        csv("test.csv", 30, 5);
        saved = folder.resolve("kinds.gradc");
        train(16, "--out", saved);
        jar = folder.resolve("kinds.jar");
        Run run = Run.gradc("compile", saved, "-o", jar, "--package", "com.acme", "--class", "Kinds", "--include",
                "predict,gradients,train");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).startsWith(jar + ": com.acme.Kinds with 99 parameters");
    }

    private Run train(int steps, Object... more) {
        List<Object> arguments = new ArrayList<>(
                List.of("train", model, "--data", folder.resolve("train.csv"), "--test",
                        folder.resolve("test.csv"), "--epochs", 8, "--batch", BATCH, "--steps", steps, "--threads", 1));
        arguments.addAll(List.of(more));
        Run run = Run.gradc(arguments.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private void csv(String name, int rows, int from) throws IOException {
        Files.writeString(folder.resolve(name), "size,weight,kind\n" + IntStream.range(from, from + rows)
                .mapToObj(
                        i -> 100 * (i % 3) + i % 7 + "," + (5 - 2 * (i % 3) + i % 5 * 0.25) + "," + "abc".charAt(i % 3))
                .collect(Collectors.joining("\n", "", "\n")));
    }

    static List<OtherJava> javas() {
        return OtherJava.all();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void itTestsItself(OtherJava java) {
        for (List<String> options : List.of(List.<String>of(), List.of("--add-modules", "jdk.incubator.vector"),
                List.of("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=16"))) {
            Result result = java.run(with(options, "-jar", jar.toString(), "--selftest"), folder);
            assertThat(result.code()).as(result.text()).isZero();
            assertThat(result.text()).contains("scalar code: 3 training steps: the same bits")
                    .doesNotContain("OTHER BITS");
            assertThat(result.text().contains("vectors of ")).isEqualTo(!options.isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("javas")
    void itIsAModule(OtherJava java) {
        Result result = java.run(List.of("-p", jar.toString(), "-m", "com.acme.kinds", "--selftest"), folder);
        assertThat(result.code()).as(result.text()).isZero();
    }

    @Test
    void itTellsWhatItIs() {
        Result result = OtherJava.all().getFirst().run(List.of("-jar", jar.toString()), folder);
        assertThat(result.text()).startsWith("Kinds, compiled by gradc").contains("training: 16 steps")
                .contains("test: 30 rows: accuracy").contains("predict: x[2] -> p[3]")
                .contains("layers: 2 -> 16 -> 3")
                .contains("SHA-256 " + Run.gradc("compile", saved, "-o", jar, "--json").out()
                        .replaceAll("(?s).*\"sha256\":\"([0-9a-f]+)\".*", "$1"));
        Result misuse = OtherJava.all().getFirst().run(List.of("-jar", jar.toString(), "--what"), folder);
        assertThat(misuse.code()).isEqualTo(2);
        assertThat(misuse.text()).hasLineCount(1);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void itPredictsAsGradcDoes(OtherJava java) throws IOException {
        Path rows = folder.resolve("rows.csv");
        Files.write(rows, Files.readAllLines(folder.resolve("test.csv")).stream()
                .map(line -> line.substring(0, line.lastIndexOf(','))).toList());
        String expected = Run.gradc("predict", saved, "--data", rows).out();
        Result result = java.run(List.of("-jar", jar.toString(), "--predict", rows.toString()), folder);
        assertThat(result.text()).isEqualTo(expected);
        Files.writeString(rows, "size,weight\n1,2\n3,wide\n");
        Result bad = java.run(List.of("-jar", jar.toString(), "--predict", rows.toString()), folder);
        assertThat(bad.code()).isEqualTo(2);
        assertThat(bad.text()).hasLineCount(1).contains("rows.csv:3: cell 2 is \"wide\", which is not a number");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void itLearnsAsGradcDoes(OtherJava java) throws IOException {
        user("Learn", """
                import com.acme.Kinds;
                import java.nio.file.*;
                import java.util.*;

                public class Learn {
                    public static void main(String[] files) throws Exception {
                        List<String> lines = Files.readAllLines(Path.of(files[0]));
                        int rows = lines.size() - 1;
                        try (Kinds.Trainer trainer = Kinds.load().trainer(16, 2)) {
                            for (int epoch = 4; epoch < 8; epoch++) {
                                int[] order = trainer.order(epoch, rows);
                                for (int from = 0; from < rows; from += 16) {
                                    int count = Math.min(16, rows - from);
                                    float[] x = new float[2 * count];
                                    int[] y = new int[count];
                                    for (int i = 0; i < count; i++) {
                                        String[] cells = lines.get(1 + order[from + i]).split(",");
                                        x[2 * i] = Float.parseFloat(cells[0]);
                                        x[2 * i + 1] = Float.parseFloat(cells[1]);
                                        y[i] = Kinds.Label.valueOf(cells[2].toUpperCase()).ordinal();
                                    }
                                    trainer.trainStep(x, y);
                                }
                            }
                            trainer.save(Path.of("tuned.gradc"));
                            Kinds tuned = Kinds.load(Path.of("tuned.gradc"));
                            float[] one = {204f, 1.25f};
                            if (!Arrays.equals(tuned.predict(one), trainer.model().predict(one))) {
                                throw new IllegalStateException("saved and loaded it is another model");
                            }
                            System.out.println(trainer.sha256() + " " + trainer.steps() + " " + tuned.classify(one));
                        }
                    }
                }
                """);
        Result result = java.run(List.of("-cp", jar + File.pathSeparator + folder, "Learn", "train.csv"), folder);
        Path further = Files.copy(saved, folder.resolve("further.gradc"));
        String sha = train(32, "--resume", further, "--json").out().replaceAll("(?s).*\"sha256\":\"([0-9a-f]+)\".*",
                "$1");
        assertThat(result.text()).isEqualTo(sha + " 32 C" + System.lineSeparator());
        assertThat(Checkpoint.read(folder.resolve("tuned.gradc")).step()).isEqualTo(32);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void threadsAgreeWhateverCodeRuns(OtherJava java) throws IOException {
        user("Many", """
                import com.acme.Kinds;
                import java.util.*;
                import java.util.concurrent.*;

                public class Many {
                    public static void main(String[] none) throws Exception {
                        Kinds model = Kinds.load();
                        Random random = new Random(1);
                        float[][] rows = new float[500][2];
                        float[][] expected = new float[rows.length][];
                        for (int i = 0; i < rows.length; i++) {
                            rows[i] = new float[] {random.nextFloat() * 300, random.nextFloat() * 5};
                            expected[i] = model.predict(rows[i]);
                        }
                        ExecutorService pool = Executors.newFixedThreadPool(16);
                        List<Future<Boolean>> all = new ArrayList<>();
                        for (int t = 0; t < 16; t++) {
                            all.add(pool.submit(() -> {
                                Kinds.Session session = model.session();
                                float[] out = new float[3];
                                boolean same = true;
                                for (int round = 0; round < 60; round++) {
                                    for (int i = 0; i < rows.length; i++) {
                                        session.predict(rows[i], 1, out);
                                        same &= Arrays.equals(out, expected[i]);
                                        same &= round > 0 || Arrays.equals(model.predict(rows[i]), expected[i]);
                                    }
                                }
                                return same;
                            }));
                        }
                        boolean same = true;
                        for (Future<Boolean> one : all) {
                            same &= one.get();
                        }
                        while (Thread.getAllStackTraces().keySet().stream()
                                .anyMatch(thread -> thread.getName().equals("gradc warms up Kinds"))) {
                            Thread.sleep(10);
                        }
                        for (int i = 0; i < rows.length; i++) {
                            same &= Arrays.equals(model.predict(rows[i]), expected[i]);
                        }
                        System.out.println(same);
                        System.exit(0);
                    }
                }
                """);
        Result result = java.run(with(List.of("--add-modules", "jdk.incubator.vector"), "-cp",
                jar + File.pathSeparator + folder, "Many"), folder);
        assertThat(result.text()).contains("true").contains("Kinds computes with").doesNotContain("false");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void aWarmSessionAllocatesNothing(OtherJava java) throws IOException {
        user("Garbage", """
                import com.acme.Kinds;
                import java.lang.management.ManagementFactory;

                public class Garbage {
                    public static void main(String[] none) throws Exception {
                        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory
                                .getThreadMXBean();
                        Kinds.Session session = Kinds.load().session(4);
                        float[] in = {1, 2, 3, 4, 5, 6, 7, 8};
                        float[] out = new float[12];
                        long least = Long.MAX_VALUE;
                        for (int round = 0; round < 40; round++) {
                            long before = threads.getCurrentThreadAllocatedBytes();
                            for (int i = 0; i < 1000; i++) {
                                session.predict(in, 4, out);
                            }
                            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
                            Thread.sleep(50);
                        }
                        System.out.println("bytes " + least);
                    }
                }
                """);
        Result result = java.run(with(List.of("--add-modules", "jdk.incubator.vector"), "-cp",
                jar + File.pathSeparator + folder, "Garbage"), folder);
        assertThat(result.text()).contains("bytes 0");
    }

    @ParameterizedTest
    @MethodSource("javas")
    void aShadedCopyWorks(OtherJava java) throws IOException {
        Path shaded = Files.createDirectory(folder.resolve("shaded"));
        Remapper remapper = new Remapper(Opcodes.ASM9) {
            @Override
            public String map(String name) {
                return name.startsWith("com/acme/") ? "org/shaded" + name.substring(3) : name;
            }
        };
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()
                    .filter(e -> e.getName().startsWith("com/"))::iterator) {
                Path target = shaded.resolve(remapper.map(entry.getName()));
                Files.createDirectories(target.getParent());
                byte[] bytes = file.getInputStream(entry).readAllBytes();
                if (entry.getName().endsWith(".class")) {
                    ClassWriter writer = new ClassWriter(0);
                    new ClassReader(bytes).accept(new ClassRemapper(writer, remapper), 0);
                    bytes = writer.toByteArray();
                }
                Files.write(target, bytes);
            }
        }
        Result result = java.run(List.of("-cp", shaded.toString(), "org.shaded.acme.Kinds", "--selftest"), folder);
        assertThat(result.code()).as(result.text()).isZero();
    }

    @Test
    void noClassHasStateOfItsOwn() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()
                    .filter(e -> e.getName().endsWith(".class"))::iterator) {
                new ClassReader(file.getInputStream(entry).readAllBytes()).accept(new ClassVisitor(Opcodes.ASM9) {
                    @Override
                    public FieldVisitor visitField(int access, String name, String descriptor, String signature,
                            Object value) {
                        if ((access & Opcodes.ACC_STATIC) != 0) {
                            assertThat(access & Opcodes.ACC_FINAL).as(entry.getName() + " " + name).isNotZero();
                        }
                        return null;
                    }
                }, 0);
            }
        }
    }

    @Test
    void misuseIsTold() {
        for (List<Object> words : List.<List<Object>>of(List.of("--include", "fly"), List.of("--release", 16),
                List.of("-o", "../kinds.jar"), List.of("--source", "a/../../b"), List.of("--source", saved),
                List.of("--source", saved.resolve("a")),
                List.of("--class", "x; System.exit(1)"),
                List.of("--package", "com.class"), List.of("--package", "java.lang"), List.of("--class", "Session"),
                List.of("-o", folder))) {
            List<Object> arguments = new ArrayList<>(List.of("compile", saved));
            arguments.addAll(words);
            if (!words.contains("-o")) {
                arguments.addAll(List.of("-o", folder.resolve("never.jar")));
            }
            Run run = Run.gradc(arguments.toArray());
            assertThat(run.code()).as(words.toString()).isEqualTo(2);
            assertThat(run.err()).as(words.toString()).startsWith("gradc: ").hasLineCount(1);
        }
        assertThat(folder.resolve("never.jar")).doesNotExist();
    }

    private void user(String name, String source) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), source);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", "-cp", jar.toString(),
                "-d", folder.toString(), file.toString())).isZero();
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }
}
