package dev.gradc.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.gradc.runtime.GradcException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// What the columns of a CSV file mean. It is learnt from the training file and then holds for every other one: the test
/// file's classes get the same indices, and a row to predict the same numbers.
///
/// @param columns in the order of the file
public record CsvSchema(List<Column> columns) {
    /// One column.
    ///
    /// @param name from the file's header; empty when it has none
    /// @param role what it is for
    public record Column(String name, Role role) {
    }

    /// What a column is for.
    public sealed interface Role {
        /// How many numbers of a row's features it gives.
        default int width() {
            return switch (this) {
                case Number _ -> 1;
                case Category(List<String> words) -> words.size();
                case Ignored _, ClassLabel _, RealTarget _ -> 0;
            };
        }

        /// The words that may stand in it, in the order of their indices; none when it holds numbers.
        default List<String> values() {
            return switch (this) {
                case Category(List<String> words) -> words;
                case ClassLabel(List<String> classes) -> classes;
                case Ignored _, Number _, RealTarget _ -> List.of();
            };
        }

        /// Left out.
        record Ignored() implements Role {
        }

        /// A feature that is a number.
        record Number() implements Role {
        }

        /// A feature that is one of some words: one number for each, 1 for the word that stands there, 0 for the others.
        record Category(List<String> words) implements Role {
            /// Copies the words.
            public Category {
                words = List.copyOf(words);
            }
        }

        /// The class to predict; its index is that of its name.
        record ClassLabel(List<String> classes) implements Role {
            /// Copies the names.
            public ClassLabel {
                classes = List.copyOf(classes);
            }
        }

        /// A number to predict.
        record RealTarget() implements Role {
        }
    }

    /// Copies the columns.
    public CsvSchema {
        columns = List.copyOf(columns);
    }

    /// How many numbers a row's features are.
    public int width() {
        return columns.stream().mapToInt(c -> c.role().width()).sum();
    }

    /// The names of the classes, in the order of their indices; empty when there is no class to predict.
    public List<String> classes() {
        return columns.stream().map(Column::role).filter(Role.ClassLabel.class::isInstance)
                .map(Role::values).findFirst().orElse(List.of());
    }

    /// Whether the columns have names.
    boolean named() {
        return columns.stream().noneMatch(c -> c.name().isEmpty());
    }

    /// The columns that are features, for rows to predict.
    CsvSchema features() {
        return new CsvSchema(columns.stream().filter(c -> !isTarget(c)).toList());
    }

    /// The columns that are predicted.
    CsvSchema targets() {
        return new CsvSchema(columns.stream().filter(CsvSchema::isTarget).toList());
    }

    /// The columns that are used at all.
    CsvSchema used() {
        return new CsvSchema(columns.stream().filter(c -> !(c.role() instanceof Role.Ignored)).toList());
    }

    /// These columns with another file's to the right.
    CsvSchema beside(CsvSchema right) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(right.columns());
        return new CsvSchema(all);
    }

    private static boolean isTarget(Column column) {
        return switch (column.role()) {
            case Role.ClassLabel _, Role.RealTarget _ -> true;
            case Role.Ignored _, Role.Number _, Role.Category _ -> false;
        };
    }

    /// This schema as text, to be kept with a model: CSV itself, a line for each column, of its role, name and values.
    public String text() {
        StringWriter text = new StringWriter();
        CsvWriter writer = CsvWriter.builder().bufferSize(0).build(text);
        for (Column column : columns) {
            List<String> line = new ArrayList<>();
            line.add(switch (column.role()) {
                case Role.Ignored _ -> "ignored";
                case Role.Number _ -> "number";
                case Role.Category _ -> "category";
                case Role.ClassLabel _ -> "class";
                case Role.RealTarget _ -> "real";
            });
            line.add(column.name());
            line.addAll(column.role().values());
            writer.writeRecord(line);
        }
        return text.toString();
    }

    /// Reads back what [#text()] wrote.
    /// @throws GradcException when it is something else
    public static CsvSchema parse(String text) {
        List<Column> columns = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE).allowUnclosedQuote(false).skipEmptyLines(false)
                .ofCsvRecord(text)) {
            for (CsvRecord line : reader) {
                columns.add(column(line.getFields()));
            }
        } catch (CsvParseException e) {
            throw new GradcException("the columns kept with the model are damaged: " + e.getMessage(), e);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CsvSchema(columns);
    }

    private static Column column(List<String> line) {
        if (line.size() < 2) {
            throw new GradcException("the columns kept with the model are damaged: a column has no name");
        }
        List<String> values = line.subList(2, line.size());
        return new Column(line.get(1), switch (line.getFirst()) {
            case "ignored" -> new Role.Ignored();
            case "number" -> new Role.Number();
            case "category" -> new Role.Category(values);
            case "class" -> new Role.ClassLabel(values);
            case "real" -> new Role.RealTarget();
            default -> throw new GradcException(
                    "the columns kept with the model are damaged: " + line.getFirst() + " is no role of a column");
        });
    }
}
