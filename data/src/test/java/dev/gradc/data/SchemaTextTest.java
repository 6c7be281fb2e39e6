package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.data.CsvSchema.Column;
import dev.gradc.data.CsvSchema.Role;
import dev.gradc.runtime.GradcException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaTextTest {
    @Test
    void theTextGivesTheSameSchemaBack() {
        CsvSchema schema = new CsvSchema(List.of(new Column("", new Role.Number()),
                new Column("a \"quoted\", name\nin two lines", new Role.Category(List.of("x,y", "", "ü"))),
                new Column("id", new Role.Ignored()), new Column("y", new Role.RealTarget()),
                new Column("k", new Role.ClassLabel(List.of("1", "2")))));
        assertThat(CsvSchema.parse(schema.text())).isEqualTo(schema);
        assertThat(schema.width()).isEqualTo(4);
        assertThat(schema.classes()).containsExactly("1", "2");
    }

    @Test
    void damagedTextIsAClearError() {
        for (String text : List.of("number\n", "integer,a\n", "\"number,a")) {
            assertThatThrownBy(() -> CsvSchema.parse(text)).isInstanceOf(GradcException.class)
                    .hasMessageStartingWith("the columns kept with the model are damaged: ");
        }
    }
}
