package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each mistake in a CSV file gives one sentence with file, line and column.
class CsvMistakesTest {
    @TempDir
    Path folder;

    private Csv file(String text) throws IOException {
        return Csv.file(Files.writeString(folder.resolve("a.csv"), text));
    }

    private void says(Csv csv, String sentence) {
        assertThatThrownBy(csv::read).isInstanceOf(GradcException.class).hasMessage(folder.resolve("a.csv") + sentence);
    }

    @Test
    void raggedRows() throws IOException {
        says(file("1,2,a\n\n1,2,a,3\n"), " line 3 has 4 columns, but line 1 has 3:"
                + " make them equal, or check the separator and the quotes");
        says(file("a,b,label\n1,2,u\n3,4\n"), " line 3 has 2 columns, but line 1 has 3:"
                + " make them equal, or check the separator and the quotes");
    }

    @Test
    void missingValues() throws IOException {
        says(file("age,label\n1,a\n,b\n"), " line 3, column 1 (age): there is no value:"
                + " fill it in, remove the row, or ignore the column");
        says(file("1,a\n?,b\n3,a\n"), " line 2, column 1: '?' is not a value:"
                + " fill it in, remove the row, or ignore the column");
        says(file("1,1.5\n3,NaN\n"), " line 2, column 2: 'NaN' is not a value:"
                + " fill it in, remove the row, or ignore the column");
        says(file("1,a\n3,\n"), " line 2, column 2: there is no value:"
                + " fill it in, remove the row, or ignore the column");
    }

    @Test
    void wordsAmongNumbers() throws IOException {
        says(file("1,a\n2,b\n3.1.4,a\n"), " line 3, column 1: a number was expected, but '3.1.4' came");
        for (String word : new String[]{"1e999", "0x1p3", "1d", "Infinity", "1e", "--1", "."}) {
            says(file("1,a\n2,b\n" + word + ",a\n"),
                    " line 3, column 1: a number was expected, but '" + word + "' came");
        }
        says(file("1,2\n2,b\n").target(Target.REAL), " line 2, column 2: a number was expected, but 'b' came");
    }

    @Test
    void wordsWithoutEnd() throws IOException {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            names.append("name").append(i).append(",").append(i % 2).append('\n');
        }
        says(file(names.toString()), " line 1, column 1: 'name0' is not a number,"
                + " and more than 100 different values are no category either: ignore the column");
    }

    @Test
    void unknownColumns() throws IOException {
        says(file("height,width,kind\n1,2,a\n3,4,b\n").label("hieght"), " has no column hieght: name one by its name"
                + " (did you mean height?), by its number from 1 to 3, or by first or last");
        says(file("1,2,a\n").label("0"), " has no column 0: name one by its number from 1 to 3, or by first or last");
        says(file("1,2,a\n").label("last").ignore("3"), " has its label in a column that is to be ignored:"
                + " choose another label or ignore less");
        says(file("1,2\n").label("2").ignore("1"), " has no features: all its columns are ignored or to be predicted");
        says(file("a,a,b\n1,2,3\n").header(true),
                " has two columns called a: rename one, or say that there is no header");
    }

    @Test
    void valuesThatWereNotLearntFrom() throws IOException {
        CsvSchema schema = file("1,red,u\n2,blue,v\n").schema();
        Csv colour = file("1,red,u\n2,green,v\n");
        assertThatThrownBy(() -> colour.read(schema)).hasMessageEndingWith(
                "a.csv line 2, column 2: 'green' is none of the 2 values that were learnt from: blue, red");
        Csv label = file("1,red,w\n");
        assertThatThrownBy(() -> label.read(schema)).hasMessageEndingWith(
                "a.csv line 1, column 3: 'w' is none of the 2 values that were learnt from: u, v");
        Csv word = file("x,red,u\n");
        assertThatThrownBy(() -> word.read(schema))
                .hasMessageEndingWith("a.csv line 1, column 1: a number was expected, but 'x' came");
        Csv wide = file("1,2,3,4,5\n");
        assertThatThrownBy(() -> wide.readFeatures(schema)).hasMessageEndingWith(
                "a.csv has 5 columns, but the data that was learnt from has 3, 2 of them features");
    }

    @Test
    void columnsThatAreNotThere() throws IOException {
        CsvSchema named = file("a,b,label\n1,2,u\n2,3,v\n").schema();
        Csv other = file("a,c\n1,2\n");
        assertThatThrownBy(() -> other.readFeatures(named)).hasMessageEndingWith(
                "a.csv has no column called b, which the data that was learnt from has");
    }

    @Test
    void filesThatAreNoTables() throws IOException {
        says(file(""), " is empty");
        says(file("\n \n"), " has only blank lines");
        says(file("a,b\n").header(true), " has a header but no rows");
        says(file("1,2\n\"3,4\n"),
                " is not well-formed CSV: Unclosed quoted field at end of input (record starting at line 2)");
        Files.write(folder.resolve("a.csv"), new byte[]{'1', ',', (byte) 0xFF, (byte) 0xFE, '\n'});
        says(Csv.file(folder.resolve("a.csv")),
                " is not UTF-8 text: save it as UTF-8, or check that it is the right file");
        assertThatThrownBy(Csv.file(folder)::read).hasMessage(folder + " is a directory, but a file was expected");
        assertThatThrownBy(Csv.file(folder.resolve("b.csv"))::read)
                .hasMessage(folder.resolve("b.csv") + ": there is no such file");
    }

    @Test
    void pairsThatDoNotBelongTogether() throws IOException {
        Path x = Files.writeString(folder.resolve("x.csv"), "1,2\n3,4\n");
        Path y = Files.writeString(folder.resolve("y.csv"), "1\n2\n3\n");
        assertThatThrownBy(() -> DataSets.csv(x, y))
                .hasMessage(x + " has 2 rows, but " + y + " has 3: features and targets do not belong together");
    }

    @Test
    void aLineOfAGibibyteTakesLittleMemory() throws IOException {
        Path path = folder.resolve("a.csv");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(1L << 30);
        }
        long before = used();
        says(Csv.file(path), " line 1: too long to read (a field has at most 65536 characters, a line 16777216 and"
                + " 50000 columns): check the line ends, the quotes and the separator");
        assertThat(used() - before).isLessThan(256L << 20);
    }

    @Test
    void aLongLineOfManyColumnsInGzipIsRefusedEarly() throws IOException {
        Path path = folder.resolve("a.csv");
        byte[] block = "0,".repeat(1 << 15).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            for (int i = 0; i < 1 << 10; i++) {
                out.write(block);
            }
        }
        says(Csv.file(path), " line 1: too long to read (a field has at most 65536 characters, a line 16777216 and"
                + " 50000 columns): check the line ends, the quotes and the separator");
    }

    @Test
    void longTextsThatAllDifferAreRefusedBeforeTheyFillTheMemory() throws IOException {
        Path path = folder.resolve("a.csv");
        String words = ("x".repeat(60_000) + ",").repeat(200);
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int line = 0; line < 15; line++) {
                out.write((words.replace("x,", "x" + line + ",") + "1\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        assertThatThrownBy(Csv.file(path)::read).isInstanceOf(GradcException.class).hasMessageMatching(
                ".*a.csv has more different words by line \\d+ than fit into memory: ignore the columns that are free text");
    }

    @Test
    void aFileWithoutPermission() throws IOException {
        Path path = Files.writeString(folder.resolve("a.csv"), "1,2\n");
        assumeTrue(Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class),
                "skipped: this file system has no permissions");
        Files.setPosixFilePermissions(path, Set.of());
        assumeTrue(!Files.isReadable(path), "skipped: the administrator may read every file");
        says(Csv.file(path), " cannot be read: permission denied");
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
