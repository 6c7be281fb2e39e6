package dev.gradc.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files cut off and changed at random: each is read, or refused in one sentence that names it. Anything else that is
/// thrown (an index out of bounds, a negative length, memory used up) fails the test.
class HostileFilesTest {
    private static final int TRIES = 300;
    private static final long SEED = 20261121;

    @TempDir
    Path folder;

    private void attack(byte[] good, String name, Function<Path, DataSet> reader) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        Path path = folder.resolve(name);
        int refused = 0;
        for (int i = 0; i < TRIES; i++) {
            Files.write(path, changed(good, random));
            try {
                DataSet data = reader.apply(path);
                readAll(data);
            } catch (GradcException e) {
                assertThat(e.getMessage()).contains(name).doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).as("refused of " + TRIES + " with seed " + SEED).isBetween(TRIES / 4, TRIES);
    }

    private static byte[] changed(byte[] good, RandomGenerator random) {
        byte[] bytes = good.clone();
        int changes = random.nextInt(4);
        for (int c = 0; c < changes; c++) {
            int at = random.nextBoolean() ? random.nextInt(Math.min(bytes.length, 90)) : random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? (byte) random.nextInt()
                    : new byte[]{0, -1, 0x7F, -128}[random.nextInt(4)];
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 4)) : bytes;
    }

    private static void readAll(DataSet data) {
        double[] row = new double[data.fields().getFirst().width()];
        for (int r = 0; r < data.size(); r++) {
            data.copy(0, r, row, 0);
            if (data.fields().size() > 1 && !data.fields().get(1).classes().isEmpty()) {
                assertThat(data.label(1, r)).isBetween(0, data.fields().get(1).classes().size() - 1);
            }
        }
    }

    @Test
    void idx() throws IOException {
        byte[] good = BinaryFiles.idx(new byte[60], 5, 3, 4);
        attack(good, "images", path -> Idx.read(path, Integer.MAX_VALUE));
        attack(BinaryFiles.gzip(good), "images.gz", path -> Idx.read(path, Integer.MAX_VALUE));
        Path images = Files.write(folder.resolve("good-images"), good);
        attack(BinaryFiles.idx(new byte[]{0, 1, 2, 1, 0}, 5), "labels", path -> {
            try {
                return DataSets.idx(images, path);
            } catch (GradcException e) {
                throw new GradcException(e.getMessage() + " (labels)", e);
            }
        });
    }

    @Test
    void npy() throws IOException {
        byte[] good = BinaryFiles.npy("<f8", "3, 2", BinaryFiles.doubles(1, 2, 3, 4, 5, 6));
        attack(good, "x.npy", DataSets::npy);
        attack(BinaryFiles.gzip(good), "x.npy.gz", DataSets::npy);
        attack(BinaryFiles.npy("|u1", "6,", new byte[]{1, 2, 3, 4, 5, 6}), "y.npy", path -> DataSets.npy(path, path));
    }

    @Test
    void cifar10() throws IOException {
        attack(new byte[2 * 3073], "a.bin", path -> DataSets.cifar10(java.util.List.of(path)));
    }

    @Test
    void csv() throws IOException {
        byte[] good = "a,b,\"c d\",kind\n1,2.5,red,u\n-3e2,4,\"blue\",v\n5,6,red,u\n".getBytes(StandardCharsets.UTF_8);
        attack(good, "a.csv", DataSets::csv);
        attack(BinaryFiles.gzip(good), "a.csv.gz", DataSets::csv);
    }

    @Test
    void anySourceOfACommandLine() throws IOException {
        attack(BinaryFiles.npy("<f4", "2, 2", new byte[16]), "unknown",
                path -> DataSpec.parse(path.toString()).load().train());
    }
}
