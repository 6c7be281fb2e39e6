package dev.gradc.compiler.emit.c;

import dev.gradc.compiler.emit.source.SequenceText;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.runtime.Layout;
import dev.gradc.runtime.Precision;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The functions that kernels share: the operations that C leaves open, the ends of sums, and gradc's own functions. Only those
/// that are asked for are written, each once and behind those that it calls.
final class Library {
    /// The texts in `helpers.c`, in which capital words stand for what depends on the precision.
    private static final Map<String, String> HELPERS = read();
    private static final Pattern CALL = Pattern.compile("\\bgradc_[a-z_]+(?=\\()");

    private final Precision precision;
    private final C language;
    private final Set<String> known = new LinkedHashSet<>();
    private final StringBuilder text = new StringBuilder();

    Library(Precision precision) {
        this.precision = precision;
        language = new C(this);
    }

    /// C as it asks for these functions.
    C language() {
        return language;
    }

    Precision precision() {
        return precision;
    }

    /// All functions that were asked for.
    String text() {
        return text.toString();
    }

    /// A helper's name; the helper is there from now on.
    String helper(String name) {
        if (!known.add(name)) {
            return name;
        }
        String both = HELPERS.get(name);
        String raw = both == null ? HELPERS.get(name + " " + (precision == Precision.FLOAT ? "float" : "double"))
                : both;
        if (raw == null) {
            throw new IllegalArgumentException("there is no helper " + name);
        }
        String helper = inPrecision(raw);
        Matcher calls = CALL.matcher(helper);
        while (calls.find()) {
            if (isHelper(calls.group())) {
                helper(calls.group());
            }
        }
        text.append(helper).append('\n');
        return name;
    }

    private static boolean isHelper(String name) {
        return HELPERS.keySet().stream().anyMatch(key -> key.equals(name) || key.startsWith(name + " "));
    }

    private String inPrecision(String helper) {
        boolean isFloat = precision == Precision.FLOAT;
        Map<String, String> words = new LinkedHashMap<>();
        words.put("REAL", language.realType());
        words.put("UINT", language.integerType());
        words.put("SIGN_BIT", isFloat ? "0x80000000u" : "0x8000000000000000ull");
        words.put("NAN_BITS", isFloat ? "0x7fc00000u" : "0x7ff8000000000000ull");
        words.put("BUILTIN_SQRT", isFloat ? "__builtin_sqrtf" : "__builtin_sqrt");
        words.put("DIGITS", isFloat ? "23" : "52");
        words.put("BIAS", isFloat ? "127" : "1023");
        words.put("LANES", Integer.toString(Layout.LANES));
        words.put("NO_SUM", language.real(-0.0));
        if (helper.contains("NO_MAX")) {
            words.put("NO_MAX", language.real(Double.NEGATIVE_INFINITY));
        }
        String inPrecision = helper;
        for (Map.Entry<String, String> word : words.entrySet()) {
            inPrecision = inPrecision.replace(word.getKey(), word.getValue());
        }
        return inPrecision;
    }

    /// The name of the function that computes a sequence; the function is there from now on.
    String function(Sequence sequence) {
        String name = "gradc_" + sequence.name();
        if (known.add(name)) {
            text.append(function(name, new SequenceText(sequence, language))).append('\n');
        }
        return name;
    }

    private String function(String name, SequenceText sequence) {
        String parameters = sequence.parameters().stream().map(p -> p.type() + " " + p.name())
                .collect(Collectors.joining(", "));
        StringBuilder function = new StringBuilder();
        sequence.steps().forEach(step -> function.append("    const ").append(step.type()).append(' ')
                .append(step.name()).append(" = ").append(step.expression()).append(";\n"));
        return "/* " + name + ": " + sequence.meaning()
                + ". One sequence of operations on numbers and their bits, the same on every\n"
                + "   machine; docs/functions.md tells how exact it is. */\n" + "static inline " + language.realType()
                + " " + name + "(" + parameters + ") {\n" + function + "    return " + sequence.result() + ";\n}\n";
    }

    private static Map<String, String> read() {
        try (InputStream in = Library.class.getResourceAsStream("helpers.c")) {
            if (in == null) {
                throw new IllegalStateException("gradc has lost its file helpers.c");
            }
            Map<String, String> helpers = new LinkedHashMap<>();
            for (String section : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^//// ")) {
                int end = section.indexOf('\n');
                if (end > 0) {
                    helpers.put(section.substring(0, end), section.substring(end + 1).stripTrailing() + "\n");
                }
            }
            return helpers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
