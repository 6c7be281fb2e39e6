package dev.gradc.dsl;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Sums of products.
final class Contractions {
    private static final Pattern LETTERS = Pattern.compile("([a-zA-Z]*),([a-zA-Z]*)->([a-zA-Z]*)");

    private Contractions() {
    }

    static Tensor matmul(Tensor a, Tensor b) {
        return matmul(a, b, "");
    }

    /// @param name the result's, or empty
    static Tensor matmul(Tensor a, Tensor b, String name) {
        if (a.isScalar() || b.isScalar() || !a.extents().getLast().equals(b.extents().get(0))) {
            throw Lines.mistake(a.build().line(), "the matrix product of " + a + " and " + b
                    + " sums over the last axis of the one and the first of the other, which must be equal; "
                    + "give the second one "
                    + (a.isScalar() ? "and the first one axes" : a.extents().getLast() + " rows"));
        }
        int summed = a.rank() - 1;
        List<Integer> labelsA = IntStream.range(0, a.rank()).boxed().toList();
        List<Integer> labelsB = IntStream.range(summed, summed + b.rank()).boxed().toList();
        List<Integer> labels = IntStream.range(0, summed + b.rank()).filter(label -> label != summed).boxed().toList();
        return contract(a, b, labelsA, labelsB, labels, name);
    }

    static Tensor contract(String letters, Tensor a, Tensor b) {
        Matcher matcher = LETTERS.matcher(letters.replace(" ", ""));
        if (!matcher.matches()) {
            throw Lines.mistake(a.build().line(), "\"" + letters
                    + "\" does not say how axes meet; write a letter for each axis, such as \"bi,ij->bj\"");
        }
        String first = matcher.group(1);
        String second = matcher.group(2);
        String result = matcher.group(3);
        check(letters, a, first);
        check(letters, b, second);
        String all = distinct(first + second + result);
        boolean fits = Stream.of(first, second, result).allMatch(own -> distinct(own).equals(own))
                && all.chars().allMatch(c -> count(c, first) + count(c, second) + count(c, result) >= 2);
        if (!fits) {
            throw Lines.mistake(a.build().line(),
                    "\"" + letters + "\" is no sum of products: a letter stands at most once"
                            + " in each of the three groups, and in at least two of them; sum over a lone axis before");
        }
        return contract(a, b, labels(first, all), labels(second, all), labels(result, all), "");
    }

    private static String distinct(String letters) {
        return letters.chars().distinct().mapToObj(Character::toString).collect(Collectors.joining());
    }

    private static int count(int letter, String letters) {
        return letters.indexOf(letter) >= 0 ? 1 : 0;
    }

    private static Tensor contract(Tensor a, Tensor b, List<Integer> labelsA, List<Integer> labelsB,
            List<Integer> labels, String name) {
        Pointwise.sameNetwork(a.build(), b);
        for (int label : labelsA) {
            int other = labelsB.indexOf(label);
            if (other >= 0 && !a.extents().get(labelsA.indexOf(label)).equals(b.extents().get(other))) {
                throw Lines.mistake(a.build().line(), "axis " + labelsA.indexOf(label) + " of " + a + " meets axis "
                        + other + " of " + b + ", but their extents differ; make them equal");
            }
        }
        if (labels.stream().filter(label -> labelExtent(a, b, labelsA, labelsB, label) == Shape.BATCH).count() > 1) {
            throw Lines.mistake(a.build().line(), "the product of " + a + " and " + b
                    + " would have the batch on two axes; use one letter for the batch of both");
        }
        return a.build().add(new Op.Contraction(a.value(), b.value(), labelsA, labelsB, labels), name);
    }

    private static int labelExtent(Tensor a, Tensor b, List<Integer> labelsA, List<Integer> labelsB, int label) {
        int inA = labelsA.indexOf(label);
        return inA >= 0 ? a.extents().get(inA) : b.extents().get(labelsB.indexOf(label));
    }

    private static void check(String letters, Tensor x, String own) {
        if (own.length() != x.rank()) {
            throw Lines.mistake(x.build().line(), "\"" + letters + "\" has " + own.length() + " letters for " + x
                    + "; write one for each of its " + x.rank() + " axes");
        }
    }

    private static List<Integer> labels(String letters, String all) {
        return letters.chars().map(all::indexOf).boxed().toList();
    }
}
