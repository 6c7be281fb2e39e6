package dev.gradc.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoFailureException;

/// Makes orders of what the POM says, or of what stands in the folder of models.
final class Orders {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.$]+)\\s*;");
    private static final String JAVA = ".java";

    private final Path folder;
    private final List<Path> roots;
    private final String group;

    /// @param folder where models stand
    /// @param roots where the project's own sources stand
    /// @param group the project's group
    Orders(Path folder, List<Path> roots, String group) {
        this.folder = folder;
        this.roots = roots;
        this.group = group;
    }

    /// The orders for some models, or, where none is named, for every Java file that stands directly in the folder of models.
    ///
    /// @throws MojoFailureException when one is not there, or two would become one class
    List<Order> of(List<Model> models) throws MojoFailureException, IOException {
        List<Order> orders = new ArrayList<>();
        for (Model model : models.isEmpty() ? inFolder() : models) {
            orders.add(order(model));
        }
        Set<String> faces = new HashSet<>();
        for (Order order : orders) {
            if (!faces.add(order.face())) {
                throw new MojoFailureException("two models would become the class " + order.face()
                        + ": give one of them another <className> or <package>");
            }
        }
        return orders;
    }

    private List<Model> inFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(JAVA) && !name.equals("package-info.java")).sorted().map(name -> {
                        Model model = new Model();
                        model.setSource(name);
                        return model;
                    }).toList();
        }
    }

    private Order order(Model model) throws MojoFailureException, IOException {
        Path root = root(model);
        Path source = root.resolve(fileName(model));
        String name = source.getFileName().toString().replaceAll("\\.java$", "");
        Optional<String> declared = declaredPackage(source);
        Order order = new Order(root, source, checkpoint(model, source.resolveSibling(name + ".gradc")),
                model.packageName().or(() -> declared).orElseGet(this::groupPackage),
                model.className().orElse(name), model.include(), model.release());
        if (!root.equals(folder) && order.face().equals(declared.map(p -> p + ".").orElse("") + name)) {
            throw new MojoFailureException("the model " + order.face()
                    + " would become a class of its network's own name: give it another <className> or <package>");
        }
        return order;
    }

    /// The folder that the model's source stands in.
    private Path root(Model model) throws MojoFailureException {
        if (model.source().isPresent() == model.network().isPresent()) {
            throw new MojoFailureException("a <model> has either a <source>, a file, or a <network>, a class");
        }
        String file = fileName(model);
        List<Path> places = new ArrayList<>(List.of(folder));
        if (model.network().isPresent()) {
            places.addAll(roots);
        }
        return places.stream().filter(place -> Files.isRegularFile(place.resolve(file))).findFirst()
                .orElseThrow(() -> new MojoFailureException("there is no model "
                        + model.network().orElse(file) + ": no file " + file + " in " + String.join(", ",
                                places.stream().map(Path::toString).toList())));
    }

    private static String fileName(Model model) {
        return model.source().orElseGet(() -> model.network().orElseThrow().replace('.', '/') + JAVA);
    }

    private Optional<Path> checkpoint(Model model, Path beside) throws MojoFailureException {
        Optional<Path> named = model.checkpoint().map(folder::resolve);
        if (named.isPresent() && !Files.isRegularFile(named.get())) {
            throw new MojoFailureException("there is no checkpoint " + named.get() + ": 'gradc train --out' saves one");
        }
        return named.or(() -> Optional.of(beside).filter(Files::isRegularFile));
    }

    private static Optional<String> declaredPackage(Path source) throws IOException {
        Matcher matcher = PACKAGE.matcher(Files.readString(source));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private String groupPackage() {
        return group.replaceAll("[^\\w.]", "_");
    }
}
