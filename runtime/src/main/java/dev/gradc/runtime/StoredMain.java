package dev.gradc.runtime;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What `java -jar` does with a compiled model.
public final class StoredMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final int LONGEST = 200;

    private final String name;
    private final Supplier<StoredModel> model;
    private final PrintStream out;
    private final PrintStream err;

    /// @param name what the model's class is called
    /// @param model loads it
    public StoredMain(String name, Supplier<StoredModel> model, PrintStream out, PrintStream err) {
        this.name = name;
        this.model = model;
        this.out = out;
        this.err = err;
    }

    /// Runs a command line.
    ///
    /// @return the exit code: 0 done, 1 failed, 2 misused
    public int run(String... arguments) {
        try {
            List<String> words = Arrays.asList(arguments);
            if (words.isEmpty()) {
                describe(model.get());
            } else if (words.equals(List.of("--selftest"))) {
                return selfTest(model.get());
            } else if (words.size() == 2 && words.get(0).equals("--predict")) {
                predict(model.get(), Path.of(words.get(1)));
            } else {
                boolean help = words.equals(List.of("--help"));
                (help ? out : err)
                        .println(name + " is a compiled model: run it without arguments to see what it is, with"
                                + " --selftest to replay its golden vectors, or with --predict FILE.csv");
                return help ? 0 : MISUSED;
            }
            return 0;
        } catch (GradcException e) {
            err.println(name + ": " + e.getMessage());
            return MISUSED;
        }
    }

    /// A text that others chose, in one line, without what could steer a terminal.
    private static String shown(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private void describe(StoredModel stored) {
        Model loaded = stored.current();
        Program program = loaded.program();
        out.println(shown(program.name()) + ", compiled by gradc " + stored.card().version());
        for (Map.Entry<String, String> fact : stored.card().facts().entrySet()) {
            out.println("  " + shown(fact.getKey()) + ": " + shown(fact.getValue()));
        }
        for (String entry : List.of(Program.PREDICT, Program.TRAIN)) {
            program.find(entry).ifPresent(found -> out.println("  " + entry + ": "
                    + String.join(", ", CallerRows.inputs(program, entry).stream().map(this::input).toList()) + " -> "
                    + String.join(", ", found.outputs().stream().map(o -> shown(o.name()) + o.shape()).toList())));
        }
        out.println("  layers: " + layers(program));
        out.println("  parameters: " + program.parameterCount() + " numbers ("
                + (program.precision() == Precision.FLOAT ? "float" : "double") + "), SHA-256 " + stored.sha256());
        for (ParameterSpec parameter : program.parameters()) {
            out.println("    " + shown(parameter.name()) + " " + parameter.shape());
        }
    }

    private String input(InputSpec input) {
        return shown(input.name()) + (input.kind() instanceof InputSpec.Kind.Label label ? " (one of " + label.classes()
                + " classes)" : input.shape().toString());
    }

    /// The widths from the first input on: each matrix among the parameters that takes the width before it leads to the next.
    private static String layers(Program program) {
        List<InputSpec> inputs = CallerRows.inputs(program, Program.PREDICT);
        int width = inputs.isEmpty() ? 0 : inputs.get(0).width();
        StringBuilder widths = new StringBuilder(String.valueOf(width));
        for (ParameterSpec parameter : program.parameters()) {
            List<Integer> shape = parameter.shape();
            if (shape.size() == 2 && shape.get(0) == width) {
                width = shape.get(1);
                widths.append(" -> ").append(width);
            }
        }
        return widths.toString();
    }

    private int selfTest(StoredModel stored) {
        SelfTest test = new SelfTest(stored).run();
        test.lines().forEach(out::println);
        return test.passed() ? 0 : FAILED;
    }

    private void predict(StoredModel stored, Path file) {
        Model loaded = stored.current();
        CallerRows shape = CallerRows.of(loaded.program(), loaded.metadata(), Program.PREDICT, 1);
        List<Field> fields = shape.fields();
        double[][] rows = NumberTable.read(file, fields.stream().mapToInt(Field::width).sum());
        DataSet data = ArrayDataSet.collect(fields, new ArrayList<>(Arrays.asList(rows)).iterator());
        PrintStream csv = new PrintStream(out, true, StandardCharsets.UTF_8);
        new Answers(loaded, loaded.predict(data)).lines().forEach(csv::println);
    }
}
