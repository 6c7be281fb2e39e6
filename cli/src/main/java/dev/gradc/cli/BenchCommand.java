package dev.gradc.cli;

import dev.gradc.benchmarks.Bench;
import dev.gradc.benchmarks.Case;
import dev.gradc.benchmarks.Case.Hidden;
import dev.gradc.benchmarks.Case.Update;
import dev.gradc.benchmarks.Contender;
import dev.gradc.benchmarks.Page;
import dev.gradc.benchmarks.Result;
import dev.gradc.benchmarks.Startup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `gradc bench`.
@Command(name = "bench", mixinStandardHelpOptions = true, versionProvider = Version.class, description = "Measures gradc beside the roof of this machine and, if asked, beside other libraries: in turns, each"
        + " time in a process of its own. With --json, one line for each engine, case and number of threads. With --startup, the"
        + " time that a fresh JVM takes to compile a network and come to speed.")
final class BenchCommand implements Callable<Integer> {
    private static final String TABLE_ROW = "%-34s %2s  %-12s %12s %12s %9s %10s %6s  %s%n";

    private static final List<String> NOT_AT_STARTUP = List.of("--threads", "--peers", "--warm", "--busy", "--out");

    private final Screen screen;

    @Option(names = "--cases", paramLabel = "LIST", split = ",", description = "Standard cases, such as mlp-train-b64,tiny-infer-b1; all of them unless given.")
    private @Nullable List<String> cases;

    @Option(names = "--sizes", paramLabel = "N-N-N", description = "Instead of standard cases: a dense network of these widths, as in 13-64-64-1.")
    private @Nullable String sizes;

    @Option(names = "--batch", paramLabel = "N", description = "With --sizes: rows in a step; ${DEFAULT-VALUE} unless given.")
    private int batch = 64;

    @Option(names = "--mode", paramLabel = "MODE", description = "With --sizes: train (the default) or infer.")
    private Mode mode = Mode.TRAIN;

    @Option(names = "--activation", paramLabel = "NAME", description = "With --sizes: relu (the default), tanh, elu, gelu or sigmoid.")
    private Hidden activation = Hidden.RELU;

    @Option(names = "--optimizer", paramLabel = "NAME", description = "With --sizes: sgd (the default), momentum or adam.")
    private Update optimizer = Update.SGD;

    @Option(names = "--threads", paramLabel = "LIST", split = ",", description = "Numbers of threads, such as 1,2; 1 and the number of processors unless given.")
    private @Nullable List<Integer> threads;

    @Option(names = "--peers", paramLabel = "LIST", split = ",", description = "Other libraries: tensorflow, djl, onnxruntime, dl4j, or all; none unless given. They must have been"
            + " built: mvn -P peers -DskipTests package.")
    private List<String> peers = List.of();

    @Option(names = "--processes", paramLabel = "N", description = "How many processes measure each; ${DEFAULT-VALUE} unless given.")
    private int processes = 5;

    @Option(names = "--warm", paramLabel = "S", description = "Seconds of work before measuring; ${DEFAULT-VALUE} unless given.")
    private double warming = 3;

    @Option(names = "--seconds", paramLabel = "S", description = "Seconds of measuring in each process; 1 unless given, 6 with --startup.")
    private @Nullable Double seconds;

    @Option(names = "--busy", paramLabel = "N", description = "How many other processes keep a core busy meanwhile; ${DEFAULT-VALUE} unless given.")
    private int busy;

    @Option(names = "--out", paramLabel = "FILE.md", description = "Write all results to a page, too.")
    private @Nullable Path out;

    @Option(names = "--startup", description = "Instead of the work itself, what comes before it in a fresh JVM: compiling, the first step, and the way to full speed;"
            + " for one training, mlp-train-b64 unless another is named.")
    private boolean startup;

    @Option(names = "--depths", paramLabel = "LIST", split = ",", description = "With --startup: numbers of layers of networks that are compiled, too; 10,100,1000 unless given.")
    private @Nullable List<Integer> depths;

    @Option(names = "--json", description = "Print each result as a JSON object on a line.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    BenchCommand(Screen screen) {
        this.screen = screen;
    }

    /// What is measured.
    private enum Mode {
        TRAIN, INFER
    }

    @Override
    public Integer call() {
        if (processes < 1 || warming < 0 || seconds(1) <= 0 || busy < 0) {
            throw new Misuse("--processes and --seconds must be positive, --warm and --busy at least 0");
        }
        if (startup) {
            new StartupReport(screen, json).run(startup());
            return 0;
        }
        if (depths != null) {
            throw new Misuse("--depths goes with --startup");
        }
        OutFile.check(out);
        Bench bench = Misuse.when(() -> new Bench(work(), counts(), contenders(),
                Path.of(System.getProperty("gradc.home", "."), "benchmarks", "peers"), processes, warming, seconds(1),
                busy, screen::progress));
        if (!json) {
            screen.out().printf(TABLE_ROW, "case", "T", "engine", "median µs", "least µs", "GFLOP/s", "roof µs",
                    "share", "check");
        }
        List<Result> results = new ArrayList<>();
        bench.run(result -> {
            print(result);
            results.add(result);
        });
        if (out != null) {
            OutFile.write("the page", out,
                    Page.of(results, "gradc " + String.join(" ", originalArguments())).lines());
        }
        return 0;
    }

    private double seconds(double unlessGiven) {
        return seconds != null ? seconds : unlessGiven;
    }

    private Startup startup() {
        for (String other : NOT_AT_STARTUP) {
            if (Objects.requireNonNull(spec).commandLine().getParseResult().hasMatchedOption(other)) {
                throw new Misuse("--startup goes without " + other
                        + ": it measures one training by gradc with one thread");
            }
        }
        List<Case> work = cases == null && sizes == null ? List.of(Case.named("mlp-train-b64"))
                : Misuse.when(this::work);
        if (work.size() != 1 || !work.getFirst().train()) {
            throw new Misuse("--startup measures one training, such as --cases mlp-train-b64");
        }
        List<Integer> layers = depths == null ? List.of(10, 100, 1000) : depths;
        if (layers.stream().anyMatch(count -> count < 1)) {
            throw new Misuse("--depths " + layers + " must be numbers from 1 on");
        }
        return new Startup(work.getFirst(), layers, processes, seconds(6), screen::progress);
    }

    private List<String> originalArguments() {
        return Objects.requireNonNull(spec).root().commandLine().getParseResult().originalArgs();
    }

    private List<Case> work() {
        if (sizes != null) {
            List<Integer> widths = Arrays.stream(sizes.split("-")).map(BenchCommand::width).toList();
            return List.of(Case.of(widths, batch, mode == Mode.TRAIN, activation, optimizer));
        }
        return cases == null ? Case.STANDARD : cases.stream().map(Case::named).toList();
    }

    private static int width(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new Misuse("--sizes has '" + text + "' where a width belongs, as in 784-256-10");
        }
    }

    private List<Integer> counts() {
        List<Integer> counts = threads != null ? threads
                : Stream.of(1, Runtime.getRuntime().availableProcessors()).distinct().toList();
        if (counts.stream().anyMatch(count -> count < 1)) {
            throw new Misuse("--threads " + counts + " must be numbers from 1 on");
        }
        return counts;
    }

    private List<Contender> contenders() {
        Stream<Contender> others = peers.equals(List.of("all"))
                ? Arrays.stream(Contender.values()).filter(c -> c != Contender.GRADC)
                : peers.stream().map(Contender::named);
        return Stream.concat(Stream.of(Contender.GRADC), others).distinct().toList();
    }

    private void print(Result result) {
        screen.clear();
        if (json) {
            screen.out().println(json(result));
            return;
        }
        screen.out().printf(TABLE_ROW, result.work().name(), result.threads(), result.engine(),
                number("%.3f", result.medianMicros()), number("%.3f", result.minMicros()),
                number("%.1f", result.gigaflops()), number("%.3f", result.roofMicros()),
                number("%.0f %%", 100 * result.shareOfRoof()), number("%.6f", result.check()));
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static Json json(Result result) {
        return new Json().put("engine", result.engine()).put("variant", result.variant())
                .put("version", result.version()).put("case", result.work().name()).put("threads", result.threads())
                .put("median_us", result.medianMicros()).put("min_us", result.minMicros())
                .put("processes", result.processes()).put("runs", result.runs()).put("gflops", result.gigaflops())
                .put("roof_us", result.roofMicros()).put("share_of_roof", result.shareOfRoof())
                .put("peak_gflops", result.roof().gigaflops()).put("check", result.check());
    }
}
