package dev.gradc.benchmarks;

import dev.gradc.runtime.GradcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An engine and how to start it at its best: gradc, and the libraries that a user would take instead.
public enum Contender {
    GRADC("dev.gradc.benchmarks.GradcEngine"), TENSORFLOW("dev.gradc.benchmarks.peers.tensorflow.TensorFlowEngine"),
    DJL(
            "dev.gradc.benchmarks.peers.djl.DjlEngine"),
    ONNXRUNTIME(
            "dev.gradc.benchmarks.peers.onnxruntime.OnnxRuntimeEngine"),
    DL4J(
            "dev.gradc.benchmarks.peers.dl4j.Dl4jEngine");

    /// A way to start an engine.
    ///
    /// @param name what tells it from the engine's others; empty where there is but one
    /// @param environment what to add to the environment
    /// @param options options for Java
    record Variant(String name, Map<String, String> environment, List<String> options) {
    }

    private final String engine;

    Contender(String engine) {
        this.engine = engine;
    }

    /// The contender of that name, in upper or lower case.
    /// @throws GradcException when there is none
    public static Contender named(String name) {
        return Arrays.stream(values()).filter(c -> c.label().equals(name.toLowerCase(Locale.ROOT))).findFirst()
                .orElseThrow(() -> new GradcException("there is no peer " + name + "; the peers are "
                        + Arrays.stream(values()).skip(1).map(Contender::label).collect(Collectors.joining(", "))));
    }

    /// Its name in results.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String engine() {
        return engine;
    }

    /// All ways to start it that may be the fastest.
    List<Variant> variants(int threads) {
        return switch (this) {
            case GRADC -> List.of(new Variant("", Map.of(), List.of()));
            case TENSORFLOW -> Stream.of("1", "2", "-1").map(
                    n -> new Variant("inter_op " + n, nativeThreads(threads), List.of("-Dgradc.peers.interop=" + n)))
                    .toList();
            case ONNXRUNTIME -> List.of(new Variant("", nativeThreads(threads), List.of()));
            case DJL -> waits(threads).map(wait -> new Variant(wait, waiting(threads, wait, Map.of()), List.of()))
                    .toList();
            // OpenBLAS does not know all processors, and takes kernels for older ones then.
            case DL4J -> waits(threads).flatMap(wait -> Stream.of(
                    new Variant(wait, waiting(threads, wait, Map.of()), List.of()),
                    new Variant((wait + " SkylakeX").strip(),
                            waiting(threads, wait, Map.of("OPENBLAS_CORETYPE", "SkylakeX")), List.of())))
                    .toList();
        };
    }

    private static Map<String, String> nativeThreads(int threads) {
        String count = Integer.toString(threads);
        return Map.of("OMP_NUM_THREADS", count, "OPENBLAS_NUM_THREADS", count, "MKL_NUM_THREADS", count,
                "TF_CPP_MIN_LOG_LEVEL", "2", "OPT_OUT_TRACKING", "true");
    }

    /// How the threads of OpenMP may wait for work.
    private static Stream<String> waits(int threads) {
        return threads == 1 ? Stream.of("") : Stream.of("active", "passive");
    }

    private static Map<String, String> waiting(int threads, String policy, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(nativeThreads(threads));
        if (!policy.isEmpty()) {
            environment.put("OMP_WAIT_POLICY", policy);
        }
        environment.putAll(more);
        return environment;
    }

    /// What it needs on the class path beside the benchmarks themselves.
    ///
    /// @param peers the folder of the peers' modules
    /// @throws GradcException when the peer has not been built
    List<String> classPath(Path peers) {
        if (this == GRADC) {
            return List.of();
        }
        Path target = peers.resolve(label()).resolve("target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new GradcException("the peer " + label() + " has not been built (" + target.resolve("lib")
                    + " is missing): run mvn -P peers -DskipTests package once, which loads some 600 MB");
        }
        List<String> path = new ArrayList<>();
        try (Stream<Path> files = Files.list(target)) {
            files.map(Path::toString).filter(file -> file.endsWith(".jar")).forEach(path::add);
        } catch (IOException e) {
            throw new GradcException("the folder " + target + " cannot be read: " + e.getMessage(), e);
        }
        path.add(target.resolve("lib") + "/*");
        return path;
    }
}
