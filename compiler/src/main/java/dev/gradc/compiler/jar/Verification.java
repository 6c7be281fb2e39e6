package dev.gradc.compiler.jar;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Compiler.Compiled;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.runtime.GradcException;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.StoredContent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Checks a jar that [ModelJar] wrote, without running anything of it: its hashes first, and only where they are right, its
/// certificate and its golden vectors, which a model that is compiled anew from its graph and its parameters must give again.
public final class Verification {
    private static final Pattern META = Pattern.compile("META-INF/gradc/([^/]+)/" + ModelJar.SUMS);
    private static final Pattern SUM = Pattern.compile("([0-9a-f]{64})  (.+)");

    private final JarContents jar;
    private final String face;
    private final String version;
    private final Map<String, String> sums = new TreeMap<>();
    private final List<String> checks = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    private Verification(JarContents jar, String version) {
        this.jar = jar;
        this.version = version;
        this.face = face(jar);
    }

    /// What a verification came to.
    ///
    /// @param face the class that the user of the model sees
    /// @param checks what was checked and is right, a sentence each
    /// @param findings what is wrong, a sentence each
    public record Result(String face, List<String> checks, List<String> findings) {
        /// Copies.
        public Result {
            checks = List.copyOf(checks);
            findings = List.copyOf(findings);
        }

        /// Whether all is right.
        public boolean passes() {
            return findings.isEmpty();
        }
    }

    /// Verifies a jar.
    ///
    /// @param version gradc's own
    /// @throws GradcException when there is no such file, or it is no jar that gradc compiled
    public static Result of(Path file, String version) {
        try (JarContents jar = JarContents.open(file)) {
            Verification verification = new Verification(jar, version);
            verification.run();
            return new Result(verification.face, verification.checks, verification.findings);
        }
    }

    private static String face(JarContents jar) {
        List<String> faces = new ArrayList<>();
        for (String name : jar.names()) {
            Matcher meta = META.matcher(name);
            if (meta.matches()) {
                faces.add(meta.group(1));
            }
        }
        if (faces.size() != 1) {
            throw new GradcException(faces.isEmpty() ? "this is no jar that gradc compiled: it has no META-INF/gradc"
                    : "the jar holds " + faces.size() + " models: verify the jars that gradc wrote, one by one");
        }
        return faces.getFirst();
    }

    private void run() {
        findings.addAll(jar.faults());
        if (findings.isEmpty()) {
            trying(this::sums);
        }
        if (findings.isEmpty()) {
            checks.add(sums.size() + " entries have the SHA-256 that " + ModelJar.SUMS + " gives them");
            trying(this::constants);
            trying(this::certificate);
            trying(this::golden);
        }
    }

    private void trying(Runnable check) {
        try {
            check.run();
        } catch (GradcException e) {
            findings.add(e.getMessage());
        }
    }

    private String meta(String name) {
        return "META-INF/gradc/" + face + "/" + name;
    }

    private String resource(String what) {
        return JarNames.path(face) + "." + what;
    }

    private String text(String name) {
        return new String(jar.bytes(name), StandardCharsets.UTF_8);
    }

    /// Finds entries that were changed, that are missing, and that were added.
    private void sums() {
        for (String line : text(meta(ModelJar.SUMS)).lines().toList()) {
            Matcher sum = SUM.matcher(line);
            if (!sum.matches() || sums.put(sum.group(2), sum.group(1)) != null) {
                throw new GradcException(ModelJar.SUMS + " is damaged at the line " + JarContents.shown(line));
            }
        }
        sums.forEach((name, sha256) -> trying(() -> {
            if (!jar.has(name)) {
                findings.add(JarContents.shown(name) + " is missing");
            } else if (!jar.sha256(name).equals(sha256)) {
                findings.add(JarContents.shown(name) + " was changed: its SHA-256 differs");
            }
        }));
        for (String name : jar.names()) {
            if (!sums.containsKey(name) && !name.equals(meta(ModelJar.SUMS))) {
                findings.add(JarContents.shown(name) + " was added: gradc did not write it");
            }
        }
    }

    /// The class of the model must name the resources that stand beside it: it loads no others.
    private void constants() {
        String constants = new String(jar.bytes(JarNames.path(face) + ".class"), StandardCharsets.ISO_8859_1);
        for (String what : List.of("plan", "parameters", "slots")) {
            String name = resource(what);
            if (jar.has(name) && !constants.contains(jar.sha256(name))) {
                findings.add("the class " + face + " was compiled with other " + what + " than stand beside it");
            }
        }
        if (findings.isEmpty()) {
            checks.add("the class " + face + " names the SHA-256 of its resources");
        }
    }

    /// The certificate must be what the check of the graph gives again.
    private void certificate() {
        List<String> there = text(meta(ModelJar.CERTIFICATE)).lines().toList();
        List<String> again = Certificate.of(text(meta(ModelJar.GRAPH)), version).lines().toList();
        for (int i = 0; i < Math.max(there.size(), again.size()); i++) {
            String before = i < there.size() ? there.get(i).strip() : "nothing";
            String now = i < again.size() ? again.get(i).strip() : "nothing";
            if (!before.equals(now)) {
                throw new GradcException("the certificate differs from what gradc " + version + " finds at line "
                        + (i + 1) + ": it says " + JarContents.shown(before) + " where " + JarContents.shown(now)
                        + " is right");
            }
        }
        checks.add("the certificate is what the check gives again, number for number");
    }

    private void golden() {
        StoredContent content = StoredContent.read(jar.bytes(resource("plan")));
        String text = text(meta(ModelJar.GRAPH));
        Compiled compiled = Compiler.compile(text, Options.of(content.precision()));
        boolean trains = jar.has(resource("slots"));
        if (!content.fits(compiled.program()) || !content.card().text().isEmpty() && !content.card().text().equals(text)
                || content.parameterBytes() != jar.size(resource("parameters"))
                || trains && content.slotBytes() != jar.size(resource("slots"))) {
            throw new GradcException("the plan, the parameters and the graph are not of one model");
        }
        Model model = new Model(compiled.program(), text);
        jar.read(resource("parameters"), in -> {
            content.restore(model, in, sum("parameters"));
            return model;
        });
        if (trains) {
            jar.read(resource("slots"), in -> {
                content.restoreSlots(model, in, sum("slots"));
                return model;
            });
        }
        content.replay(model, jar.bytes(resource("golden"))).forEach((what, same) -> {
            if (same) {
                checks.add("golden vectors: " + what + ": the same bits");
            } else {
                findings.add("golden vectors: " + what + ": other bits than the model that gradc compiles");
            }
        });
    }

    private String sum(String what) {
        return sums.getOrDefault(resource(what), "");
    }
}
