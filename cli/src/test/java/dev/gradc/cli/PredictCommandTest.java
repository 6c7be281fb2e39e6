package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
    @TempDir
    private Path folder;

    private Path saved;

    @BeforeEach
    void train() throws IOException {
        Path model = Models.classifier(folder, "Kinds", 4, 3, "");
        saved = folder.resolve("kinds.gradc");
        Run run = Run.gradc("train", model, "--data", Models.csv(folder, "kinds.csv", 90), "--epochs", 20, "--out",
                saved);
        assertThat(run.code()).as(run.err()).isZero();
        Files.delete(model);
    }

    @Test
    void rowsWithoutTheirClassGetOne() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "colour,weight,size\nred,5.2,3\ngreen,1.1,205\n");
        Run run = Run.gradc("predict", saved, "--data", rows);
        assertThat(run.code()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).isEqualTo("class,p[a],p[b],p[c]");
        assertThat(lines.get(1)).startsWith("a,0.9");
        assertThat(lines.get(2)).startsWith("c,");
        assertThat(Run.gradc("predict", saved, "--data", rows, "--json").out()).startsWith(
                "{\"model\":\"Kinds\",\"rows\":2,\"answers\":[{\"class\":\"a\",\"p[a]\":0.9");
    }

    @Test
    void aRowsAnswerDoesNotDependOnItsCompany() {
        Path all = folder.resolve("kinds.csv");
        List<String> lines = Run.gradc("predict", saved, "--data", all).out().lines().toList();
        assertThat(lines).hasSize(91);
        assertThat(Run.gradc("predict", saved, "--data", all + ":rows=1").out().lines()).isEqualTo(lines.subList(0, 2));
        assertThat(Run.gradc("predict", saved, "--data", all + ":rows=7", "--backend", "interpreter").out().lines())
                .isEqualTo(lines.subList(0, 8));
    }

    @Test
    void answersGoToAFile() throws IOException {
        Path out = folder.resolve("answers.csv");
        Run run = Run.gradc("predict", saved, "--data", folder.resolve("kinds.csv"), "--out", out);
        assertThat(run.out()).isEqualTo("90 answers of Kinds written to " + out + System.lineSeparator());
        assertThat(Files.readAllLines(out)).hasSize(91);
        Run nowhere = Run.gradc("predict", saved, "--data", folder.resolve("kinds.csv"), "--out", folder);
        assertThat(nowhere.code()).isEqualTo(2);
        assertThat(nowhere.err()).startsWith("gradc: --out " + folder + " is a directory: name a file").hasLineCount(1);
    }

    @Test
    void whatIsNoTrainedModelIsTold() throws IOException {
        Path csv = folder.resolve("kinds.csv");
        Run source = Run.gradc("predict", "Kinds.java", "--data", csv);
        assertThat(source.code()).isEqualTo(2);
        assertThat(source.err())
                .isEqualTo("gradc: Kinds.java is the source of a model, but predict takes a trained one:"
                        + " train it with --out FILE, and name that file" + System.lineSeparator());
        Run other = Run.gradc("predict", csv, "--data", csv);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).isEqualTo("gradc: " + csv + " is not a checkpoint of gradc" + System.lineSeparator());
        Run wide = Run.gradc("predict", saved, "--data", "mnist1d");
        assertThat(wide.code()).isEqualTo(2);
        assertThat(wide.err()).startsWith("gradc: Kinds.java:5: the model's input x takes 4 numbers a row")
                .hasLineCount(1);
        byte[] bytes = Files.readAllBytes(saved);
        bytes[bytes.length / 2] ^= 1;
        Files.write(saved, bytes);
        Run damaged = Run.gradc("predict", saved, "--data", csv);
        assertThat(damaged.code()).isEqualTo(2);
        assertThat(damaged.err()).startsWith("gradc: " + saved + " is damaged").hasLineCount(1);
    }
}
