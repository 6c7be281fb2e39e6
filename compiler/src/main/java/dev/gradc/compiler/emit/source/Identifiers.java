package dev.gradc.compiler.emit.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.SourceVersion;

/// Gives out names that a language takes, no name twice as long as it is in use. What a user calls things comes into the source
/// through here or as a comment, and in no other way.
public final class Identifiers {
    /// Longer names are cut.
    private static final int LONGEST = 64;
    /// What generated code speaks of, and words that Java keeps for some places only.
    private static final Set<String> RESERVED = Set.of("Arrays", "Double", "Float", "IndexOutOfBoundsException",
            "Kernels", "Math", "Object", "Override", "exports", "module", "open", "opens", "permits", "provides",
            "record", "requires", "sealed", "to", "transitive", "uses", "var", "when", "with", "yield");

    private final Predicate<String> reserved;
    private final String prefix;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> latest = new HashMap<>();

    /// Names that Java takes.
    public Identifiers() {
        this(name -> SourceVersion.isKeyword(name) || RESERVED.contains(name), "");
    }

    /// Names that another language takes.
    ///
    /// @param reserved tells the names that are not to be given out; none that begins with `prefix` and ends with a number
    /// @param prefix what is put before them
    public Identifiers(Predicate<String> reserved, String prefix) {
        this.reserved = reserved;
        this.prefix = prefix;
    }

    /// A name that is like `wanted` and not in use.
    public String fresh(String wanted) {
        String plain = legal(wanted);
        String legal = reserved.test(plain) ? prefix + plain : plain;
        String name = legal;
        while (reserved.test(name) || !taken.add(name)) {
            name = legal + "_" + latest.merge(legal, 2, (before, _) -> before + 1);
        }
        return name;
    }

    /// Gives a name back.
    void release(String name) {
        taken.remove(name);
        latest.clear();
    }

    /// The letters and digits of ASCII in `text`, everything else an underscore; a ∂ is a `d`.
    private static String legal(String text) {
        String cut = text.substring(0, Math.min(text.length(), LONGEST));
        String plain = cut.replace("∂", "d_").replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return plain.isEmpty() ? "value" : Character.isDigit(plain.charAt(0)) ? "n" + plain : plain;
    }
}
