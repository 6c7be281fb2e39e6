package dev.gradc.runtime;

import static dev.gradc.runtime.DataSetTest.assertSentence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {
    @TempDir
    @Nullable
    Path folder;

    private Path file() {
        if (folder == null) {
            throw new IllegalStateException("JUnit gives a folder");
        }
        return folder.resolve("model.gradc");
    }

    private static Model line(Precision precision) {
        Model model = new Model(LinearProgram.of(precision, 3), "graph line\n%0 = …");
        model.initialize(7);
        model.train(LinearProgram.data(10, 3), 0.1);
        model.metadata(new Metadata(
                List.of(new Field("x", Field.Kind.REAL, 3, List.of()),
                        new Field("species", Field.Kind.LABEL, 1, List.of("setosa", "Übrige"))),
                Map.of("x", new Standardization(List.of(1.0, 2.0, 3.0), List.of(0.1, 0.2, 0.3))),
                Map.of("columns", "a,b,c", "threshold", "0")));
        return model;
    }

    @ParameterizedTest
    @EnumSource
    void givesBackAllThatAModelHolds(Precision precision) {
        Model model = line(precision);
        Checkpoint.of(model).write(file());
        Checkpoint read = Checkpoint.read(file());
        assertThat(read.name()).isEqualTo("line");
        assertThat(read.text()).isEqualTo("graph line\n%0 = …");
        assertThat(read.precision()).isEqualTo(precision);
        assertThat(read.seed()).isEqualTo(7);
        assertThat(read.step()).isEqualTo(1);
        assertThat(read.metadata()).isEqualTo(model.metadata());
        assertThat(read.plan()).isEmpty();
        assertThat(read.epochs()).isZero();
        Model restored = new Model(LinearProgram.of(precision, 3));
        read.restore(restored);
        assertThat(restored.sha256()).isEqualTo(model.sha256());
        assertThat(restored.slotArray()).isEqualTo(model.slotArray());
        assertThat(restored.metadata()).isEqualTo(model.metadata());
        assertThat(restored.step()).isEqualTo(1);
        assertThat(restored.seed()).isEqualTo(7);
        assertThat(restored.initialized()).isTrue();
    }

    @Test
    void givesBackThePlaceInATraining() {
        Model model = line(Precision.FLOAT);
        List<EpochResult> history = List.of(new EpochResult(1, 4, 0.5, OptionalDouble.empty(), OptionalDouble.of(0.25)),
                new EpochResult(2, 8, 0.4, OptionalDouble.of(3), OptionalDouble.empty()));
        TrainingState state = new TrainingState(TrainingPlan.DEFAULT.withBatch(3), 10, 9, 2, 3, 0.75, history,
                new EarlyStopping.Best(0.125, 2, new float[]{1, 2, 3, 4}));
        Checkpoint.of(model, state).write(file());
        Checkpoint read = Checkpoint.read(file());
        TrainingState training = read.training();
        assertThat(training).usingRecursiveComparison().isEqualTo(state);
        assertThat(read.plan()).hasValue(state.plan());
        assertThat(read.epochs()).isEqualTo(2);
        Model restored = new Model(LinearProgram.of(Precision.FLOAT, 3));
        read.restore(restored);
        assertThat(restored.parameter("weight")).containsExactly(1, 2, 3);
        read.restoreLast(restored);
        assertThat(restored.sha256()).isEqualTo(model.sha256());
    }

    @Test
    void equalModelsAreEqualBytes() throws IOException {
        Checkpoint.of(line(Precision.DOUBLE)).write(file());
        byte[] first = Files.readAllBytes(file());
        Checkpoint.of(line(Precision.DOUBLE)).write(file());
        assertThat(Files.readAllBytes(file())).isEqualTo(first);
    }

    @Test
    void doesNotFitAnotherModel() {
        Checkpoint checkpoint = Checkpoint.of(line(Precision.FLOAT));
        assertSentence(() -> checkpoint.restore(new Model(LinearProgram.of(Precision.DOUBLE, 3))),
                "the checkpoint of line is in float, but the model line is compiled for double: compile it for float");
        assertSentence(() -> checkpoint.restore(new Model(LinearProgram.of(Precision.FLOAT, 4))),
                "the checkpoint of line does not fit the model: its parameter 1 is weight[3], the model's is weight[4]: "
                        + "take the model that it was made with");
    }

    @Test
    void everyBitThatFlipsIsNoticed() throws IOException {
        Checkpoint.of(line(Precision.FLOAT)).write(file());
        byte[] good = Files.readAllBytes(file());
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= (byte) (1 << i % 8);
            Files.write(file(), bad);
            assertThatThrownBy(() -> Checkpoint.read(file())).as("byte %d", i).isInstanceOf(GradcException.class)
                    .hasMessageContaining("model.gradc");
        }
    }

    @Test
    void everyTruncationIsNoticed() throws IOException {
        Checkpoint.of(line(Precision.FLOAT)).write(file());
        byte[] good = Files.readAllBytes(file());
        for (int length = 0; length < good.length; length++) {
            Files.write(file(), Arrays.copyOf(good, length));
            assertThatThrownBy(() -> Checkpoint.read(file())).as("length %d", length)
                    .isInstanceOf(GradcException.class).hasMessageContaining("model.gradc");
        }
    }

    /// A file that someone made on purpose: the checksum is right, the contents are not. Each 4 bytes of the body in turn
    /// claim something huge or negative; nothing must be believed, and nothing huge allocated.
    @Test
    void contentsThatLieAreRefusedOrHarmless() throws IOException {
        Model model = line(Precision.FLOAT);
        TrainingState state = new TrainingState(TrainingPlan.DEFAULT, 10, 9, 2, 3, 0.75,
                List.of(new EpochResult(1, 4, 0.5, OptionalDouble.empty(), OptionalDouble.of(0.25))),
                new EarlyStopping.Best(0.125, 2, new float[]{1, 2, 3, 4}));
        Checkpoint.of(model, state).write(file());
        byte[] good = Files.readAllBytes(file());
        int refused = 0;
        for (int lie : new int[]{Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 0x7fff_0000, 2}) {
            for (int at = 20; at + 12 <= good.length; at++) {
                byte[] bad = good.clone();
                ByteBuffer.wrap(bad).putInt(at, lie);
                refused += refuses(withChecksum(bad)) ? 1 : 0;
            }
        }
        assertThat(refused).isGreaterThan(good.length);
    }

    private boolean refuses(byte[] bytes) throws IOException {
        Files.write(file(), bytes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            Checkpoint.read(file()).restore(new Model(LinearProgram.of(Precision.FLOAT, 3)));
            return false;
        } catch (GradcException e) {
            return true;
        } finally {
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
        }
    }

    private static byte[] withChecksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, bytes.length - Long.BYTES);
        ByteBuffer.wrap(bytes).putLong(bytes.length - Long.BYTES, sum.getValue());
        return bytes;
    }

    @Test
    void whatIsNoCheckpointIsToldInASentence() throws IOException {
        Path file = file();
        assertSentence(() -> Checkpoint.read(file),
                "there is no checkpoint " + file);
        assertSentence(() -> Checkpoint.read(file.getParent()), file.getParent() + " is a directory, not a checkpoint");
        Files.write(file, new byte[0]);
        assertSentence(() -> Checkpoint.read(file), file + " is empty, not a checkpoint");
        Files.writeString(file, "public class Iris { /* a model's source, not its checkpoint */ }");
        assertSentence(() -> Checkpoint.read(file), file + " is not a checkpoint of gradc");
        Checkpoint.of(line(Precision.FLOAT)).write(file);
        byte[] later = Files.readAllBytes(file);
        later[11] = 9;
        Files.write(file, withChecksum(later));
        assertSentence(() -> Checkpoint.read(file),
                file + " is a checkpoint of version 9, but this gradc reads version "
                        + "1: use the gradc that wrote it, or a later one");
    }

    @Test
    void aFullDiskIsToldInASentence() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        assertSentence(() -> Checkpoint.of(line(Precision.FLOAT)).write(full),
                "the model cannot be saved as /dev/full (No space left on device); what was there before is as it was");
        assertThat(full).exists();
        assertThat(Files.isRegularFile(full)).isFalse();
    }

    @Test
    void aFolderThatIsNotThereIsToldInASentence() {
        Path lost = file().resolveSibling("no").resolve("model.gradc");
        assertThatThrownBy(() -> Checkpoint.of(line(Precision.FLOAT)).write(lost)).isInstanceOf(GradcException.class)
                .hasMessageStartingWith("the model cannot be saved as " + lost + " (there is no ");
        assertThatThrownBy(() -> Checkpoint.of(line(Precision.FLOAT)).write(file().getParent()))
                .isInstanceOf(GradcException.class).hasMessageContaining("(it is a directory)");
    }

    @Test
    void anEarlierFileIsIntactWhenWritingFails() throws IOException {
        Files.writeString(file(), "earlier");
        assertThatThrownBy(() -> AtomicFile.write(file(), out -> {
            out.write(new byte[100_000]);
            throw new IOException("No space left on device");
        })).isInstanceOf(IOException.class);
        assertThat(file()).hasContent("earlier");
        assertThat(files()).containsExactly("model.gradc");
        assertThatThrownBy(() -> AtomicFile.write("the page", file(), out -> {
            throw new IOException("No space left on device");
        })).isInstanceOf(GradcException.class).hasMessage("the page cannot be written to " + file()
                + " (No space left on device); what was there before is as it was");
        AtomicFile.write(file(), out -> out.write("later".getBytes(StandardCharsets.UTF_8)));
        assertThat(file()).hasContent("later");
        assertThat(files()).containsExactly("model.gradc");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        Path real = file().resolveSibling("real.gradc");
        Files.writeString(real, "earlier");
        Files.createSymbolicLink(file(), real);
        Checkpoint.of(line(Precision.FLOAT)).write(file());
        assertThat(Files.isSymbolicLink(file())).isTrue();
        assertThat(Checkpoint.read(real).name()).isEqualTo("line");
    }

    private List<String> files() {
        try (Stream<Path> list = Files.list(file().toAbsolutePath().getParent())) {
            return list.map(p -> p.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
