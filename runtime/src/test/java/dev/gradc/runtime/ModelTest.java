package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {
    private static Model line(Precision precision, int width) {
        Model model = new Model(LinearProgram.of(precision, width));
        model.initialize(1);
        return model;
    }

    @ParameterizedTest
    @EnumSource
    void predictsRowsAloneAndTogether(Precision precision) {
        Model model = line(precision, 2);
        model.parameter("weight", 2, -1);
        model.parameter("bias", 0.5);
        assertThat(model.predict(new double[]{3, 1})).containsExactly(5.5);
        assertThat(model.predict(new float[]{3, 1})).containsExactly(5.5f);
        Predictions together = model.predict(new double[][]{{3, 1}, {0, 0}, {-1, 4}});
        assertThat(together.rows()).isEqualTo(3);
        assertThat(together.names()).containsExactly("answer");
        assertThat(together.width("answer")).isEqualTo(1);
        assertThat(together.get(0, 0)).isEqualTo(5.5);
        assertThat(together.get("answer", 1, 0)).isEqualTo(0.5);
        assertThat(together.row(2)).containsExactly(-5.5);
        assertThat(together.row("answer", 2)).containsExactly(-5.5);
        assertThat(model.predict(new float[][]{{3, 1}}).get(0, 0)).isEqualTo(5.5);
        assertThatThrownBy(() -> together.row("hidden", 0)).isInstanceOf(GradcException.class)
                .hasMessageContaining("no output hidden; its outputs are answer");
    }

    @Test
    void predictsManyRowsInSeveralBatches() {
        Model model = line(Precision.DOUBLE, 3);
        ArrayDataSet data = LinearProgram.data(1_000, 3);
        Predictions all = model.predict(data);
        double[] row = new double[3];
        for (int r = 0; r < 1_000; r++) {
            data.copy(0, r, row, 0);
            assertThat(all.row(r)).isEqualTo(model.predict(row));
        }
    }

    @Test
    void gradientsAreTheDerivativesOfTheTrainingLoss() {
        Model model = line(Precision.DOUBLE, 1);
        model.parameter("weight", 1);
        ArrayDataSet data = ArrayDataSet.of(new double[][]{{2}}, new double[][]{{1}});
        double[] weight = model.gradients(data).get("weight");
        assertThat(weight).hasSize(1);
        // The one row is either masked in this step, or its gradient is (ŷ − y)x = (2 − 1)·2.
        assertThat(weight[0]).isIn(0.0, 2.0);
        assertThat(model.gradients(data)).containsOnlyKeys("weight", "bias");
        assertThat(model.loss(data)).isEqualTo(0.5);
        assertThat(model.step()).isZero();
    }

    @Test
    void trainingStepsLowerTheLoss() {
        Model model = line(Precision.FLOAT, 3);
        ArrayDataSet data = LinearProgram.data(100, 3);
        double before = model.loss(data);
        for (int i = 0; i < 200; i++) {
            model.train(data, 0.1);
        }
        assertThat(model.loss(data)).isLessThan(before / 100);
        assertThat(model.step()).isEqualTo(200);
        assertThatThrownBy(() -> model.train(data, -1)).isInstanceOf(GradcException.class)
                .hasMessage("the learning rate is -1.0, but must be a finite number that is not negative");
    }

    @Test
    void initialValuesAreAFunctionOfTheSeed() {
        assertThat(line(Precision.FLOAT, 50).sha256()).isEqualTo(line(Precision.FLOAT, 50).sha256());
        Model other = new Model(LinearProgram.of(Precision.FLOAT, 50));
        assertThat(other.initialized()).isFalse();
        other.initialize(2);
        assertThat(other.initialized()).isTrue();
        assertThat(other.sha256()).isNotEqualTo(line(Precision.FLOAT, 50).sha256());
    }

    @ParameterizedTest
    @EnumSource
    void theFingerprintIsOfLittleEndianBytes(Precision precision) throws NoSuchAlgorithmException {
        Model model = line(precision, 2);
        model.parameter("weight", 1, Double.NaN);
        model.parameter("bias", -2);
        byte[] bytes = precision == Precision.FLOAT
                ? new byte[]{0, 0, (byte) 0x80, 0x3f, 0, 0, (byte) 0xc0, 0x7f, 0, 0, 0, (byte) 0xc0}
                : new byte[]{0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, (byte) 0xf8, 0x7f, 0, 0, 0, 0, 0,
                    0, 0, (byte) 0xc0};
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(model.sha256()).isEqualTo(HexFormat.of().formatHex(expected));
    }

    @Test
    void allNaNsHaveOneFingerprint() {
        Model model = line(Precision.DOUBLE, 1);
        model.parameter("weight", Double.longBitsToDouble(0x7ff8000000000000L));
        String one = model.sha256();
        model.parameter("weight", Double.longBitsToDouble(0xfff0000000000123L));
        assertThat(model.sha256()).isEqualTo(one);
    }

    @Test
    void wrongNamesAndWidthsAreToldInASentence() {
        Model model = line(Precision.FLOAT, 2);
        assertThatThrownBy(() -> model.parameter("wieght")).isInstanceOf(GradcException.class)
                .hasMessage("the model line has no parameter wieght; its parameters are weight, bias");
        assertThatThrownBy(() -> model.parameter("weight", 1)).isInstanceOf(GradcException.class)
                .hasMessage("the parameter weight has 2 numbers, but 1 were given");
        assertThatThrownBy(() -> model.predict(new float[3])).isInstanceOf(GradcException.class)
                .hasMessage("the model's input x takes 2 numbers a row, but the row has 3");
        assertThatThrownBy(() -> model.predict(new double[]{1, Double.NaN})).isInstanceOf(GradcException.class)
                .hasMessage("the row has NaN in column 2 of the model's input x: every number must be finite");
        assertThatThrownBy(() -> model.program().entry("fly")).isInstanceOf(GradcException.class)
                .hasMessage("the model line was compiled without fly");
    }

    @Test
    void aModelTakesRowsAsTheyComeAndStandardisesThem() {
        Model model = line(Precision.DOUBLE, 2);
        model.parameter("weight", 1, 10);
        model.parameter("bias", 0);
        model.metadata(Metadata.NONE.withStandardization("x",
                new Standardization(List.of(100.0, 7.0), List.of(2.0, 0.5))));
        assertThat(model.predict(new double[]{104, 8})).containsExactly(22);
        assertThat(model.predict(new double[][]{{104, 8}}).row(0)).containsExactly(22);
    }

    @ParameterizedTest
    @CsvSource({"3, 5", "5, 3", "4, 4", "1, 6", "40, 40"})
    void orthogonalMatricesHaveOrthonormalRowsOrColumns(int rows, int columns) {
        double[] m = OrthogonalMatrix.draw(rows, columns, 9);
        int vectors = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        for (int u = 0; u < vectors; u++) {
            for (int v = 0; v < vectors; v++) {
                double dot = 0;
                for (int i = 0; i < length; i++) {
                    dot += rows <= columns
                            ? m[u * columns + i] * m[v * columns + i]
                            : m[i * columns + u] * m[i * columns + v];
                }
                assertThat(dot).isCloseTo(u == v ? 1 : 0, within(1e-14));
            }
        }
    }

    @Test
    void initializersFillAsTheySay() {
        double[] array = new double[3_000];
        assertThat(drawn(new Initializer.Constant(3), array)).containsOnly(3);
        double[] uniform = drawn(new Initializer.Uniform(-2, 1), array);
        assertThat(Arrays.stream(uniform)).allMatch(u -> u >= -2 && u < 1);
        assertThat(Arrays.stream(uniform).average().orElseThrow()).isCloseTo(-0.5, within(0.1));
        double[] normal = drawn(new Initializer.Normal(5, 2), array);
        assertThat(Arrays.stream(normal).average().orElseThrow()).isCloseTo(5, within(0.2));
        assertThat(Arrays.stream(normal).map(v -> (v - 5) * (v - 5)).average().orElseThrow()).isCloseTo(4, within(0.5));
        double[] orthogonal = drawn(new Initializer.Orthogonal(2), array);
        assertThat(Arrays.stream(orthogonal).map(v -> v * v).sum()).isCloseTo(4 * 30, within(1e-10));
        assertThatThrownBy(() -> drawn(new Initializer.Given(1, 2), array)).isInstanceOf(GradcException.class)
                .hasMessage("A.java:1: the parameter w has 3000 numbers, but its initial values are 2");
        double[] given = new double[3_000];
        Arrays.setAll(given, i -> i);
        assertThat(drawn(new Initializer.Given(given), array)).isEqualTo(given);
    }

    private static double[] drawn(Initializer initializer, double[] array) {
        Initialization.fill(new ParameterSpec("w", List.of(30, 100), 0,
                Layout.dense(Extent.fixed(30), Extent.fixed(100)), initializer, true, "A.java:1"), 0, 1, array);
        return array.clone();
    }
}
