package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberTableTest {
    @TempDir
    private Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    private void assertRefused(String text, String sentence) throws IOException {
        Path file = write(text);
        assertThatThrownBy(() -> NumberTable.read(file, 2)).isInstanceOf(GradcException.class)
                .hasMessage(file + sentence);
    }

    @Test
    void rowsOfNumbers() throws IOException {
        double[][] rows = {{1, -2.5}, {3e-2, .5}};
        assertThat(NumberTable.read(write("1,-2.5\n3e-2,.5\n"), 2)).isDeepEqualTo(rows);
        assertThat(NumberTable.read(write("a,\"b\"\r\n\r\n \"1\" , -2.5\r\n0.03,\"+5E-1\""), 2)).isDeepEqualTo(rows);
    }

    @Test
    void whatIsNoTableOfNumbers() throws IOException {
        assertRefused("", " has no rows");
        assertRefused("a,b\n", " has no rows");
        assertRefused("1,2\n3\n", ":2: the model takes 2 numbers a row, but this line has 1");
        assertRefused("1,2,3\n", ":1: the model takes 2 numbers a row, but this line has 3");
        assertRefused("1,2\n3,x\n", ":2: cell 2 is \"x\", which is not a number");
        assertRefused("1,2\nNaN,1\n", ":2: cell 1 is \"NaN\", which is not a number");
        assertRefused("1,\n", ":1: cell 2 is \"\", which is not a number");
    }

    @Test
    void filesThatAreNone() throws IOException {
        Path none = folder.resolve("none.csv");
        assertThatThrownBy(() -> NumberTable.read(none, 2)).hasMessage("there is no file " + none);
        Path binary = Files.write(folder.resolve("binary.csv"), new byte[]{(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> NumberTable.read(binary, 2)).hasMessage(binary + " is no text in UTF-8");
    }
}
