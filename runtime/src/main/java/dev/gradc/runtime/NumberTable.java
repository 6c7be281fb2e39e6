package dev.gradc.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a CSV file of plain numbers, as a compiled model does that carries no library: one row a line, cells separated by commas,
/// with or without quotes, the first line left out where its first cell is no number. (gradc itself reads every CSV file.)
final class NumberTable {
    private final Path file;
    private final int width;
    private int line;

    private NumberTable(Path file, int width) {
        this.file = file;
        this.width = width;
    }

    /// The rows of a file.
    ///
    /// @param width how many numbers a row has
    /// @throws GradcException when the file cannot be read, has no rows, or a line has not so many numbers
    static double[][] read(Path file, int width) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            List<double[]> rows = new NumberTable(file, width).rows(reader);
            if (rows.isEmpty()) {
                throw new GradcException(file + " has no rows");
            }
            return rows.toArray(double[][]::new);
        } catch (NoSuchFileException e) {
            throw new GradcException("there is no file " + file, e);
        } catch (MalformedInputException e) {
            throw new GradcException(file + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw new GradcException(file + " cannot be read (" + FileTrouble.reason(e) + ")", e);
        }
    }

    private List<double[]> rows(BufferedReader reader) throws IOException {
        List<double[]> rows = new ArrayList<>();
        for (String text = reader.readLine(); text != null; text = reader.readLine()) {
            line++;
            if (!text.isBlank()) {
                String[] cells = text.split(",", -1);
                if (line > 1 || isNumber(cells[0])) {
                    rows.add(row(cells));
                }
            }
        }
        return rows;
    }

    private double[] row(String... cells) {
        if (cells.length != width) {
            throw new GradcException(file + ":" + line + ": the model takes " + width
                    + (width == 1 ? " number" : " numbers") + " a row, but this line has " + cells.length);
        }
        double[] row = new double[width];
        for (int i = 0; i < width; i++) {
            if (!isNumber(cells[i])) {
                throw new GradcException(file + ":" + line + ": cell " + (i + 1) + " is \"" + bare(cells[i])
                        + "\", which is not a number");
            }
            row[i] = Double.parseDouble(bare(cells[i]));
        }
        return row;
    }

    private static boolean isNumber(String cell) {
        return bare(cell).matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
    }

    private static String bare(String cell) {
        String text = cell.strip();
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).strip()
                : text;
    }
}
