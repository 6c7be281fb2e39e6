package dev.gradc.compiler.loop;

import dev.gradc.runtime.Extent;
import dev.gradc.runtime.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/// Where an element is: `base + Σ stride · ⌊(axis + first) / per⌋`. All of it may depend on the batch but `first` and `per`.
///
/// @param base the index when all axes are 0 and no term has a `first`
/// @param terms in the order of the axes' numbers, none with stride 0, at most one for each axis, `first` and `per`
public record Index(Extent base, List<Term> terms) {
    private static final Comparator<Term> ORDER = Comparator.comparingInt((Term term) -> term.axis().id())
            .thenComparingInt(Term::per).thenComparingInt(Term::first);

    /// `stride · ⌊(axis + first) / per⌋`.
    ///
    /// @param first from 0 to `per` − 1
    /// @param per how many neighbouring iterations count as one: 1, or a power of two that is a multiple of [Layout#LANES]
    public record Term(Axis axis, int first, int per, Extent stride) {
        private boolean isAt(Term other) {
            return axis.equals(other.axis) && first == other.first && per == other.per;
        }

        /// Whether it is `stride · axis`.
        public boolean isPlain() {
            return per == 1;
        }

        /// How often the stride counts at an iteration of the axis.
        public long times(long iteration) {
            return (iteration + first) / per;
        }
    }

    /// The index 0.
    public static final Index ZERO = new Index(Extent.fixed(0), List.of());

    /// The index that is `axis` itself.
    public static Index of(Axis axis) {
        return ZERO.plus(axis, Extent.ONE);
    }

    /// This index and `stride · axis`.
    public Index plus(Axis axis, Extent stride) {
        return plus(new Term(axis, 0, 1, stride));
    }

    /// This index and a term, whose `first` may be any number.
    public Index plus(Term term) {
        Term added = new Term(term.axis, Math.floorMod(term.first, term.per), term.per, term.stride);
        Extent start = base.plus(term.stride.times(Math.floorDiv(term.first, term.per)));
        List<Term> sum = new ArrayList<>();
        for (Term other : terms) {
            if (other.isAt(added)) {
                added = new Term(added.axis, added.first, added.per, added.stride.plus(other.stride));
            } else {
                sum.add(other);
            }
        }
        if (!added.stride.equals(Extent.fixed(0))) {
            sum.add(added);
        }
        sum.sort(ORDER);
        return new Index(start, List.copyOf(sum));
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
            sum = sum.plus(new Term(term.axis, term.first, term.per, term.stride.times(stride)));
        }
        return sum;
    }

    /// This index and `stride` times `⌊other / per⌋`.
    ///
    /// @param other a constant, or an axis and a constant
    /// @throws IllegalArgumentException when it is something else
    public Index plus(Index other, int per, int stride) {
        int first = other.base.fixed();
        if (!other.base.isFixed() || other.terms.size() > 1) {
            throw new IllegalArgumentException("not an axis and a constant: " + other);
        }
        if (other.terms.isEmpty()) {
            return plus(Extent.fixed(Math.multiplyExact(stride, Math.floorDiv(first, per))));
        }
        Term term = other.terms.getFirst();
        if (!term.isPlain() || !term.stride.equals(Extent.ONE)) {
            throw new IllegalArgumentException("not an axis and a constant: " + other);
        }
        return plus(new Term(term.axis, first, per, Extent.fixed(stride)));
    }

    /// How far apart neighbouring iterations of `axis` are, but where a whole number of them begins anew; 0 where it does not
    /// occur.
    public Extent stride(Axis axis) {
        return terms.stream().filter(term -> term.axis().equals(axis) && term.isPlain()).map(Term::stride).findFirst()
                .orElse(Extent.fixed(0));
    }

    /// Whether `axis` occurs.
    public boolean uses(Axis axis) {
        return terms.stream().anyMatch(term -> term.axis().equals(axis));
    }

    /// Whether neighbouring iterations of `axis` are everywhere equally far apart.
    public boolean isEven(Axis axis) {
        return terms.stream().allMatch(term -> !term.axis().equals(axis) || term.isPlain());
    }

    /// Whether the elements of any [Layout#LANES] iterations of `axis`, the first a multiple of that, are neighbours.
    public boolean isNext(Axis axis) {
        return stride(axis).equals(Extent.ONE) && terms.stream()
                .allMatch(term -> !term.axis().equals(axis) || term.isPlain() || term.first() % Layout.LANES == 0);
    }

    /// The same index with `axis` moved on by `by` iterations.
    public Index shift(Axis axis, int by) {
        Index shifted = new Index(base, List.of());
        for (Term term : terms) {
            shifted = shifted.plus(
                    term.axis().equals(axis) ? new Term(axis, term.first() + by, term.per(), term.stride()) : term);
        }
        return shifted;
    }

    /// The same index where `axis` is known to be a multiple of a number.
    public Index where(Axis axis, int multiple) {
        Index simpler = new Index(base, List.of());
        for (Term term : terms) {
            int step = Math.min(term.per(), Integer.lowestOneBit(multiple));
            simpler = simpler.plus(!term.axis().equals(axis) ? term
                    : new Term(axis, term.first() - term.first() % step, term.per(), term.stride()));
        }
        return simpler;
    }

    /// The same index over other axes.
    public Index rename(UnaryOperator<Axis> name) {
        Index renamed = new Index(base, List.of());
        for (Term term : terms) {
            renamed = renamed.plus(new Term(name.apply(term.axis()), term.first(), term.per(), term.stride()));
        }
        return renamed;
    }

    /// The same index where `axis` is 0.
    public Index without(Axis axis) {
        return new Index(base, terms.stream().filter(term -> !term.axis().equals(axis)).toList());
    }

    /// `j1 + 40·i0`, `rows·k2 + 3`, `j1 + 992·⌊(j1 + 16) / 32⌋`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Term term : terms) {
            text.append(text.isEmpty() ? "" : " + ");
            String stride = term.stride().toString();
            text.append(stride.equals("1") ? "" : stride.contains(" ") ? "(" + stride + ")·" : stride + "·");
            String moved = term.first() == 0 ? term.axis().toString() : "(" + term.axis() + " + " + term.first() + ")";
            text.append(term.isPlain() ? term.axis() : "⌊" + moved + " / " + term.per() + "⌋");
        }
        if (text.isEmpty() || base.perRow() != 0 || base.fixed() != 0) {
            text.append(text.isEmpty() ? "" : " + ").append(base);
        }
        return text.toString();
    }
}
