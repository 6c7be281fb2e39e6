package dev.gradc.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What the resources of a compiled model hold, for who checks them without running the model's own code.
public final class StoredContent {
    private final StoredPrograms programs;

    private StoredContent(StoredPrograms programs) {
        this.programs = programs;
    }

    /// Reads a plan.
    ///
    /// @throws GradcException when it is damaged or of another version
    public static StoredContent read(byte[] plan) {
        try {
            return new StoredContent(StoredPrograms.read(plan, lanes -> {
                throw new IllegalStateException("this model's code is not run");
            }));
        } catch (IOException e) {
            throw damaged("the plan", e);
        }
    }

    private static GradcException damaged(String what, IOException e) {
        return new GradcException(what + " cannot be read: " + e.getMessage(), e);
    }

    /// What the model knows of itself.
    public ModelCard card() {
        return programs.card();
    }

    /// The type of its numbers.
    public Precision precision() {
        return programs.precision();
    }

    /// How many bytes its parameters take where they are stored.
    public long parameterBytes() {
        return programs.parameterBytes();
    }

    /// How many bytes its optimiser's slots take where they are stored.
    public long slotBytes() {
        return programs.slotBytes();
    }

    /// Whether a program has the same inputs, outputs, parameters and slots.
    public boolean fits(Program program) {
        return programs.fits(program);
    }

    /// Gives a model the parameters, and what the plan says.
    ///
    /// @param model of a program that [#fits]
    /// @param sha256 of the parameters, in hexadecimal digits
    /// @throws GradcException when they are damaged
    public void restore(Model model, InputStream parameters, String sha256) {
        try {
            read("parameters", model.program().parameters(), model.parameterArray(), parameters, sha256);
        } catch (IOException e) {
            throw damaged("the model", e);
        }
        model.metadata(card().metadata());
        model.restart(card().seed(), card().step());
    }

    /// Gives a model the slots of its optimiser.
    ///
    /// @param model of a program that [#fits]
    /// @param sha256 of the slots, in hexadecimal digits
    /// @throws GradcException when they are damaged
    public void restoreSlots(Model model, InputStream slots, String sha256) {
        try {
            read("slots", model.program().slots(), model.slotArray(), slots, sha256);
        } catch (IOException e) {
            throw damaged("the model", e);
        }
    }

    private static void read(String what, List<ParameterSpec> specs, Object array, InputStream stream, String sha256)
            throws IOException {
        DigestInputStream digested = new DigestInputStream(stream, Fingerprint.sha256());
        StoredFormat.readNumbers(what, specs, array, digested);
        if (!HexFormat.of().formatHex(digested.getMessageDigest().digest()).equals(sha256)) {
            throw new DamagedException("the " + what + " are not what was compiled: the SHA-256 differs");
        }
    }

    /// Computes golden vectors again.
    ///
    /// @param model with its parameters; some steps of training change them
    /// @return what was computed, and whether every bit was the same
    /// @throws GradcException when the vectors are damaged, or of another model
    public Map<String, Boolean> replay(Model model, byte[] golden) {
        try {
            return new GoldenReplay(GoldenVectors.read(golden), model).run();
        } catch (IOException e) {
            throw damaged("the golden vectors", e);
        }
    }
}
