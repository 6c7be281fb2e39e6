package dev.gradc.data;

import dev.gradc.runtime.DataSet;
import dev.gradc.runtime.GradcException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// CIFAR-10's binary version (Krizhevsky 2009): records of a class byte and 3,072 pixels, a red, a green and a blue plane
/// of 32×32; the folder holds `data_batch_1.bin` to `data_batch_5.bin` and `test_batch.bin`.
final class Cifar10 {
    private static final int PIXELS = 3 * 32 * 32;
    private static final int RECORD = 1 + PIXELS;
    private static final String TEST_FILE = "test_batch.bin";
    private static final List<String> CLASSES = List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog",
            "horse", "ship", "truck");

    private Cifar10() {
    }

    /// The five training files and the test file of a folder.
    static TrainTest readFolder(Path folder, int rows) {
        List<Path> training = IntStream.rangeClosed(1, 5).mapToObj(i -> folder.resolve("data_batch_" + i + ".bin"))
                .filter(Files::exists).toList();
        Path test = folder.resolve(TEST_FILE);
        if (training.isEmpty() || !Files.exists(test)) {
            throw new GradcException(folder + " is a directory without CIFAR-10's data_batch_1.bin and " + TEST_FILE
                    + ": name a file in it, or a folder that has them");
        }
        return new TrainTest(read(training, rows), read(List.of(test), rows));
    }

    /// Some files, one after another.
    static DataSet read(List<Path> paths, int rows) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path path : paths) {
            InputFile file = InputFile.of(path);
            file.requireMemory(2L * all.size());
            all.writeBytes(records(file, rows - all.size() / RECORD));
        }
        byte[] records = all.toByteArray();
        return PixelDataSet.ofRecords(records, records.length / RECORD, PIXELS, CLASSES);
    }

    private static byte[] records(InputFile file, int rows) {
        try (BinaryReader reader = new BinaryReader(file)) {
            byte[] records = reader.upTo((long) rows * RECORD);
            if (records.length % RECORD != 0) {
                throw file.error("is no CIFAR-10 file: its " + records.length + " bytes are not records of " + RECORD);
            }
            for (int at = 0; at < records.length; at += RECORD) {
                if ((records[at] & 0xFF) >= CLASSES.size()) {
                    throw file.error("has the class " + (records[at] & 0xFF) + " in record " + (at / RECORD + 1)
                            + ", but CIFAR-10 has the classes 0 to 9");
                }
            }
            return records;
        }
    }
}
