package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxTest {
    private static final byte[] PIXELS = {0, 51, 102, (byte) 153, (byte) 204, (byte) 255};

    @TempDir
    Path folder;

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    @Test
    void imagesAndLabelsAreReadPlainAndAsGzip() throws IOException {
        byte[] images = BinaryFiles.idx(PIXELS, 3, 1, 2);
        byte[] labels = BinaryFiles.idx(new byte[]{2, 0, 1}, 3);
        for (DataSet data : List.of(DataSets.idx(file("i", images), file("l", labels)),
                DataSets.idx(file("i.gz", BinaryFiles.gzip(images)), file("l.gz", BinaryFiles.gzip(labels))))) {
            assertThat(data.size()).isEqualTo(3);
            assertThat(data.fields().get(1).classes()).containsExactly("0", "1", "2");
            double[] doubles = new double[3];
            float[] floats = new float[3];
            data.copy(0, 1, doubles, 1);
            data.copy(0, 2, floats, 0);
            assertThat(doubles).containsExactly(0, 102 / 255.0, 153 / 255.0);
            assertThat(floats).containsExactly((float) (204 / 255.0), 1, 0);
            assertThat(data.label(1, 0)).isEqualTo(2);
        }
    }

    @Test
    void labelsAreFoundBesideImages() throws IOException {
        Path images = file("train-images-idx3-ubyte", BinaryFiles.idx(PIXELS, 2, 1, 3));
        assertThatThrownBy(() -> DataSets.idx(images)).hasMessage("no labels stand beside " + images
                + ": name their file, which is usually called train-labels-idx1-ubyte");
        file("train-labels-idx1-ubyte.gz", BinaryFiles.gzip(BinaryFiles.idx(new byte[]{0, 1}, 2)));
        assertThat(DataSets.idx(images).label(1, 1)).isEqualTo(1);
    }

    @Test
    void rowsAreLimitedButClassesAreNot() throws IOException {
        Path images = file("i", BinaryFiles.idx(PIXELS, 6, 1));
        Path labels = file("l", BinaryFiles.idx(new byte[]{0, 0, 1, 1, 1, 9}, 6));
        DataSet data = Idx.read(images, labels, 2, List.of());
        assertThat(data.size()).isEqualTo(2);
        assertThat(data.fields().get(1).classes()).hasSize(10);
        assertThatThrownBy(() -> Idx.read(images, labels, 6, Classes.indices(3))).isInstanceOf(GradcException.class)
                .hasMessage(labels + " has the label 9, but there are only the classes 0 to 2");
    }

    @Test
    void damagedFilesGiveOneSentence() throws IOException {
        Path labels = file("l", BinaryFiles.idx(new byte[]{0, 0}, 2));
        byte[] good = BinaryFiles.idx(PIXELS, 3, 2);
        says(good, labels, " has 3 images, but " + labels + " has 2 labels: they do not belong together");
        says(BinaryFiles.idx(PIXELS, Integer.MIN_VALUE, 2), labels,
                " has an IDX header with the extent 2147483648 in dimension 1, which no file can hold or which leaves nothing to read");
        says(BinaryFiles.idx(PIXELS, Integer.MAX_VALUE, 784), labels, " is too short: 1683627179248 bytes of 2147483647"
                + " rows of 784 were expected from byte 12 on, but the file has 18 bytes");
        says(BinaryFiles.gzip(BinaryFiles.idx(PIXELS, Integer.MAX_VALUE, 784)), labels,
                " is too short: 1683627179248 bytes of 2147483647 rows of 784 were expected from byte 12 on,"
                        + " but it unpacks to fewer");
        says(BinaryFiles.idx(PIXELS, 3, 1 << 30, 4), labels, " has an IDX header with the extent 4 in dimension 3,"
                + " which no file can hold or which leaves nothing to read");
        says(Arrays.copyOf(good, good.length + 1), labels,
                " goes on after byte 18, where its header says that it ends");
        says(new byte[]{0, 0, 0x0D, 1, 0, 0, 0, 1, 0, 0, 0, 0}, labels,
                " holds IDX elements of type 0x0D, but only unsigned bytes (0x08) are read");
        says(new byte[]{1, 2, 3, 4}, labels, " is not an IDX file: it does not start with two zero bytes");
        says(new byte[]{0, 0}, labels, " is too short: 4 bytes of header were expected from byte 0 on,"
                + " but the file has 2 bytes");
        byte[] packed = BinaryFiles.gzip(good);
        says(Arrays.copyOf(packed, packed.length - 6), labels, " is cut short: its gzip data ends too early");
        packed[packed.length - 7] ^= 0x55;
        says(packed, labels, " is damaged: its gzip data cannot be unpacked (Corrupt GZIP trailer)");
    }

    private void says(byte[] images, Path labels, String sentence) throws IOException {
        Path path = file("images", images);
        assertThatThrownBy(() -> DataSets.idx(path, labels)).isInstanceOf(GradcException.class)
                .hasMessage(path + sentence);
    }

    @Test
    void aGzipBombIsBoundedByTheHeader() throws IOException {
        byte[] zeros = new byte[100 << 20];
        byte[] header = BinaryFiles.idx(new byte[0], 2, 3);
        System.arraycopy(header, 0, zeros, 0, header.length);
        Path bomb = file("bomb.gz", BinaryFiles.gzip(zeros));
        assertThatThrownBy(() -> Idx.read(bomb, 2)).isInstanceOf(GradcException.class)
                .hasMessage(bomb + " goes on after byte 18, where its header says that it ends");
    }
}
