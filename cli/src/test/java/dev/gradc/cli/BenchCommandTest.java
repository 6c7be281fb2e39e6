package dev.gradc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchCommandTest {
    private static final String[] SHORT = {"--processes", "1", "--warm", "0.05", "--seconds", "0.05", "--threads", "1"};

    private static Run bench(String... arguments) {
        String[] all = new String[SHORT.length + 1 + arguments.length];
        all[0] = "bench";
        System.arraycopy(SHORT, 0, all, 1, SHORT.length);
        System.arraycopy(arguments, 0, all, SHORT.length + 1, arguments.length);
        return Run.gradc((Object[]) all);
    }

    @Test
    void aResultIsALineOfJson() {
        Run run = bench("--sizes", "3-4-2", "--batch", "5", "--mode", "infer", "--activation", "tanh", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        JsonNode result = JsonMapper.shared().readTree(run.out());
        assertThat(result.get("engine").asString()).isEqualTo("gradc");
        assertThat(result.get("case").asString()).isEqualTo("3-4-2-infer-b5-tanh");
        for (String number : new String[]{"threads", "median_us", "min_us", "runs", "gflops", "roof_us",
            "share_of_roof", "check"}) {
            assertThat(result.get(number).asDouble()).as(number).isPositive();
        }
    }

    @Test
    void withoutJsonItIsATable() {
        Run run = bench("--cases", "tiny-infer-b1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(2).element(1).asString().startsWith("tiny-infer-b1")
                .contains("gradc", "0.453459");
    }

    @Test
    void aPageShowsAll(@TempDir Path folder) throws IOException {
        Path page = folder.resolve("page.md");
        Run run = bench("--cases", "tiny-infer-b1,tiny-train-b32", "--out", page.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(page).content().startsWith("# Performance").contains("Written by `gradc bench --processes 1",
                "| tiny-infer-b1 | 0.453459 |", "| tiny-train-b32 | 0.689170 |");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
        Path lost = folder.resolve("no").resolve("page.md");
        Run early = bench("--out", lost.toString());
        assertThat(early.code()).isEqualTo(2);
        assertThat(early.err()).startsWith("gradc: --out " + lost + " cannot be written: there is no folder ");
    }

    @Test
    void startupIsALineForEachQuantity() {
        Run run = Run.gradc("bench", "--startup", "--sizes", "3-4-2", "--batch", "5", "--activation", "tanh",
                "--processes",
                "1", "--seconds", "0.2", "--depths", "2", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().map(JsonMapper.shared()::readTree)).allSatisfy(quantity -> {
            assertThat(quantity.get("median_ms").asDouble()).isPositive();
            assertThat(quantity.get("least_ms").asDouble()).isPositive();
            assertThat(quantity.get("processes").asInt()).isEqualTo(1);
        }).extracting(quantity -> quantity.get("case").asString() + ": " + quantity.get("quantity").asString())
                .containsExactly("3-4-2-train-b5-tanh: compile", "3-4-2-train-b5-tanh: first step",
                        "3-4-2-train-b5-tanh: 90 % of speed", "3-4-2-train-b5-tanh: first step, rehearsed",
                        "3-4-2-train-b5-tanh: 90 % of speed, rehearsed", "3-4-2-train-b5-tanh: second compile",
                        "2-layers: compile");
    }

    @Test
    void mistakesAboutTheStartupAreTold() {
        assertThat(bench("--startup").err()).startsWith("gradc: --startup goes without --threads: it measures one");
        String one = "gradc: --startup measures one training, such as --cases mlp-train-b64";
        assertThat(Run.gradc("bench", "--startup", "--cases", "tiny-infer-b1").err()).startsWith(one);
        assertThat(Run.gradc("bench", "--startup", "--sizes", "3-2", "--mode", "infer").err()).startsWith(one);
        assertThat(Run.gradc("bench", "--startup", "--depths", "0").err())
                .startsWith("gradc: --depths [0] must be numbers from 1 on");
        assertThat(Run.gradc("bench", "--depths", "10").code()).isEqualTo(2);
    }

    @Test
    void mistakesAreTold() {
        assertThat(bench("--cases", "huge").err()).startsWith("gradc: there is no case huge; the cases are mlp-train");
        assertThat(bench("--sizes", "3-x").err()).startsWith("gradc: --sizes has 'x' where a width belongs");
        assertThat(bench("--peers", "torch").err()).startsWith("gradc: there is no peer torch;");
        assertThat(bench("--busy", "-1").code()).isEqualTo(2);
        assertThat(Run.gradc("bench", "--threads", "0").err()).startsWith("gradc: --threads [0] must be numbers");
        assertThat(bench("--activation", "foo").code()).isEqualTo(2);
    }
}
