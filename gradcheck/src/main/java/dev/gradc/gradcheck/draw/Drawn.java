package dev.gradc.gradcheck.draw;

import dev.gradc.dsl.Initial;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Optimizer;
import dev.gradc.dsl.Regularizer;
import dev.gradc.dsl.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The network of a description, and the page on which it is written. When it is defined, each statement is run as it is
/// written; when only its text is asked for, none is.
final class Drawn extends Network {
    private final DrawnNetwork description;
    private final List<String> lines = new ArrayList<>();
    private boolean running;

    Drawn(DrawnNetwork description) {
        this.description = description;
    }

    @Override
    protected void define() {
        running = true;
        lines.clear();
        new NetworkWriter(this).write(description);
    }

    /// The file `Drawn.java`.
    String text() {
        running = false;
        lines.clear();
        new NetworkWriter(this).write(description);
        String body = lines.stream().map(line -> "        " + line + "\n").collect(Collectors.joining());
        String list = body.contains("List.of(") ? "import java.util.List;\n" : "";
        return "import dev.gradc.dsl.*;\n" + list + "\npublic class Drawn extends Network {\n    @Override\n"
                + "    protected void define() {\n" + body + "    }\n}\n";
    }

    /// `type name = code;`.
    <T> Code<T> let(String type, String name, Code<T> code) {
        lines.add(type + " " + name + " = " + code.text() + ";");
        if (running) {
            T value = code.value();
            return new Code<>(name, () -> value);
        }
        return new Code<>(name, code::value);
    }

    /// `input(name, extents)`.
    Code<Tensor> real(String name, int... extents) {
        return new Code<>("input(" + quoted(name) + listed(extents) + ")", () -> input(name, extents));
    }

    /// `labels(name, classes)`.
    Code<Labels> classes(String name, int classes) {
        return new Code<>("labels(" + quoted(name) + listed(classes) + ")", () -> labels(name, classes));
    }

    /// `distribution(name, classes)`.
    Code<Tensor> shares(String name, int classes) {
        return new Code<>("distribution(" + quoted(name) + listed(classes) + ")", () -> distribution(name, classes));
    }

    /// `parameter(name, initial, extents)`.
    Code<Tensor> weight(String name, Code<Initial> initial, int... extents) {
        return new Code<>("parameter(" + quoted(name) + ", " + initial.text() + listed(extents) + ")",
                () -> parameter(name, initial.value(), extents));
    }

    /// `column(number)`.
    Code<Tensor> columnOf(double number) {
        return Code.word("column", Code.number(number), this::column);
    }

    /// `output(name, x);`.
    void giveOutput(String name, Code<Tensor> x) {
        say("output(" + quoted(name) + ", " + x.text() + ")", () -> output(name, x.value()));
    }

    /// `loss(x);`.
    void giveLoss(Code<Tensor> x) {
        say("loss(" + x.text() + ")", () -> loss(x.value()));
    }

    /// `regularize(all);`.
    void giveRegularizers(List<Code<Regularizer>> all) {
        say("regularize(" + all.stream().map(Code::text).collect(Collectors.joining(", ")) + ")",
                () -> regularize(all.stream().map(Code::value).toArray(Regularizer[]::new)));
    }

    /// `optimizer(optimizer);`.
    void giveOptimizer(Code<Optimizer> optimizer) {
        say("optimizer(" + optimizer.text() + ")", () -> optimizer(optimizer.value()));
    }

    private void say(String statement, Runnable run) {
        lines.add(statement + ";");
        if (running) {
            run.run();
        }
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    private static String listed(int... numbers) {
        return IntStream.of(numbers).mapToObj(number -> ", " + number).collect(Collectors.joining());
    }
}
