package dev.gradc.runtime;

import java.util.Arrays;
import java.util.List;

/// Reads a schedule of the learning rate from its text form, see [LearningRate#text()].
public final class LearningRateText {
    private static final String WARM_UP = "warmup";

    private LearningRateText() {
    }

    /// Reads `constant(0.1)`, `step(0.1, 0.5, 10)`, `exponential(0.1, 0.95)`, `cosine(0.1, 0.0)`,
    /// `warmup(100, cosine(0.1, 0.0))`, or a number alone, which is a constant rate.
    ///
    /// @throws GradcException when the text says none of these, or a number is out of its range
    public static LearningRate parse(String text) {
        String trimmed = text.strip();
        int comma = trimmed.indexOf(',');
        if (trimmed.startsWith(WARM_UP + "(") && trimmed.endsWith(")") && comma > 0) {
            String steps = trimmed.substring(WARM_UP.length() + 1, comma);
            String then = trimmed.substring(comma + 1, trimmed.length() - 1);
            return new LearningRate.WarmUp(whole(steps, text), plain(then.strip(), text));
        }
        return plain(trimmed, text);
    }

    private static LearningRate plain(String trimmed, String text) {
        int open = trimmed.indexOf('(');
        if (open < 0) {
            return new LearningRate.Constant(real(trimmed, text));
        }
        if (!trimmed.endsWith(")")) {
            throw wrong(text);
        }
        List<String> numbers = Arrays.asList(trimmed.substring(open + 1, trimmed.length() - 1).split(",", -1));
        String form = trimmed.substring(0, open).strip() + "/" + numbers.size();
        return switch (form) {
            case "constant/1" -> new LearningRate.Constant(real(numbers.get(0), text));
            case "step/3" -> new LearningRate.StepDecay(real(numbers.get(0), text), real(numbers.get(1), text),
                    whole(numbers.get(2), text));
            case "exponential/2" ->
                new LearningRate.Exponential(real(numbers.get(0), text), real(numbers.get(1), text));
            case "cosine/2" -> new LearningRate.Cosine(real(numbers.get(0), text), real(numbers.get(1), text));
            default -> throw wrong(text);
        };
    }

    private static double real(String number, String text) {
        try {
            return Double.parseDouble(number.strip());
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static int whole(String number, String text) {
        try {
            return Integer.parseInt(number.strip());
        } catch (NumberFormatException e) {
            throw wrong(text);
        }
    }

    private static GradcException wrong(String text) {
        String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
        return new GradcException("the learning rate's schedule is \"" + shown + "\", but must be a number or one of "
                + "constant(rate), step(rate, factor, epochs), exponential(rate, factor), cosine(rate, last), "
                + "warmup(steps, another of these)");
    }
}
