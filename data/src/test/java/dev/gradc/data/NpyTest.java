package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.Field;
import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyTest {
    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void everyNumberTypeIsRead() throws IOException {
        assertThat(one("<f8", "000000000000F8BF")).isEqualTo(-1.5);
        assertThat(one(">f8", "BFF8000000000000")).isEqualTo(-1.5);
        assertThat(one("<f4", "0000C0BF")).isEqualTo(-1.5);
        assertThat(one("<f2", "00BE")).isEqualTo(-1.5);
        assertThat(one("<i8", "FEFFFFFFFFFFFFFF")).isEqualTo(-2);
        assertThat(one(">i4", "FFFFFFFE")).isEqualTo(-2);
        assertThat(one("<i2", "FEFF")).isEqualTo(-2);
        assertThat(one("|i1", "FE")).isEqualTo(-2);
        assertThat(one("|u1", "FE")).isEqualTo(254);
        assertThat(one("<u2", "FEFF")).isEqualTo(65534);
        assertThat(one("<u4", "FEFFFFFF")).isEqualTo(4294967294.0);
        assertThat(one("<u8", "FFFFFFFFFFFFFFFF")).isEqualTo(0x1p64);
        assertThat(one("|b1", "01")).isEqualTo(1);
    }

    private double one(String type, String hex) throws IOException {
        return NpyArray.read(file("one.npy", BinaryFiles.npy(type, "1,", HexFormat.of().parseHex(hex))), 1).values()[0];
    }

    @Test
    void allVersionsAndShapesAreRead() throws IOException {
        byte[] six = BinaryFiles.doubles(1, 2, 3, 4, 5, 6);
        for (int version = 1; version <= 3; version++) {
            NpyArray array = NpyArray.read(file("a.npy",
                    BinaryFiles.npy(version, "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3, 1), }", six)),
                    9);
            assertThat(List.of(array.rows(), array.width(), array.dimensions())).containsExactly(2, 3, 3);
            assertThat(array.values()).containsExactly(1, 2, 3, 4, 5, 6);
        }
        NpyArray first = NpyArray.read(file("a.npy", BinaryFiles.npy("<f8", "3, 2", six)), 2);
        assertThat(first.values()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void targetsAreClassesOrNumbers() throws IOException {
        Path x = file("x.npy", BinaryFiles.npy("<f8", "2, 2", BinaryFiles.doubles(1, 2, 3, 4)));
        byte[] whole = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(2).putLong(0).array();
        Path y = file("y.npy", BinaryFiles.npy("<i8", "2,", whole));
        DataSet classes = DataSets.npy(x, y);
        assertThat(classes.fields().get(1)).isEqualTo(new Field("label", Field.Kind.LABEL, 1, List.of("0", "1", "2")));
        assertThat(classes.label(1, 0)).isEqualTo(2);
        assertThat(Npy.read(x, y, 2, Target.REAL, List.of()).fields().get(1).name()).isEqualTo("y");
        Path real = file("r.npy", BinaryFiles.npy("<f8", "2,", BinaryFiles.doubles(0, 0.5)));
        double[] value = new double[1];
        DataSets.npy(x, real).copy(1, 1, value, 0);
        assertThat(value).containsExactly(0.5);
        assertThatThrownBy(() -> Npy.read(x, real, 2, Target.CLASS, List.of()))
                .hasMessage(real + " has the label 0.5 in row 2, but a label is a whole number from 0 to 9999");
        assertThatThrownBy(() -> Npy.read(x, y, 2, Target.DETECT, Classes.indices(2)))
                .hasMessage(y + " has the label 2.0 in row 1, but a label is a whole number from 0 to 1");
        Path three = file("t.npy", BinaryFiles.npy("|u1", "3,", new byte[3]));
        assertThatThrownBy(() -> DataSets.npy(x, three))
                .hasMessage(x + " has 2 rows, but " + three + " has 3: features and targets do not belong together");
    }

    @Test
    void damagedFilesGiveOneSentence() throws IOException {
        byte[] two = BinaryFiles.doubles(1, Double.NaN);
        says(BinaryFiles.npy("<f8", "1, 2", two),
                " has NaN in row 1, column 2, but only finite numbers can be learnt from");
        says(BinaryFiles.npy("<f8", "1, 3", two), " is too short: 24 bytes of 3 elements were expected from byte 70 on,"
                + " but the file has 86 bytes");
        says(BinaryFiles.npy("<f8", "1", two), " goes on after byte 75, where its header says that it ends");
        says(BinaryFiles.npy("<f8", "2147483647, 2147483647", two), " is too short: 9223372036854775800 bytes of"
                + " 4611686014132420609 elements were expected from byte 88 on, but the file has 104 bytes");
        says(BinaryFiles.npy("<f8", "2, 2147483647, 2", two),
                " has an NPY header with the shape (2, 2147483647, 2), which is too large to read");
        says(BinaryFiles.npy("<f8", "99999999999", two),
                " has an NPY header with the shape (99999999999), which is too large to read");
        says(BinaryFiles.npy("<f8", "2147483647", two), " is too short: 17179869176 bytes of 2147483647 elements were"
                + " expected from byte 76 on, but the file has 92 bytes");
        says(BinaryFiles.npy("<f8", "", two), " has the shape (), but rows are needed: there is nothing to read");
        says(BinaryFiles.npy("<f8", "0, 2", two),
                " has the shape (0, 2), but rows are needed: there is nothing to read");
        says(BinaryFiles.npy("|O", "2", two),
                " has elements of the NumPy type '|O', but only real numbers, integers and bool are read");
        says(BinaryFiles.npy("<c16", "2", two),
                " has elements of the NumPy type '<c16', but only real numbers, integers and bool are read");
        says(BinaryFiles.npy(1, "{'descr': '<f8', 'fortran_order': True, 'shape': (2,), }", two),
                " is in Fortran order,"
                        + " but rows are needed one after another: save it with numpy.save(file, numpy.ascontiguousarray(a))");
        says(BinaryFiles.npy(1, "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2,), }", two),
                " has an NPY header that is not a plain array's: records and objects are not read");
        says(BinaryFiles.npy(4, "{}", two), " has version 4 of the NPY format, but 1 to 3 are read");
        byte[] longHeader = BinaryFiles.npy(2, "{}", two);
        longHeader[11] = 0x7F;
        says(longHeader, " has an NPY header of 2130706435 bytes, but at most 65536 are read");
        says(Arrays.copyOf("no numbers".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 10),
                " is not an NPY file: it does not start with NumPy's magic string");
    }

    private void says(byte[] bytes, String sentence) throws IOException {
        Path path = file("bad.npy", bytes);
        assertThatThrownBy(() -> DataSets.npy(path)).isInstanceOf(GradcException.class).hasMessage(path + sentence);
    }
}
