package dev.gradc.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a model answers for some rows, in words: the class where it was trained to tell classes apart, and the numbers of
/// every output. A column of an output has its name, with the class, or else the index from 0, in brackets where there
/// are several.
///
/// @param model what answers
/// @param predictions the numbers, at least one row of them
public record Answers(Model model, Predictions predictions) {
    private static final String CLASS = "class";

    /// As the lines of a CSV file, the first with the names of the columns.
    public Stream<String> lines() {
        Stream<String> head = Stream.of(String.join(",", columns().stream().map(Answers::quoted).toList()));
        return Stream.concat(head, IntStream.range(0, predictions.rows())
                .mapToObj(row -> String.join(",", cells(row).stream().map(c -> quoted(c.toString())).toList())));
    }

    /// As one object for each row.
    public List<Map<String, Object>> objects() {
        List<String> names = columns();
        return IntStream.range(0, predictions.rows()).mapToObj(row -> {
            Map<String, Object> object = new LinkedHashMap<>();
            List<Object> cells = cells(row);
            IntStream.range(0, cells.size()).forEach(i -> object.put(names.get(i), cells.get(i)));
            return object;
        }).toList();
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        classes().ifPresent(names -> columns.add(CLASS));
        for (String output : predictions.names()) {
            int width = predictions.width(output);
            List<String> classes = classes().filter(names -> names.size() == width).orElse(List.of());
            if (width == 1) {
                columns.add(output);
            } else {
                IntStream.range(0, width).forEach(
                        i -> columns
                                .add(output + "[" + (classes.isEmpty() ? String.valueOf(i) : classes.get(i)) + "]"));
            }
        }
        return columns;
    }

    private List<Object> cells(int row) {
        List<Object> cells = new ArrayList<>();
        classes().ifPresent(names -> cells.add(names.get(best(row))));
        for (String output : predictions.names()) {
            for (int i = 0; i < predictions.width(output); i++) {
                double value = predictions.get(output, row, i);
                cells.add(model.program().precision() == Precision.FLOAT ? (Object) (float) value : (Object) value);
            }
        }
        return cells;
    }

    private int best(int row) {
        if (width() > 1) {
            return predictions.best(row);
        }
        return predictions.get(row, 0) >= model.metadata().threshold() ? 1 : 0;
    }

    private int width() {
        return predictions.width(predictions.names().get(0));
    }

    /// The names of the classes, where the first output tells them apart.
    private Optional<List<String>> classes() {
        return model.metadata().fields().stream().filter(f -> f.kind() == Field.Kind.LABEL).map(Field::classes)
                .filter(names -> names.size() == Math.max(2, width())).findFirst();
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
