package dev.gradc.benchmarks;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Results as a page: the machine, the versions, and a table for each number of threads.
public final class Page {
    private static final String GRADC = Contender.GRADC.label();

    private Page() {
    }

    /// The page, in Markdown.
    ///
    /// @param results all of one run
    /// @param command what printed them
    public static String of(List<Result> results, String command) {
        StringBuilder page = new StringBuilder("# Performance\n\n");
        page.append("Written by `").append(command).append("` on ").append(LocalDate.now(ZoneOffset.UTC))
                .append(".\n\n");
        page.append("Machine: ").append(Machine.description()).append(".\n\n");
        page.append("""
                A time is the median over processes of their median times, in µs for a step or a prediction. Engines take turns, so that
                what the machine does meanwhile meets all alike. The roof is the shortest possible time: the matrix products at the
                peak of fused multiply-adds, or the parameters at the bandwidth of the smallest cache that holds them, whichever is
                longer; both are measured in the same run. Training data lie in place for every engine; predictions go from a Java
                array to a Java array. All engines come to the same check values.

                """);
        versions(results).forEach((engine, version) -> page.append("- ").append(engine).append(": ").append(version)
                .append('\n'));
        Map<Integer, List<Result>> byThreads = new TreeMap<>();
        results.forEach(r -> byThreads.computeIfAbsent(r.threads(), _ -> new ArrayList<>()).add(r));
        byThreads.forEach((threads, some) -> page.append(table(threads, some)));
        return page.toString();
    }

    private static Map<String, String> versions(List<Result> results) {
        Map<String, String> versions = new LinkedHashMap<>();
        results.forEach(r -> versions.put(r.engine(), r.version()));
        return versions;
    }

    private static String table(int threads, List<Result> results) {
        List<String> peers = results.stream().map(Result::engine).filter(e -> !e.equals(GRADC)).distinct().toList();
        StringBuilder table = new StringBuilder(
                "\n## Threads: " + threads + "\n\n" + results.getFirst().roof() + "\n\n");
        table.append("| case | check | roof | gradc | share of the roof | ").append(String.join(" | ", peers))
                .append(peers.isEmpty() ? "" : " | ").append("ahead of the best |\n|---|---|")
                .append("---|".repeat(peers.size() + 4)).append('\n');
        results.stream().filter(r -> r.engine().equals(GRADC)).forEach(own -> table.append(row(own, peers, results)));
        return table.toString();
    }

    private static String row(Result own, List<String> peers, List<Result> results) {
        StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "| %s | %.6f | %s | %s | %.0f %% |",
                own.work().name(), own.check(), micros(own.roofMicros()), micros(own.medianMicros()),
                100 * own.shareOfRoof()));
        for (String peer : peers) {
            row.append(' ').append(find(results, peer, own).map(r -> micros(r.medianMicros())).orElse("–"))
                    .append(" |");
        }
        Optional<Result> best = peers.stream().flatMap(peer -> find(results, peer, own).stream())
                .min(Comparator.comparingDouble(Result::medianMicros));
        return row.append(' ').append(best.map(
                r -> String.format(Locale.ROOT, "%.2f × (%s)", r.medianMicros() / own.medianMicros(), r.engine()))
                .orElse("–")).append(" |\n").toString();
    }

    private static Optional<Result> find(List<Result> results, String engine, Result like) {
        return results.stream().filter(r -> r.engine().equals(engine) && r.work().equals(like.work())).findFirst();
    }

    private static String micros(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.3f" : value < 1000 ? "%.1f" : "%.0f", value);
    }
}
