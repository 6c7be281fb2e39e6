package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Field;
import dev.gradc.runtime.Standardization;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The data sets of the lectures and of the field, read as a user would name them.
class RealDataTest {
    private static DataSet load(String file, String options) {
        return DataSpec.parse(SharedData.file(file) + options).load().train();
    }

    private static int[] classCounts(DataSet data) {
        int[] counts = new int[data.fields().get(1).classes().size()];
        IntStream.range(0, data.size()).forEach(r -> counts[data.label(1, r)]++);
        return counts;
    }

    @Test
    void optdigits() {
        Loaded train = DataSpec.parse(SharedData.file("tabular/optdigits.tra").toString()).load();
        DataSet test = DataSpec.parse(SharedData.file("tabular/optdigits.tes").toString()).loadTest(train);
        assertThat(train.train().size()).isEqualTo(3823);
        assertThat(test.size()).isEqualTo(1797);
        assertThat(train.train().fields().getFirst().width()).isEqualTo(64);
        assertThat(train.train().fields().get(1).classes())
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(classCounts(train.train())).containsExactly(376, 389, 380, 389, 387, 376, 377, 387, 380, 382);
        assertThat(CsvTest.row(test, 1796)).startsWith(0, 0, 10, 14, 8, 1);
        assertThat(test.label(1, 1796)).isEqualTo(8);
    }

    @Test
    void irisAndWine() {
        DataSet iris = load("tabular/iris.csv", "");
        assertThat(iris.fields().get(1).classes()).containsExactly("Iris-setosa", "Iris-versicolor", "Iris-virginica");
        assertThat(classCounts(iris)).containsExactly(50, 50, 50);
        assertThat(CsvTest.row(iris, 0)).containsExactly(5.1, 3.5, 1.4, 0.2);
        DataSet wine = load("tabular/wine.csv", "");
        assertThat(classCounts(wine)).containsExactly(59, 71, 48);
        assertThat(CsvTest.row(wine, 0)).hasSize(13).startsWith(14.23, 1.71);
    }

    @Test
    void breastCancerWithItsIdsIgnored() {
        DataSet wdbc = load("tabular/wdbc.data", ":label=2,ignore=1");
        assertThat(wdbc.fields().getFirst().width()).isEqualTo(30);
        assertThat(wdbc.fields().get(1).classes()).containsExactly("B", "M");
        assertThat(classCounts(wdbc)).containsExactly(357, 212);
        Standardization fitted = Standardization.fit(wdbc, 0);
        assertThat(fitted.means().getFirst()).isBetween(14.1, 14.2);
    }

    @Test
    void sonarHasTwoClasses() {
        assertThat(classCounts(load("tabular/sonar.csv", ""))).containsExactly(111, 97);
    }

    @Test
    void diabetesIsARegressionInTwoFiles() {
        Loaded diabetes = DataSpec.parse(SharedData.file("tabular/diabetes_data.csv") + ","
                + SharedData.file("tabular/diabetes_target.csv")).load();
        assertThat(diabetes.train().size()).isEqualTo(442);
        assertThat(diabetes.train().fields().get(1)).isEqualTo(new Field("y", Field.Kind.REAL, 1, java.util.List.of()));
        double[] y = new double[1];
        diabetes.train().copy(1, 0, y, 0);
        assertThat(y).containsExactly(151);
        DataSet features = DataSpec.parse(SharedData.file("tabular/diabetes_data.csv").toString())
                .loadFeatures(diabetes.schema());
        assertThat(CsvTest.row(features, 441)).isEqualTo(CsvTest.row(diabetes.train(), 441));
    }

    @Test
    void mnistWithItsLabelsFound() {
        Loaded train = DataSpec.parse(SharedData.file("mnist/train10k-images-idx3-ubyte.gz").toString()).load();
        DataSet test = DataSpec.parse(SharedData.file("mnist/t10k-images-idx3-ubyte.gz") + ":rows=2000")
                .loadTest(train);
        assertThat(train.train().size()).isEqualTo(10_000);
        assertThat(test.size()).isEqualTo(2000);
        assertThat(train.train().fields().getFirst().width()).isEqualTo(784);
        assertThat(classCounts(train.train())).containsExactly(1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978);
        assertThat(IntStream.range(0, 5).map(r -> test.label(1, r)).toArray()).containsExactly(7, 2, 1, 0, 4);
        double[] first = CsvTest.row(train.train(), 0);
        assertThat(Arrays.stream(first).max().orElseThrow()).isEqualTo(1);
        assertThat(Arrays.stream(first).min().orElseThrow()).isEqualTo(0);
    }

    @Test
    void mnist1dFromNpyAndFromCsvAreTheSame() {
        DataSet npy = DataSpec
                .parse(SharedData.file("mnist1d/x_f64.npy") + "," + SharedData.file("mnist1d/y_i64.npy")).load()
                .train();
        DataSet csv = load("mnist1d/train_f32.csv", "");
        assertThat(csv.size()).isEqualTo(npy.size()).isEqualTo(4000);
        assertThat(csv.fields()).isEqualTo(npy.fields());
        float[] a = new float[40];
        float[] b = new float[40];
        for (int r = 0; r < csv.size(); r++) {
            npy.copy(0, r, a, 0);
            csv.copy(0, r, b, 0);
            assertThat(b).isEqualTo(a);
            assertThat(csv.label(1, r)).isEqualTo(npy.label(1, r));
        }
    }
}
