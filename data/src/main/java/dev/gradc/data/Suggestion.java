package dev.gradc.data;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// The names that a user may have meant.
final class Suggestion {
    private static final int MOST = 12;

    private Suggestion() {
    }

    /// The nearest name when one is near, else all of them when they are few.
    static String among(String word, Collection<String> names) {
        String nearest = names.stream().min(Comparator.comparingInt(n -> distance(word, n))).orElse("");
        if (distance(word, nearest) <= Math.max(1, word.length() / 3)) {
            return "its name (did you mean " + nearest + "?)";
        }
        return names.size() <= MOST ? "its name (" + String.join(", ", names) + ")" : "its name";
    }

    /// How many letters must be put in, taken out, changed or swapped with their neighbour to turn one word into another
    /// (Levenshtein 1966, with Damerau's transpositions), small and capital letters being equal.
    static int distance(String from, String to) {
        String a = from.toLowerCase(Locale.ROOT);
        String b = to.toLowerCase(Locale.ROOT);
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : step(a, b, d, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(String a, String b, int[][] d, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
