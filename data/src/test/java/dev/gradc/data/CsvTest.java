package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Field;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    static double[] row(DataSet data, int row) {
        double[] numbers = new double[data.fields().getFirst().width()];
        data.copy(0, row, numbers, 0);
        return numbers;
    }

    private static int[] labels(DataSet data) {
        return IntStream.range(0, data.size()).map(r -> data.label(1, r)).toArray();
    }

    @Test
    void aFileWithoutHeaderHasItsLabelLast() throws IOException {
        DataSet data = DataSets.csv(file("a.csv", "1,2.5,b\n-3,.5e1,a\n+4, 6 ,b\n"));
        assertThat(data.size()).isEqualTo(3);
        assertThat(data.fields()).containsExactly(new Field("x", Field.Kind.REAL, 2, List.of()),
                new Field("label", Field.Kind.LABEL, 1, List.of("a", "b")));
        assertThat(row(data, 1)).containsExactly(-3, 5);
        assertThat(row(data, 2)).containsExactly(4, 6);
        assertThat(labels(data)).containsExactly(1, 0, 1);
    }

    @Test
    void numericClassesAreOrderedAsNumbers() throws IOException {
        DataSet data = DataSets.csv(file("a.csv", "1,10\n2,9\n3,-1\n"));
        assertThat(data.fields().get(1).classes()).containsExactly("-1", "9", "10");
    }

    @Test
    void aHeaderIsSeenAndItsLabelColumnFound() throws IOException {
        DataSet data = DataSets.csv(file("a.csv", "class,height,width\nyes,1,2\nno,3,4\n"));
        assertThat(data.size()).isEqualTo(2);
        assertThat(row(data, 1)).containsExactly(3, 4);
        assertThat(labels(data)).containsExactly(1, 0);
    }

    @Test
    void aHeaderOfWordsOverWordsIsSeenByTheLabelsName() throws IOException {
        Path path = file("a.csv", "colour,size\nred,big\nblue,small\n");
        DataSet data = Csv.file(path).label("colour").read();
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.fields().get(1).classes()).containsExactly("blue", "red");
    }

    @Test
    void columnsAreNamedByNameNumberFirstAndLast() throws IOException {
        Path path = file("a.csv", "id,kind,a,b\n7,u,1,2\n8,v,3,4\n");
        for (String label : List.of("kind", "2")) {
            DataSet data = Csv.file(path).label(label).ignore("first").read();
            assertThat(row(data, 0)).containsExactly(1, 2);
            assertThat(labels(data)).containsExactly(0, 1);
        }
        assertThat(Csv.file(path).label("last").ignore("1", "kind").target(Target.REAL).read().fields().get(1).name())
                .isEqualTo("y");
    }

    @Test
    void wordsBecomeOneNumberEach() throws IOException {
        DataSet data = DataSets.csv(file("a.csv", "red,1,u\nblue,2,v\ngreen,3,u\nred,4,v\n"));
        assertThat(row(data, 0)).containsExactly(0, 0, 1, 1);
        assertThat(row(data, 1)).containsExactly(1, 0, 0, 2);
        assertThat(row(data, 2)).containsExactly(0, 1, 0, 3);
    }

    @Test
    void separatorsQuotesBlankLinesAndByteOrderMarkAreUnderstood() throws IOException {
        for (String separator : List.of(",", ";", "\t")) {
            String text = "\uFEFF\"a, b;c\";x;label\r\n\r\n1;\"2\";\"u\nv\"\r\n3;4;w\r\n\r\n";
            DataSet data = DataSets.csv(file("a.csv", text.replace(", b;c", " b").replace(";", separator)));
            assertThat(row(data, 1)).containsExactly(3, 4);
            assertThat(data.fields().get(1).classes()).containsExactly("u\nv", "w");
        }
    }

    @Test
    void aRealTargetIsToldFromClasses() throws IOException {
        assertThat(DataSets.csv(file("a.csv", "1,2\n2,3\n")).fields().get(1).kind()).isEqualTo(Field.Kind.LABEL);
        DataSet real = DataSets.csv(file("b.csv", "1,2.0\n2,3.5\n"));
        double[] y = new double[1];
        real.copy(1, 1, y, 0);
        assertThat(real.fields().get(1).name()).isEqualTo("y");
        assertThat(y).containsExactly(3.5);
        assertThat(Csv.file(folder.resolve("b.csv")).target(Target.CLASS).read().fields().get(1).classes())
                .containsExactly("2.0", "3.5");
    }

    @Test
    void noLabelAtAllLeavesFeatures() throws IOException {
        DataSet data = Csv.file(file("a.csv", "1,2\n3,4\n")).label("none").read();
        assertThat(data.fields()).hasSize(1);
        assertThat(row(data, 1)).containsExactly(3, 4);
    }

    @Test
    void rowsAreLimited() throws IOException {
        DataSet data = Csv.file(file("a.csv", "1,a\n2,b\nx,c\n")).rows(2).read();
        assertThat(data.size()).isEqualTo(2);
    }

    @Test
    void gzipIsUnpacked() throws IOException {
        Path path = folder.resolve("a.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write("1,a\n2,b\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(labels(DataSets.csv(path))).containsExactly(0, 1);
    }

    @Test
    void aTestFileKeepsTheMeaningOfTheTrainingFile() throws IOException {
        CsvSchema schema = Csv.file(file("train.csv", "id,a,colour,kind\n1,5,red,u\n2,6,blue,v\n3,7,red,w\n"))
                .label("kind").ignore("id").schema();
        assertThat(CsvSchema.parse(schema.text())).isEqualTo(schema);
        DataSet reordered = Csv.file(file("test.csv", "kind,colour,a\nw,red,8\n")).read(schema);
        assertThat(row(reordered, 0)).containsExactly(8, 0, 1);
        assertThat(reordered.label(1, 0)).isEqualTo(2);
        assertThat(reordered.fields().get(1).classes()).containsExactly("u", "v", "w");
        for (String text : List.of("a,colour\n9,blue\n", "9,blue\n", "4,9,blue\n", "4,9,blue,v\n",
                "4,9,blue,unseen\n")) {
            DataSet features = Csv.file(file("predict.csv", text)).readFeatures(schema);
            assertThat(features.fields()).hasSize(1);
            assertThat(row(features, 0)).containsExactly(9, 1, 0);
        }
    }

    @Test
    void aFileOfNumbersWithoutItsLabelIsReadForPrediction() throws IOException {
        CsvSchema schema = Csv.file(file("train.csv", "M,1,2\nB,3,4\n")).label("first").schema();
        for (String text : List.of("5,6\n", "M,5,6\n")) {
            assertThat(row(Csv.file(file("p.csv", text)).readFeatures(schema), 0)).containsExactly(5, 6);
        }
    }

    @Test
    void featuresAndTargetsMayStandInTwoFiles() throws IOException {
        Path x = file("x.csv", "1,2\n3,4\n5,6\n");
        DataSet one = DataSets.csv(x, file("y.csv", "1.5\n2.5\n3.5\n"));
        double[] y = new double[1];
        one.copy(1, 2, y, 0);
        assertThat(y).containsExactly(3.5);
        assertThat(labels(DataSets.csv(x, file("y.csv", "v\nu\nv\n")))).containsExactly(1, 0, 1);
        DataSet two = DataSets.csv(x, file("y.csv", "1,2\n3,4\n5,6\n"));
        assertThat(two.fields().get(1)).isEqualTo(new Field("y", Field.Kind.REAL, 2, List.of()));
    }
}
