package dev.gradc.compiler.jar;

import dev.gradc.compiler.emit.source.JavaSource;
import dev.gradc.compiler.emit.source.Javac;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.GraphParser;
import dev.gradc.compiler.ir.Op;
import dev.gradc.runtime.GoldenVectors;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.ModelCard;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.StoredFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A trained model as a jar that depends on nothing.
public final class ModelJar {
    /// The first Java that a jar can be made for.
    public static final int OLDEST = 17;
    /// The latest.
    public static final int LATEST = 25;
    /// The entry with the SHA-256 of all others.
    static final String SUMS = "SHA256SUMS";
    /// The entry with the [Certificate].
    static final String CERTIFICATE = "certificate.json";
    /// The entry with the text of the graph.
    static final String GRAPH = "graph.txt";
    private static final int FIRST_CLASS_VERSION = 44;
    /// As many golden rows as take no more operations than this, at least one.
    private static final double GOLDEN_OPERATIONS = 2e8;
    private static final int MOST_GOLDEN_ROWS = 16;

    private final Order order;
    private final Model model;
    private final KernelSet kernels;
    private final JarImage image;
    private final Map<String, String> sources = new TreeMap<>();

    /// What is wanted.
    ///
    /// @param names of the classes
    /// @param entries what the model is to do: [Program#PREDICT] and perhaps more
    /// @param release the Java that it is to run on, and later ones
    /// @param plan the text of the plan that it was trained by
    /// @param rows how many rows it was trained on, 0 where that is not known
    /// @param facts what people want to know, in order
    /// @param version gradc's own
    /// @param certificate what is known of its gradients, as JSON
    public record Order(JarNames names, Set<String> entries, int release, String plan, int rows,
            Map<String, String> facts, String version, String certificate) {
        /// Copies, and checks the release.
        ///
        /// @throws GradcException when there is no such release
        public Order {
            entries = Set.copyOf(entries);
            facts = new LinkedHashMap<>(facts);
            if (release < OLDEST || release > LATEST) {
                throw new GradcException(
                        "a jar can be made for Java " + OLDEST + " to " + LATEST + ", not for " + release);
            }
        }

        boolean trains() {
            return entries.contains(Program.TRAIN);
        }
    }

    private ModelJar(Order order, Model model) {
        this.order = order;
        this.model = model;
        image = new JarImage(Map.of("Main-Class", order.names().face(), "Created-By", "gradc " + order.version()));
        kernels = KernelSet.of(order.names(), model.text(), order.entries(), model.program().precision());
    }

    /// Compiles a model.
    ///
    /// @param model with its parameters, and its graph's text
    /// @throws GradcException when the model cannot do what is wanted, or its names do not do
    public static ModelJar of(Model model, Order order) {
        for (String entry : new TreeSet<>(order.entries())) {
            model.program().entry(entry);
        }
        ModelJar jar = new ModelJar(order, model);
        try {
            jar.fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    /// Writes the jar.
    ///
    /// @throws GradcException when it cannot be written; an earlier file is then as it was
    public void write(Path file) {
        image.write(file);
    }

    /// Writes a jar with the sources, as tools look for it beside the other.
    ///
    /// @throws GradcException when it cannot be written; an earlier file is then as it was
    public void writeSources(Path file) {
        JarImage only = new JarImage(Map.of("Created-By", "gradc " + order.version()));
        sources.forEach((name, text) -> only.add(name, text.getBytes(StandardCharsets.UTF_8)));
        only.write(file);
    }

    /// The sources by their paths: the class that the user sees, and the kernels as Java for a reader.
    public Map<String, String> sources() {
        return sources;
    }

    private void fill() throws IOException {
        JarNames names = order.names();
        checkNames();
        ModelCard card = new ModelCard(order.version(), order.trains() ? model.text() : "", model.metadata(),
                order.plan(), order.rows(), model.seed(), model.step(), order.facts());
        List<String> hashes = resources(card);
        Face face = new Face(names, card, kernels.plain(), kernels.mains(), hashes, isDistribution());
        Map<String, byte[]> classes = new TreeMap<>(kernels.files());
        classes.putAll(new Travellers(new Relocation(), JarNames.path(names.runtime())).files(roots()));
        String source = face.source();
        Map<String, byte[]> known = new TreeMap<>();
        classes.forEach((name, file) -> known.put(name.replace('/', '.'), file));
        new Javac().compile(Map.of(names.className() + ".java", source), known)
                .forEach((name, file) -> classes.put(JarNames.path(name), file));
        Set<String> packages = new TreeSet<>();
        classes.keySet().forEach(name -> packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.')));
        classes.put("module-info", ModuleInfo.of(names, List.copyOf(packages)));
        classes.forEach((name, file) -> image.add(name + ".class", forRelease(file)));
        addSources(source);
        image.add(names.meta() + "LICENSE.txt", licence());
        image.add(names.meta() + GRAPH, model.text().getBytes(StandardCharsets.UTF_8));
        image.add(names.meta() + CERTIFICATE, order.certificate().getBytes(StandardCharsets.UTF_8));
        image.add(names.meta() + SUMS, image.sums());
    }

    private Set<String> roots() {
        Set<String> roots = new TreeSet<>(kernels.uses());
        roots.addAll(List.of("StoredModel", "StoredSession", "StoredMain", "Kernels"));
        if (order.trains()) {
            roots.add("StoredTrainer");
        }
        return roots;
    }

    private void checkNames() {
        Program program = kernels.plain();
        JarNames.checkCase("inputs", program.inputs().stream().map(input -> input.name()).distinct().toList());
        JarNames.checkCase("outputs",
                program.entry(Program.PREDICT).outputs().stream().map(output -> output.name()).toList());
    }

    /// Adds the resources.
    ///
    /// @return what the class says of the plan, the parameters, and the slots
    private List<String> resources(ModelCard card) throws IOException {
        String base = JarNames.path(order.names().face());
        ByteArrayOutputStream plan = new ByteArrayOutputStream();
        StoredFormat.writePlan(card, List.of(kernels.plain(), kernels.vector()), plan);
        image.add(base + ".plan", plan.toByteArray());
        image.addLarge(base + ".parameters", out -> StoredFormat.writeParameters(model, out));
        ByteArrayOutputStream golden = new ByteArrayOutputStream();
        GoldenVectors.of(model, order.trains(), goldenRows()).write(golden);
        image.add(base + ".golden", golden.toByteArray());
        String slots = "";
        if (order.trains()) {
            image.addLarge(base + ".slots", out -> StoredFormat.writeSlots(model, out));
            slots = image.checks(base + ".slots");
        }
        return List.of(image.checks(base + ".plan"), image.checks(base + ".parameters"), slots);
    }

    private int goldenRows() {
        Program program = model.program();
        double operations = program.operations(program.entry(Program.PREDICT), 1);
        return (int) Math.max(1, Math.min(MOST_GOLDEN_ROWS, GOLDEN_OPERATIONS / operations));
    }

    private boolean isDistribution() {
        GraphModule graph = GraphParser.parse(model.text());
        return graph.entries().stream().filter(entry -> entry.name().equals(Program.PREDICT))
                .anyMatch(entry -> entry.results().getFirst().value().op() instanceof Op.Softmax);
    }

    private void addSources(String face) {
        JarNames names = order.names();
        sources.put(JarNames.path(names.face()) + ".java", face);
        for (JavaSource.File file : kernels.source().files()) {
            sources.put(JarNames.path(names.kernels()) + "/" + file.fileName(), file.text()
                    .replace("package " + JavaSource.PACKAGE + ";", "package " + names.kernels() + ";")
                    .replace("import dev.gradc.runtime.", "import " + names.runtime() + "."));
        }
        sources.forEach((name, text) -> image.add(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    /// The class file for the wanted release, which is no older than its own.
    private byte[] forRelease(byte[] file) {
        byte[] result = file.clone();
        int version = FIRST_CLASS_VERSION + order.release();
        result[6] = (byte) (version >>> Byte.SIZE);
        result[7] = (byte) version;
        return result;
    }

    private static byte[] licence() {
        return """
                The classes of this model's runtime were compiled from gradc, which is licensed under the Apache License,
                Version 2.0: https://www.apache.org/licenses/LICENSE-2.0. The generated classes, the sources and the numbers are
                the model's own.
                """.getBytes(StandardCharsets.UTF_8);
    }
}
