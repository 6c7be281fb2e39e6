package dev.gradc.data;

import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The kinds of data that a specification can name, each with the options that it takes.
enum DataKind {
    MNIST1D("mnist1d", List.of("samples", "seed", "part")),
    XOR("xor", List.of("part")),
    SPIRALS("spirals", List.of("samples", "classes", "noise", "seed", "part")),
    MOONS("moons", List.of("samples", "noise", "seed", "part")),
    CIRCLES("circles", List.of("samples", "noise", "seed", "part")),
    CURVE("curve", List.of("samples", "noise", "seed", "part")),
    CSV("", List.of("header", "separator", "label", "ignore", "target")),
    NPY("", List.of("target")),
    IDX("", List.of()),
    CIFAR10("", List.of("part"));

    private static final List<String> CSV_ENDINGS = List.of(".csv", ".tsv", ".data", ".tra", ".tes", ".txt");

    /// What a generated set is called; empty for files.
    private final String called;
    private final List<String> options;

    DataKind(String called, List<String> options) {
        this.called = called;
        this.options = options;
    }

    /// The options that it takes.
    List<String> options() {
        return Stream.concat(Stream.of("rows"), options.stream()).toList();
    }

    /// The names of the generated sets.
    static List<String> generated() {
        return Stream.of(values()).map(kind -> kind.called).filter(called -> !called.isEmpty()).toList();
    }

    /// What a source is: a generated set by its name, else a file by its ending or, where that says nothing, by its first
    /// bytes.
    ///
    /// @throws GradcException when there is no such set and no such file
    static DataKind of(String source) {
        for (DataKind kind : values()) {
            if (!kind.called.isEmpty() && kind.called.equals(source.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        Path path = Files.exists(DataSpec.path(source)) ? DataSpec.path(source)
                : DataSpec.path(source.split(",", -1)[0]);
        if (Files.isDirectory(path)) {
            return CIFAR10;
        }
        String name = path.toString().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        if (CSV_ENDINGS.stream().anyMatch(name::endsWith)) {
            return CSV;
        }
        if (name.endsWith(".npy")) {
            return NPY;
        }
        if (name.endsWith("ubyte") || name.endsWith(".idx")) {
            return IDX;
        }
        if (name.endsWith(".bin")) {
            return CIFAR10;
        }
        if (!Files.exists(path)) {
            throw new GradcException("there is no file called " + source + " and no built-in data set: name one by "
                    + Suggestion.among(source, generated()) + ", or a file");
        }
        return byContent(InputFile.of(path));
    }

    private static DataKind byContent(InputFile file) {
        try (InputStream in = file.open()) {
            byte[] start = in.readNBytes(3);
            if (start.length == 3 && start[0] == 0 && start[1] == 0) {
                return IDX;
            }
            return start.length == 3 && (start[0] & 0xFF) == 0x93 && start[1] == 'N' ? NPY : CSV;
        } catch (IOException e) {
            throw file.failure(e);
        }
    }
}
