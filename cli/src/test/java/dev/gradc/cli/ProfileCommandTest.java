package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProfileCommandTest {
    @TempDir
    private Path folder;

    private Run profile(Path model, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("profile", model, "--seconds", 0.05, "--threads", 1));
        arguments.addAll(Arrays.asList(more));
        return Run.gradc(arguments.toArray());
    }

    private Path classifier() {
        return Models.classifier(folder, "Kinds", 4, 3, "");
    }

    @Test
    void everyKernelIsALineUnderTheUsersNames() {
        Run run = profile(classifier());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        List<String> lines = run.out().lines().toList();
        assertThat(lines.getFirst()).matches(
                "kernel +origin +median µs +share +GFLOP/s +GB/s +roof +limit");
        assertThat(lines.get(1)).matches("train\\.z1 +Kinds\\.java:7 +\\d+\\.\\d+ +\\d+\\.\\d % +\\d+\\.\\d +\\d+\\.\\d"
                + " +\\d+\\.\\d % +(arithmetic|L1)");
        int blank = lines.indexOf("");
        assertThat(lines.subList(1, blank - 1)).allMatch(line -> line.startsWith("train.")).anyMatch(
                line -> line.startsWith("train.∂affine1.weight"));
        assertThat(lines.get(blank - 1)).matches((blank - 2) + " kernels +\\d.* 100\\.0 % .* % +");
        assertThat(lines.get(blank + 1))
                .startsWith("train of Kinds, batch 8, 1 thread: ").endsWith(" runs");
        assertThat(lines.get(blank + 2)).matches("roof: \\d+ GFLOP/s; reads from L1 .* GB/s");
        assertThat(lines.get(blank + 3)).startsWith("machine: ").contains("Java");
    }

    @Test
    void withJsonItIsOneObject() {
        Run run = profile(classifier(), "--json", "--batch", 5, "--entry", "predict");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        JsonNode result = JsonMapper.shared().readTree(run.out());
        assertThat(result.get("model").asString()).isEqualTo("Kinds");
        assertThat(result.get("entry").asString()).isEqualTo("predict");
        assertThat(result.get("batch").asInt()).isEqualTo(5);
        for (String number : new String[]{"threads", "runs", "median_us", "kernels_us", "roof_us", "operations",
            "bytes"}) {
            assertThat(result.get(number).asDouble()).as(number).isPositive();
        }
        JsonNode first = result.get("kernels").get(0);
        assertThat(first.get("kernel").asString()).isEqualTo("predict.z1");
        assertThat(first.get("origin").asString()).isEqualTo("Kinds.java:7");
        assertThat(first.get("operations").asLong()).isGreaterThanOrEqualTo(5 * (2 * 4 * 16 + 16));
        assertThat(first.get("bytes").asLong()).isEqualTo(4 * (5 * (4 + 16) + 4 * 16 + 16));
        for (String number : new String[]{"median_us", "share", "gflops", "gbs", "roof_us", "share_of_roof"}) {
            assertThat(first.get(number).asDouble()).as(number).isPositive();
        }
        assertThat(first.get("limit").asString()).isIn("arithmetic", "L1");
        for (String number : new String[]{"gflops", "l1_gbs", "l2_gbs", "l3_gbs", "memory_gbs"}) {
            assertThat(result.get("roof").get(number).asDouble()).as(number).isPositive();
        }
    }

    @Test
    void aModelWithoutLossPredicts() throws IOException {
        Path model = Files.writeString(folder.resolve("Asks.java"), """
                import dev.gradc.dsl.*;

                class Asks extends Network {
                    protected void define() {
                        output("answer", input("x", 3).then(affine("answer", 2)));
                        fullBatch();
                    }
                }
                """);
        Run run = profile(model);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("predict.answer").contains("predict of Asks, batch 1000, ");
        Run train = profile(model, "--entry", "train");
        assertThat(train.code()).isEqualTo(2);
        assertThat(train.err())
                .isEqualTo("gradc: the model Asks was compiled without train" + System.lineSeparator());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--batch | 0 | the batch size is 0, but must be at least 1",
        "--threads | -1 | the number of threads is -1, but must be from 0 to 1024",
        "--seconds | 0 | --seconds 0.0 must be positive", "--seconds | NaN | --seconds NaN must be positive",
        "--entry | dream | dream", "--batch | 2000000000 | the model Kinds needs"})
    void mistakesAreTold(String option, String value, String sentence) {
        Run run = Run.gradc("profile", classifier(), option, value);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).startsWith("gradc: ").contains(sentence).hasLineCount(1);
        assertThat(run.out()).isEmpty();
    }
}
