package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CallerRowsTest {
    private static final Program PROGRAM = LinearProgram.of(Precision.FLOAT, 3);

    @Test
    void rowsStandInTheCallersArrays() {
        CallerRows rows = CallerRows.of(PROGRAM, Metadata.NONE, Program.TRAIN, 2);
        assertThat(rows.fields().stream().map(Field::name)).containsExactly("x", "y");
        rows.take(2, new float[]{1, 2, 3, 4, 5, 6}, new double[]{7, 8});
        float[] floats = new float[4];
        rows.copy(0, 1, floats, 1);
        assertThat(floats).containsExactly(0, 4, 5, 6);
        double[] doubles = new double[1];
        rows.copy(1, 0, doubles, 0);
        assertThat(doubles).containsExactly(7);
        assertThat(rows.order()).containsExactly(0, 1);
    }

    @Test
    void predictionsNeedNoTargets() {
        assertThat(CallerRows.of(PROGRAM, Metadata.NONE, Program.PREDICT, 1).fields().stream().map(Field::name))
                .containsExactly("x");
    }

    @Test
    void targetsWhoseClassesAreKnownAreGivenAsClasses() {
        Metadata metadata = new Metadata(List.of(new Field("x", Field.Kind.REAL, 3, List.of()),
                new Field("kind", Field.Kind.LABEL, 1, List.of("a", "b"))), Map.of(), Map.of());
        CallerRows rows = CallerRows.of(PROGRAM, metadata, Program.TRAIN, 2);
        assertThat(rows.fields().get(1).classes()).containsExactly("a", "b");
        rows.take(2, new float[6], new int[]{1, 0});
        assertThat(rows.label(1, 0)).isEqualTo(1);
    }

    @Test
    void lengthsMustFit() {
        CallerRows rows = CallerRows.of(PROGRAM, Metadata.NONE, Program.PREDICT, 2);
        assertThatThrownBy(() -> rows.take(3, new float[9])).isInstanceOf(GradcException.class)
                .hasMessage("a batch of 3 rows was given, but this session takes 1 to 2");
        assertThatThrownBy(() -> rows.take(0, new float[0])).isInstanceOf(GradcException.class);
        assertThatThrownBy(() -> rows.take(2, new float[5])).isInstanceOf(GradcException.class)
                .hasMessage("the input x has 3 numbers a row, but 2 rows have 5");
        assertThatThrownBy(() -> rows.take(1, new float[4])).isInstanceOf(GradcException.class)
                .hasMessage("the input x has 3 numbers a row, but 1 row has 4");
    }

    @Test
    void noRecordingStandsInForFlightRecording() {
        assertThat(methods(NoRecording.class)).containsExactlyElementsOf(methods(FlightRecording.class));
    }

    private static List<String> methods(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !java.lang.reflect.Modifier.isPrivate(method.getModifiers()))
                .map(method -> method.getReturnType() + " " + method.getName()
                        + Arrays.toString(method.getParameterTypes()))
                .sorted().toList();
    }
}
