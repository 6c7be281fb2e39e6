package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a newcomer gives by mistake: one sentence, and a code that tells misuse from failure.
class BadInputTest {
    private static final int MISUSED = 2;
    private static final int FAILED = 1;

    @TempDir
    private Path folder;

    private void assertTold(int code, Object data, String sentence, Object... more) {
        Path model = Models.classifier(folder, "Kinds", 4, 3, "");
        Object[] arguments = {"train", model, "--data", data, "--json"};
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        Run run = Run.gradc(all);
        assertThat(run.err()).isEqualTo("gradc: " + sentence + System.lineSeparator());
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path write(String name, int... ints) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(ints.length * Integer.BYTES);
        bytes.asIntBuffer().put(ints);
        return Files.write(folder.resolve(name), bytes.array());
    }

    @Test
    void filesThatAreNone() throws IOException {
        Path empty = write("empty.csv", "");
        assertTold(MISUSED, empty, empty + " is empty");
        assertTold(MISUSED, folder,
                folder + " is a directory without CIFAR-10's data_batch_1.bin and test_batch.bin: name"
                        + " a file in it, or a folder that has them");
        Path missing = folder.resolve("no.csv");
        assertTold(MISUSED, missing, missing + ": there is no such file");
    }

    @Test
    void aFileThatMustNotBeRead() throws IOException {
        Path secret = Models.csv(folder, "secret.csv", 30);
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(secret)).as("this user may read everything").isFalse();
        assertTold(MISUSED, secret, secret + " cannot be read: permission denied");
    }

    @Test
    void aTruncatedGzip() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(whole)) {
            gzip.write(Files.readAllBytes(Models.csv(folder, "kinds.csv", 3000)));
        }
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole.toByteArray(), whole.size() / 2));
        assertTold(MISUSED, cut, cut + " is cut short: its gzip data ends too early");
    }

    @Test
    void anIdxHeaderThatClaimsTooMuch() throws IOException {
        Path labels = write("labels-idx1-ubyte", 0x801, 0x7fffffff);
        Path images = write("images-idx3-ubyte", 0x803, 0x80000000, 28, 28);
        assertTold(MISUSED, images + "," + labels, images + " has an IDX header with the extent 2147483648 in dimension"
                + " 1, which no file can hold or which leaves nothing to read");
        Path long31 = write("images-idx3-ubyte", 0x803, 0x7fffffff, 28, 28);
        assertTold(MISUSED, long31 + "," + labels,
                long31 + " is too short: 1683627179248 bytes of 2147483647 rows of 784"
                        + " were expected from byte 16 on, but the file has 16 bytes");
    }

    @Test
    void aCsvFileThatIsWrong() throws IOException {
        Path ragged = write("ragged.csv", "1,2,3\n4,5\n");
        assertTold(MISUSED, ragged, ragged
                + " line 2 has 2 columns, but line 1 has 3: make them equal, or check the separator and the quotes");
        Path endless = write("endless.csv", "x".repeat(100_000_000));
        assertTold(MISUSED, endless, endless + " line 1: too long to read (a field has at most 65536 characters, a line"
                + " 16777216 and 50000 columns): check the line ends, the quotes and the separator");
        Path narrow = write("narrow.csv", "1,2,a\n3,4,b\n5,6,c\n".repeat(9));
        assertTold(MISUSED, narrow,
                "Kinds.java:5: the model's input x takes 4 numbers a row, but the data set gives 2 (x:"
                        + " 2): change the input's width, or check which column is the label");
    }

    @Test
    void numbersOutOfRange() {
        Path data = Models.csv(folder, "kinds.csv", 30);
        assertTold(MISUSED, data, "the number of epochs is 0, but must be at least 1", "--epochs", 0);
        assertTold(MISUSED, data, "--batch few is neither a whole number of rows nor 'full'", "--batch", "few");
        assertTold(MISUSED, data, "--steps 0 would train nothing: give a number of at least 1", "--steps", 0);
        assertTold(MISUSED, data, "--test 100% leaves no rows on one side: take more than 0% and less than 100%",
                "--test",
                "100%");
    }

    @Test
    void aModelThatNamesNoData() {
        Run run = Run.gradc("train", Models.classifier(folder, "Kinds", 4, 3, ""));
        assertThat(run.code()).isEqualTo(MISUSED);
        assertThat(run.err()).isEqualTo("gradc: the model Kinds names no data set: give --data, or say"
                + " data(\"mnist1d\"), for example, in the model" + System.lineSeparator());
    }

    @Test
    void aPlaceThatCannotBeWritten() {
        Path data = Models.csv(folder, "kinds.csv", 30);
        Path lost = folder.resolve("no/folder/x.gradc");
        assertTold(MISUSED, data, "--out " + lost + " cannot be written: there is no folder " + lost.getParent(),
                "--out",
                lost);
        Path full = Path.of("/dev/full");
        assumeThat(Files.exists(full)).as("there is a /dev/full").isTrue();
        assertTold(FAILED, data,
                "the model cannot be saved as /dev/full (No space left on device); what was there before"
                        + " is as it was",
                "--out", full);
    }

    @Test
    void aModelThatIsLostToItsLearningRate() throws IOException {
        Path model = write("Wild.java", """
                import dev.gradc.dsl.*;

                class Wild extends Network {
                    protected void define() {
                        Tensor x = input("x", 1);
                        Tensor y = input("y", 1);
                        Tensor z = x.then(affine(1));
                        output("z", z);
                        loss(mse(z, y));
                        optimizer(sgd(1e20));
                        data("curve");
                    }
                }
                """);
        Path saved = folder.resolve("wild.gradc");
        Run run = Run.gradc("train", model, "--json", "--out", saved);
        assertThat(run.code()).isEqualTo(FAILED);
        assertThat(run.err())
                .matches("gradc: the loss became (NaN|Infinity) in step \\d+ .* at the learning rate 1.0E20:"
                        + " take a smaller learning rate, or search for the first NaN with --debug-nans\\R");
        Run traced = Run.gradc("train", model, "--json", "--debug-nans");
        assertThat(traced.code()).isEqualTo(FAILED);
        assertThat(traced.err()).matches("gradc: Wild\\.java:\\d+: .* is (NaN|-?Infinity) .*\\R").hasLineCount(1);
    }
}
