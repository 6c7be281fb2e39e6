package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The events of the JDK Flight Recorder.
class FlightRecordingTest {
    private static final String KERNEL = "dev.gradc.Kernel";
    private static final String STEP = "dev.gradc.Step";
    private static final int ROWS = 8;

    @TempDir
    private Path folder;

    private final Model model = new Model(LinearProgram.of(Precision.FLOAT, 3));

    /// Trains a model for some steps, where Java may have no recorder.
    static final class Training {
        private Training() {
        }

        /// Prints the bits of the parameters.
        /// @param arguments none
        public static void main(String[] arguments) {
            Model model = new Model(LinearProgram.of(Precision.FLOAT, 3));
            System.out.println(ModuleLayer.boot().findModule("jdk.jfr").isPresent() + " " + bits(model, 3));
        }

        static String bits(Model model, int steps) {
            model.initialize(1);
            try (Workers workers = new Workers(1)) {
                Session session = new Session(model, ROWS, workers);
                session.load(Binding.of(model, LinearProgram.data(ROWS, 3), Program.TRAIN),
                        IntStream.range(0, ROWS).toArray(), 0, ROWS);
                for (int step = 0; step < steps; step++) {
                    session.train(0.05);
                }
            }
            return model.sha256();
        }
    }

    private List<RecordedEvent> recorded(int steps, String... events) throws IOException {
        Path file = folder.resolve("training.jfr");
        try (Recording recording = new Recording()) {
            for (String event : events) {
                recording.enable(event);
            }
            recording.start();
            Training.bits(model, steps);
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.gradc.")).toList();
    }

    @Test
    void kernelsAreRecorded() throws IOException {
        List<RecordedEvent> events = recorded(2, KERNEL);
        assertThat(events).extracting(event -> event.getString("kernel")).containsExactly("forward", "loss",
                "gradient", "update", "forward", "loss", "gradient", "update");
        RecordedEvent first = events.getFirst();
        assertThat(first.getEventType().getName()).isEqualTo(KERNEL);
        assertThat(first.getString("origin")).isEqualTo("Line.java:3");
        assertThat(first.getString("entry")).isEqualTo(Program.TRAIN);
        assertThat(first.getInt("rows")).isEqualTo(ROWS);
        assertThat(first.getLong("operations")).isEqualTo(LinearProgram.WORK.operations().at(ROWS)).isEqualTo(59);
        assertThat(first.getLong("bytes")).isEqualTo(LinearProgram.WORK.bytes().at(ROWS)).isEqualTo(93);
        assertThat(first.getDuration()).isPositive();
    }

    @Test
    void stepsAreRecorded() throws IOException {
        List<RecordedEvent> events = recorded(3, STEP);
        assertThat(events).extracting(event -> event.getLong("step")).containsExactly(0L, 1L, 2L);
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getEventType().getName()).isEqualTo(STEP);
            assertThat(event.getString("model")).isEqualTo("line");
            assertThat(event.getString("entry")).isEqualTo(Program.TRAIN);
            assertThat(event.getInt("rows")).isEqualTo(ROWS);
            assertThat(event.getDuration()).isPositive();
        });
    }

    @Test
    void aRecordingThatDoesNotNameThemHasNone() throws IOException {
        assertThat(recorded(3)).isEmpty();
    }

    @Test
    void aStepAllocatesNothingWhileTheyAreOff() {
        model.initialize(1);
        try (Recording recording = new Recording(); Workers workers = new Workers(1)) {
            recording.start();
            Session session = new Session(model, ROWS, workers);
            session.load(Binding.of(model, LinearProgram.data(ROWS, 3), Program.TRAIN),
                    IntStream.range(0, ROWS).toArray(), 0, ROWS);
            Runnable work = () -> {
                for (int step = 0; step < 100; step++) {
                    session.train(0.05);
                }
            };
            assertThat(Allocation.bytes(work)).isLessThan(100);
        }
    }

    @Test
    void aRecordingChangesNoBit() throws IOException {
        String bits = Training.bits(model, 5);
        recorded(5, STEP, KERNEL);
        assertThat(model.sha256()).isEqualTo(bits);
    }

    @Test
    void javaNeedNoRecorder() throws IOException {
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--limit-modules", "java.base", "-cp", System.getProperty("java.class.path"),
                Training.class.getName()).redirectErrorStream(true).start();
        String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed.strip()).isEqualTo("false " + Training.bits(model, 3));
    }
}
