package dev.gradc.compiler;

import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphPrinter;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.rewrite.AppliedLaws;
import dev.gradc.compiler.rewrite.Law;
import dev.gradc.compiler.scalar.Tokens;
import dev.gradc.runtime.GradcException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is known of how a graph was derived. It stands in notes behind the graph's text and goes with it into checkpoints.
///
/// @param laws how often each law was applied
/// @param ownGradients how many values of the loss have a gradient of the user's own: they stop it, or have a rule for it
public record Derivation(Map<Law, Integer> laws, int ownGradients) {
    private static final String OWN_GRADIENTS = "own_gradients";

    /// A copy in the order of the laws.
    public Derivation {
        Map<Law, Integer> sorted = new EnumMap<>(Law.class);
        sorted.putAll(laws);
        laws = Collections.unmodifiableMap(sorted);
    }

    /// What was applied to a loss as the user wrote it, where there is one.
    static Derivation of(Optional<Value> loss, AppliedLaws applied) {
        long own = loss.stream().flatMap(value -> Graph.reachable(List.of(value)).stream())
                .filter(value -> value.op() instanceof Op.StopGradient || value.op() instanceof Op.Custom).count();
        return new Derivation(applied.times(), Math.toIntExact(own));
    }

    /// What the notes of a graph's text say; nothing where there are none.
    ///
    /// @throws GradcException when one of them is damaged
    public static Derivation read(String text) {
        Map<Law, Integer> laws = new EnumMap<>(Law.class);
        int own = 0;
        List<String> lines = text.lines().toList();
        for (int i = 2; i < lines.size(); i++) {
            if (lines.get(i).startsWith(GraphPrinter.NOTE + " ")) {
                Tokens tokens = new Tokens(lines.get(i), i + 1);
                tokens.expect(GraphPrinter.NOTE);
                String word = tokens.word();
                int number = tokens.integer();
                if (word.equals(OWN_GRADIENTS)) {
                    own = number;
                } else {
                    laws.put(law(word, tokens), number);
                }
            }
        }
        return new Derivation(laws, own);
    }

    private static Law law(String word, Tokens tokens) {
        for (Law law : Law.values()) {
            if (word(law).equals(word)) {
                return law;
            }
        }
        throw tokens.error("names an unknown law: \"" + word + "\"");
    }

    private static String word(Law law) {
        return law.name().toLowerCase(Locale.ROOT);
    }

    /// The notes, a line each.
    String text() {
        StringBuilder text = new StringBuilder();
        laws.forEach((law, times) -> text.append(note(word(law), times)));
        return text.append(ownGradients > 0 ? note(OWN_GRADIENTS, ownGradients) : "").toString();
    }

    private static String note(String word, int number) {
        return GraphPrinter.NOTE + " " + word + " " + number + "\n";
    }
}
