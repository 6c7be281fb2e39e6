package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradc.compiler.emit.c.CCompiler;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class TrainCommandTest {
    @TempDir
    private Path folder;

    private static Map<?, ?> json(Run run) {
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        return JsonMapper.shared().readValue(run.lastLine(), Map.class);
    }

    @Test
    void theResultIsAnObject() {
        Path model = Models.classifier(folder, "Moons", 2, 2, "data(\"moons:samples=100\");");
        Map<?, ?> result = json(Run.gradc("train", model, "--json"));
        assertThat(result.get("model")).isEqualTo("Moons");
        assertThat(result.get("data")).isEqualTo("moons:samples=100");
        assertThat((Double) result.get("test_accuracy")).isBetween(0.0, 1.0);
        assertThat((Double) result.get("test_loss")).isPositive();
        assertThat((Double) result.get("train_loss")).isPositive();
        assertThat((Double) result.get("seconds")).isPositive();
        assertThat(result.get("epochs")).isEqualTo(3);
        assertThat(result.get("parameters")).isEqualTo(2 * 16 + 16 + 16 * 2 + 2);
        assertThat((String) result.get("sha256")).matches("[0-9a-f]{64}");
        assertThat(result.get("stopped_by")).isEqualTo("epochs");
    }

    @Test
    void theBitsDependOnSeedAndTypeAlone() {
        Path model = Models.classifier(folder, "Moons", 2, 2, "data(\"moons:samples=100\");");
        Object once = json(Run.gradc("train", model, "--json")).get("sha256");
        assertThat(json(Run.gradc("train", model, "--json", "--threads", 3)).get("sha256")).isEqualTo(once);
        for (String backend : new String[]{"interpreter", "janino", "javac"}) {
            assertThat(json(Run.gradc("train", model, "--json", "--backend", backend)).get("sha256")).isEqualTo(once);
        }
        assertThat(json(Run.gradc("train", model, "--json", "--debug-nans")).get("sha256")).isEqualTo(once);
        assertThat(json(Run.gradc("train", model, "--json", "--seed", 2)).get("sha256")).isNotEqualTo(once);
        Map<?, ?> twice = json(Run.gradc("train", model, "--json", "--dtype", "double"));
        assertThat(twice.get("sha256")).isNotEqualTo(once);
        assertThat(twice.get("dtype")).isEqualTo("double");
    }

    @Test
    void theBackendOfCGivesTheSameBitsByAnyNumberOfThreads() {
        assumeTrue(CCompiler.ofMachine().isHere(), "no C compiler on this machine");
        Path model = Models.classifier(folder, "Moons", 2, 2, "data(\"moons:samples=100\");");
        Object once = json(Run.gradc("train", model, "--json")).get("sha256");
        for (int threads = 1; threads <= 3; threads++) {
            assertThat(json(Run.gradc("train", model, "--json", "--backend", "c", "--threads", threads)).get("sha256"))
                    .isEqualTo(once);
        }
    }

    @Test
    void theUsersNumbersReplaceTheModels() {
        Path model = Models.classifier(folder, "Moons", 2, 2, "data(\"moons:samples=100\");");
        Map<?, ?> result = json(Run.gradc("train", model, "--json", "--epochs", 7, "--batch", "full", "--test", "20%",
                "--data", "circles:samples=50,part=train"));
        assertThat(result.get("epochs")).isEqualTo(7);
        assertThat(result.get("steps")).isEqualTo(7);
        assertThat(json(Run.gradc("train", model, "--json", "--steps", 5)).get("steps")).isEqualTo(5);
    }

    @Test
    void aModelMayBringItsOwnData() {
        Path model = Models.classifier(folder, "Moons", 2, 2, "data(dev.gradc.data.DataSets.moons(100, 0.1, 1));");
        Map<?, ?> result = json(Run.gradc("train", model, "--json"));
        assertThat(result.get("data")).isEqualTo("the model's own data");
        int train = (Integer) result.get("train_rows");
        assertThat(train + (Integer) result.get("test_rows")).isEqualTo(100);
        Map<?, ?> split = json(Run.gradc("train", model, "--json", "--test", "25%"));
        assertThat(split.get("test_rows")).isEqualTo(train / 4);
        assertThat(json(Run.gradc("train", model, "--json", "--data", "moons:samples=60")).get("data"))
                .isEqualTo("moons:samples=60");
    }

    @Test
    void rowsAreKeptAsideForTheTestWhereNoneAreNamed() {
        Path model = Models.classifier(folder, "Kinds", 4, 3, "");
        Path data = Models.csv(folder, "kinds.csv", 90);
        Run run = Run.gradc("train", model, "--data", data, "--label", "kind", "--epochs", 20);
        assertThat(run.code()).isZero();
        assertThat(run.err()).startsWith(
                "gradc: testing on 27 of the 90 rows of " + data + ", kept aside at random (seed 1)")
                .contains("epoch ");
        assertThat(run.out()).startsWith("Kinds: 131 parameters, float")
                .contains("trained on 63 rows of " + data, "20 epochs, 160 steps",
                        "tested on 27 rows: accuracy 1.0000,");
        Map<?, ?> half = json(Run.gradc("train", model, "--data", data, "--test", "50%", "--json"));
        assertThat(half.get("test_rows")).isEqualTo(45);
        Map<?, ?> other = json(Run.gradc("train", model, "--data", data, "--test", data, "--json"));
        assertThat(other.get("train_rows")).isEqualTo(90);
        assertThat(other.get("test_rows")).isEqualTo(90);
    }

    @Test
    void aResumedTrainingEndsInTheSameBits() {
        Path model = Models.classifier(folder, "Kinds", 4, 3, "");
        Path data = Models.csv(folder, "kinds.csv", 90);
        Path saved = folder.resolve("kinds.gradc");
        Object whole = json(Run.gradc("train", model, "--data", data, "--json")).get("sha256");
        Map<?, ?> part = json(Run.gradc("train", model, "--data", data, "--json", "--steps", 11, "--out", saved));
        assertThat(part.get("sha256")).isNotEqualTo(whole);
        assertThat(part.get("file")).isEqualTo(saved.toString());
        Map<?, ?> rest = json(
                Run.gradc("train", model, "--data", data, "--json", "--resume", saved, "--steps", 1000));
        assertThat(rest.get("sha256")).isEqualTo(whole);
        assertThat(rest.get("steps")).isEqualTo(24);
        Run otherData = Run.gradc("train", model, "--data", data + ":rows=50", "--resume", saved);
        assertThat(otherData.code()).isEqualTo(2);
        assertThat(otherData.err()).contains("training rows was 63, is ").hasLineCount(1);
    }
}
