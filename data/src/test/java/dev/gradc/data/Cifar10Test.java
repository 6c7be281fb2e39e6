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

class Cifar10Test {
    private static final int RECORD = 3073;

    @TempDir
    Path folder;

    /// Records with these classes, every pixel of record i being i.
    private static byte[] records(int... classes) {
        byte[] bytes = new byte[classes.length * RECORD];
        for (int i = 0; i < classes.length; i++) {
            Arrays.fill(bytes, i * RECORD, (i + 1) * RECORD, (byte) i);
            bytes[i * RECORD] = (byte) classes[i];
        }
        return bytes;
    }

    @Test
    void aFolderGivesTrainingAndTestRows() throws IOException {
        Files.write(folder.resolve("data_batch_1.bin"), records(3, 9));
        Files.write(folder.resolve("data_batch_2.bin"), records(1, 0, 5));
        Files.write(folder.resolve("test_batch.bin"), records(7));
        TrainTest parts = DataSets.cifar10(folder);
        assertThat(parts.train().size()).isEqualTo(5);
        assertThat(parts.test().size()).isEqualTo(1);
        assertThat(parts.train().fields().get(1).classes()).hasSize(10).contains("airplane", "truck");
        assertThat(parts.train().label(1, 4)).isEqualTo(5);
        float[] pixels = new float[3072];
        parts.train().copy(0, 4, pixels, 0);
        assertThat(pixels[0]).isEqualTo((float) (2 / 255.0)).isEqualTo(pixels[3071]);
        assertThat(DataSpec.parse(folder + ":rows=3").load().train().size()).isEqualTo(3);
        assertThat(DataSpec.parse(folder + ":part=test").load().train().size()).isEqualTo(1);
        assertThat(DataSpec.parse(folder.resolve("data_batch_2.bin").toString()).load().test()).isEmpty();
    }

    @Test
    void otherFilesGiveOneSentence() throws IOException {
        assertThatThrownBy(() -> DataSets.cifar10(folder)).isInstanceOf(GradcException.class)
                .hasMessage(folder + " is a directory without CIFAR-10's data_batch_1.bin and test_batch.bin:"
                        + " name a file in it, or a folder that has them");
        Path path = folder.resolve("a.bin");
        Files.write(path, Arrays.copyOf(records(1, 2), 2 * RECORD - 1));
        assertThatThrownBy(() -> DataSets.cifar10(List.of(path)))
                .hasMessage(path + " is no CIFAR-10 file: its 6145 bytes are not records of 3073");
        Files.write(path, records(1, 10));
        assertThatThrownBy(() -> DataSets.cifar10(List.of(path)))
                .hasMessage(path + " has the class 10 in record 2, but CIFAR-10 has the classes 0 to 9");
    }

    @Test
    void gzipIsUnpacked() throws IOException {
        Path path = Files.write(folder.resolve("a.bin.gz"), BinaryFiles.gzip(records(4, 2)));
        DataSet data = DataSets.cifar10(List.of(path, path));
        assertThat(data.size()).isEqualTo(4);
        assertThat(data.label(1, 3)).isEqualTo(2);
    }
}
