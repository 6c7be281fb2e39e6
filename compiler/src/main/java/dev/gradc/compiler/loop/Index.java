package dev.gradc.compiler.loop;

import dev.gradc.runtime.Extent;
import java.util.ArrayList;
import java.util.List;

/// An affine index: `base + Σ stride · axis`, each part an extent, so that it may depend on the batch.
///
/// @param base the index when all axes are 0
/// @param terms at most one for each axis, in the order of the axes' numbers, none with stride 0
public record Index(Extent base, List<Term> terms) {
    /// `stride · axis`.
    public record Term(Axis axis, Extent stride) {
    }

    /// The index 0.
    public static final Index ZERO = new Index(Extent.fixed(0), List.of());

    /// The index that is `axis` itself.
    public static Index of(Axis axis) {
        return ZERO.plus(axis, Extent.ONE);
    }

    /// This index and `stride · axis`.
    public Index plus(Axis axis, Extent stride) {
        List<Term> sum = new ArrayList<>();
        Extent total = stride;
        for (Term term : terms) {
            if (term.axis().equals(axis)) {
                total = total.plus(term.stride());
            } else {
                sum.add(term);
            }
        }
        if (total.perRow() != 0 || total.fixed() != 0) {
            sum.add(new Term(axis, total));
        }
        sum.sort((a, b) -> Integer.compare(a.axis().id(), b.axis().id()));
        return new Index(base, List.copyOf(sum));
    }

    /// This index and a constant.
    public Index plus(Extent offset) {
        return new Index(base.plus(offset), terms);
    }

    /// This index and `stride` times another; where both depend on the batch, there is no such extent.
    /// @throws IllegalArgumentException when the product would hold the batch squared
    public Index plus(Index other, Extent stride) {
        Index sum = plus(other.base.times(stride));
        for (Term term : other.terms) {
            sum = sum.plus(term.axis(), term.stride().times(stride));
        }
        return sum;
    }

    /// The stride of `axis`; 0 where it does not occur.
    public Extent stride(Axis axis) {
        return terms.stream().filter(term -> term.axis().equals(axis)).map(Term::stride).findFirst()
                .orElse(Extent.fixed(0));
    }

    /// The same index with `axis` moved on by `by` iterations.
    public Index shift(Axis axis, int by) {
        return plus(stride(axis).times(by));
    }

    /// `j1 + 40·i0`, `rows·k2 + 3`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Term term : terms) {
            text.append(text.isEmpty() ? "" : " + ");
            String stride = term.stride().toString();
            text.append(stride.equals("1") ? "" : stride.contains(" ") ? "(" + stride + ")·" : stride + "·")
                    .append(term.axis());
        }
        if (text.isEmpty() || base.perRow() != 0 || base.fixed() != 0) {
            text.append(text.isEmpty() ? "" : " + ").append(base);
        }
        return text.toString();
    }
}
