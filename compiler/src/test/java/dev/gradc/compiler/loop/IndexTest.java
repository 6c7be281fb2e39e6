package dev.gradc.compiler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.compiler.loop.Index.Term;
import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import org.junit.jupiter.api.Test;

class IndexTest {
    private static final Axis ROW = new Axis(0, "i");
    private static final Axis COLUMN = new Axis(1, "j");
    private static final Layout PANELS = Layout.inPanels(Extent.fixed(20), Extent.fixed(100));

    /// The index of an element in panels, its column `first` behind the axis.
    private static Index inPanels(int first) {
        Index column = Index.of(COLUMN).plus(Extent.fixed(first));
        return Index.ZERO.plus(ROW, PANELS.row()).plus(column, Extent.ONE)
                .plus(column, Layout.PANEL, PANELS.panels() - Layout.PANEL);
    }

    private static long at(Index index, int row, int column) {
        long sum = index.base().fixed();
        for (Term term : index.terms()) {
            sum += term.stride().fixed() * term.times(term.axis().equals(ROW) ? row : column);
        }
        return sum;
    }

    @Test
    void anIndexInPanelsIsWhereTheLayoutSays() {
        for (int first : new int[]{0, 3, 16, 32, 40}) {
            for (int column = 0; column + first < 100; column++) {
                assertThat(at(inPanels(first), 7, column)).isEqualTo(PANELS.at(7, column + first, 1));
                assertThat(at(inPanels(0).shift(COLUMN, first), 7, column)).isEqualTo(PANELS.at(7, column + first, 1));
            }
        }
    }

    @Test
    void whereAnAxisIsAMultipleTheIndexIsSimplerAndTheSame() {
        Index simpler = inPanels(16).where(COLUMN, 32);
        assertThat(simpler.terms()).isEqualTo(inPanels(0).terms());
        for (int column = 0; column < 84; column += 32) {
            assertThat(at(simpler, 3, column)).isEqualTo(PANELS.at(3, column + 16, 1));
        }
        assertThat(inPanels(16).where(COLUMN, 16)).isEqualTo(inPanels(16));
    }

    @Test
    void neighboursAreToldFromThoseThatAreInAnotherPanel() {
        assertThat(inPanels(0).isNext(COLUMN)).isTrue();
        assertThat(inPanels(16).isNext(COLUMN)).isTrue();
        assertThat(inPanels(3).isNext(COLUMN)).isFalse();
        assertThat(inPanels(0).isEven(COLUMN)).isFalse();
        assertThat(inPanels(0).isEven(ROW)).isTrue();
    }

    @Test
    void onlyAnAxisAndAConstantCanBeCountedInPanels() {
        Index sum = Index.of(ROW).plus(COLUMN, Extent.ONE);
        assertThatThrownBy(() -> Index.ZERO.plus(sum, Layout.PANEL, 640)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an axis and a constant");
    }
}
