package dev.gradc.data;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Field;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Rows;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Data as a user names it on a command line: a source, then perhaps a colon and options, `SOURCE[:name=value,…]`.
///
/// | source | options beside `rows` |
/// |---|---|
/// | a CSV file (`.csv .tsv .data .tra .tes .txt`), or features and targets as `x.csv,y.csv` | `label`, `ignore` (columns, joined by `+`), `header` (yes, no), `separator` (comma, semicolon, tab), `target` (class, real) |
/// | NPY files `x.npy,y.npy`, or features alone | `target` (class, real) |
/// | IDX files `images,labels`, or images beside which labels stand under the usual name | |
/// | CIFAR-10's folder, or one or more of its `.bin` files | `part` (train, test), for the folder |
/// | `mnist1d`, `xor`, `spirals`, `moons`, `circles`, `curve` | `samples`, `seed`, `noise`, `classes` (spirals), `part` (train, test) |
///
/// Files may be gzip. `rows` reads so many rows at most. [Csv] tells how a column is named.
public final class DataSpec {
    private static final Pattern OPTIONS = Pattern.compile("(.*?):([A-Za-z]+=.*)", Pattern.DOTALL);
    private static final Map<String, Character> SEPARATORS = Map.of("comma", ',', "semicolon", ';', "tab", '\t');
    private static final Map<String, Boolean> ANSWERS = Map.of("yes", true, "no", false);
    private static final Map<String, Target> TARGETS = Map.of("class", Target.CLASS, "real", Target.REAL);

    private final String text;
    private final DataKind kind;
    private final String source;
    private final SpecOptions options;
    private final Optional<String> label;
    private final Target target;

    private DataSpec(String text, DataKind kind, String source, SpecOptions options, Optional<String> label,
            Target target) {
        this.text = text;
        this.kind = kind;
        this.source = source;
        this.options = options;
        this.label = label;
        this.target = target;
    }

    /// Takes a specification apart and checks its words; no data is read yet.
    ///
    /// @throws GradcException when there is no such data set or file, or an option that it does not take
    public static DataSpec parse(String text) {
        if (text.isBlank()) {
            throw new GradcException(
                    "the data has no name: name a file, or one of " + String.join(", ", DataKind.generated()));
        }
        Matcher parts = OPTIONS.matcher(text);
        boolean split = !Files.exists(path(text)) && parts.matches();
        String source = split ? parts.group(1) : text;
        SpecOptions options = SpecOptions.parse(text, split ? parts.group(2) : "");
        DataKind kind = DataKind.of(source);
        options.allow(kind.options());
        Target target = options.choice("target", TARGETS).orElse(Target.DETECT);
        DataSpec spec = new DataSpec(text, kind, source, options, options.text("label"), target);
        spec.checkOptions();
        return spec;
    }

    private void checkOptions() {
        rows();
        options.count("samples", 1, 1);
        options.count("classes", 1, 1);
        options.seed("seed");
        options.amount("noise", 0);
        options.choice("header", ANSWERS);
        options.choice("separator", SEPARATORS);
        testPart();
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new GradcException("the data '" + text + "' is no name of a file: " + e.getReason(), e);
        }
    }

    /// The same with its label in this column, where it is a CSV file whose own options name none.
    public DataSpec label(String column) {
        return new DataSpec(text, kind, source, options, label.or(() -> Optional.of(column)), target);
    }

    /// The same, told what is to be predicted, where its own options do not tell.
    public DataSpec target(Target target) {
        return new DataSpec(text, kind, source, options, label,
                this.target == Target.DETECT ? target : this.target);
    }

    /// Reads or draws rows to learn from; and those to test with, where the data comes in two parts (generated sets,
    /// CIFAR-10's folder) and neither is chosen.
    ///
    /// @throws GradcException when the data cannot be read
    public Loaded load() {
        return switch (kind) {
            case CSV -> csv();
            case NPY, IDX -> new Loaded(arrays(List.of()), Optional.empty(), Optional.empty());
            case MNIST1D, XOR, SPIRALS, MOONS, CIRCLES, CURVE, CIFAR10 -> parts();
        };
    }

    private Loaded parts() {
        TrainTest parts = trainTest();
        if (parts.train() == parts.test() && kind != DataKind.XOR) {
            return new Loaded(parts.train(), Optional.empty(), Optional.empty());
        }
        return testPart()
                .map(test -> new Loaded(test ? parts.test() : parts.train(), Optional.empty(), Optional.empty()))
                .orElseGet(() -> new Loaded(parts.train(), Optional.of(parts.test()), Optional.empty()));
    }

    /// Reads or draws rows to test with: columns and classes mean what they mean in the rows that were learnt from.
    ///
    /// @throws GradcException when the data cannot be read, or has other features or classes
    public DataSet loadTest(Loaded learnt) {
        DataSet test = switch (kind) {
            case CSV -> learnt.schema().map(this::csv).orElseGet(() -> csv().train());
            case NPY, IDX -> arrays(classes(learnt.train().fields()));
            case MNIST1D, XOR, SPIRALS, MOONS, CIRCLES, CURVE, CIFAR10 ->
                testPart().orElse(true) ? trainTest().test() : trainTest().train();
        };
        checkFields(learnt.train().fields(), test.fields());
        return test;
    }

    /// Reads or draws rows to predict. What is to be predicted need not be there; where it is, it may come along.
    ///
    /// @param schema what the columns of the CSV file that was learnt from mean, where it was one
    /// @throws GradcException when the data cannot be read
    public DataSet loadFeatures(Optional<CsvSchema> schema) {
        return switch (kind) {
            case CSV -> features(schema);
            case NPY -> Npy.read(paths().getFirst(), rows());
            case IDX -> Idx.read(paths().getFirst(), rows());
            case MNIST1D, XOR, SPIRALS, MOONS, CIRCLES, CURVE, CIFAR10 ->
                testPart().orElse(true) ? trainTest().test() : trainTest().train();
        };
    }

    private DataSet features(Optional<CsvSchema> schema) {
        Csv csv = csvFiles().getFirst();
        if (schema.isPresent()) {
            return csv.readFeatures(schema.get());
        }
        CsvSchema own = (label.isPresent() ? csv : csv.label(Csv.NO_LABEL)).schema();
        return csv.readFeatures(own);
    }

    private Loaded csv() {
        List<Csv> files = csvFiles();
        CsvSchema schema = files.size() == 2 ? CsvPair.of(files).schema() : files.getFirst().schema();
        return new Loaded(csv(schema), Optional.empty(), Optional.of(schema));
    }

    private DataSet csv(CsvSchema schema) {
        List<Csv> files = csvFiles();
        return files.size() == 2 ? CsvPair.of(files).read(schema) : files.getFirst().read(schema);
    }

    private List<Csv> csvFiles() {
        List<String> ignored = options.text("ignore").map(columns -> List.of(columns.split("\\+"))).orElse(List.of());
        return paths().stream().map(path -> new Csv(path, options.choice("header", ANSWERS),
                options.choice("separator", SEPARATORS), label, ignored, target, rows())).toList();
    }

    /// NPY or IDX files, with the classes that the training part has fixed, if any.
    private DataSet arrays(List<String> classes) {
        List<Path> files = paths();
        Path features = files.getFirst();
        if (kind == DataKind.NPY) {
            return files.size() == 1 ? Npy.read(features, rows())
                    : Npy.read(features, files.getLast(), rows(), target, classes);
        }
        Path labels = files.size() == 2 ? files.getLast()
                : Idx.labelsBeside(features).orElseThrow(() -> noLabels(features));
        return Idx.read(features, labels, rows(), classes);
    }

    private static GradcException noLabels(Path images) {
        return new GradcException("no labels stand beside " + images + ", where they are usually called "
                + Idx.labelsName(images.getFileName().toString()) + ": name both files, as images,labels");
    }

    private TrainTest trainTest() {
        TrainTest all = switch (kind) {
            case MNIST1D -> Mnist1d.draw(samples(Mnist1d.SAMPLES), seed());
            case XOR -> DataSets.xor();
            case SPIRALS -> DataSets.spirals(samples(1000), options.count("classes", 1, 2), noise(0.02), seed());
            case MOONS -> DataSets.moons(samples(1000), noise(0.1), seed());
            case CIRCLES -> DataSets.circles(samples(1000), noise(0.05), seed());
            case CURVE -> DataSets.curve(samples(250), noise(0.1), seed());
            case CIFAR10 -> cifar10();
            case CSV, NPY, IDX -> throw new IllegalStateException(kind + " does not come in two parts");
        };
        return new TrainTest(first(all.train()), first(all.test()));
    }

    private TrainTest cifar10() {
        List<Path> files = paths();
        if (files.size() == 1 && Files.isDirectory(files.getFirst())) {
            return Cifar10.readFolder(files.getFirst(), rows());
        }
        if (testPart().isPresent()) {
            throw new GradcException("the data " + text + " has the option part, which only CIFAR-10's folder takes");
        }
        DataSet all = Cifar10.read(files, rows());
        return new TrainTest(all, all);
    }

    private DataSet first(DataSet data) {
        return data.size() <= rows() ? data : new Rows(data, IntStream.range(0, rows()).toArray());
    }

    private List<Path> paths() {
        List<String> names = Files.exists(path(source)) ? List.of(source) : List.of(source.split(",", -1));
        if (names.size() > 2 && kind != DataKind.CIFAR10 || names.stream().anyMatch(String::isBlank)) {
            throw new GradcException("the data " + text
                    + " names more or fewer files than can be read: name one, or features and targets with a comma between");
        }
        return names.stream().map(DataSpec::path).toList();
    }

    private int rows() {
        return options.count("rows", 1, Integer.MAX_VALUE);
    }

    private int samples(int usual) {
        return options.count("samples", 1, usual);
    }

    private long seed() {
        return options.seed("seed");
    }

    private double noise(double usual) {
        return options.amount("noise", usual);
    }

    private Optional<Boolean> testPart() {
        return options.choice("part", Map.of("train", false, "test", true));
    }

    private static List<String> classes(List<Field> fields) {
        return fields.stream().filter(f -> f.kind() == Field.Kind.LABEL).findFirst().map(Field::classes)
                .orElse(List.of());
    }

    private void checkFields(List<Field> learnt, List<Field> test) {
        if (!shapes(learnt).equals(shapes(test)) || !classes(learnt).equals(classes(test))) {
            throw new GradcException("the test data " + text + " has " + described(test)
                    + ", but the training data has " + described(learnt) + ": they must be of one kind");
        }
    }

    private static List<String> shapes(List<Field> fields) {
        return fields.stream().map(f -> f.kind() + " " + f.width()).toList();
    }

    private static String described(List<Field> fields) {
        Stream<String> words = fields.stream().map(f -> switch (f.kind()) {
            case REAL -> f.width() + (f.name().equals(DataSets.TARGET) ? " numbers to predict" : " features");
            case LABEL -> "a label of " + f.classes().size() + " classes";
        });
        return String.join(" and ", words.toList());
    }

    /// As it was written.
    @Override
    public String toString() {
        return text;
    }
}
