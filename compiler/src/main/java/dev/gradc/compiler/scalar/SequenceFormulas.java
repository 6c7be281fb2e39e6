package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.SequenceBuilder.Int;
import dev.gradc.compiler.scalar.SequenceBuilder.Mask;
import dev.gradc.compiler.scalar.SequenceBuilder.Real;

/// What the functions' formulas have in common: the exponential's kernel, and the taking apart of reals.
abstract class SequenceFormulas {
    final SequenceTables tables;
    final SequenceBuilder b;

    SequenceFormulas(String name, SequenceTables tables) {
        this.tables = tables;
        b = new SequenceBuilder(name, tables.precision());
    }

    /// eᶻ = 2ⁿ·(1 + head + tail).
    ///
    /// @param power n, in the place of the exponent field
    /// @param head  r but for the tail of n·ln 2; exact
    /// @param tail  the small rest
    record Exponential(Int power, Real head, Real tail) {
        Real sum() {
            return head.plus(tail);
        }
    }

    /// The kernel, with the polynomial P of eʳ = 1 + r + r²·P(r).
    final Exponential exponential(Real z, double[] polynomial) {
        return exponential(z, b.real(-0.0), polynomial);
    }

    /// The same at z + zTail.
    final Exponential exponential(Real z, Real zTail, double[] polynomial) {
        Reduced reduced = reduced(z, zTail);
        Real r = reduced.head().plus(reduced.correction());
        Real square = r.times(r);
        Real tail = square.fma(r.polynomial(square, polynomial), reduced.correction());
        return new Exponential(reduced.power(), reduced.head(), tail);
    }

    /// The same for results as small as eʳ − 1: with what the rounding of r loses, times the slope of the tail.
    final Exponential exponentialMinusOne(Real z, double[] polynomial) {
        Reduced reduced = reduced(z, b.real(-0.0));
        Real r = reduced.head().plus(reduced.correction());
        Real lost = reduced.head().minus(r).plus(reduced.correction());
        Real square = r.times(r);
        Real tail = square.fma(r.polynomial(square, polynomial), lost.fma(r, reduced.correction()));
        return new Exponential(reduced.power(), reduced.head(), tail);
    }

    /// z = n·ln 2 + head + correction.
    ///
    /// @param power      n, in the place of the exponent field
    /// @param head       z less n times the rounded ln 2; exact
    /// @param correction minus n times the rest of ln 2
    private record Reduced(Int power, Real head, Real correction) {
    }

    private Reduced reduced(Real z, Real zTail) {
        Real shifted = z.fma(tables.log2e(), tables.magic());
        Real n = shifted.minus(tables.magic());
        Real head = n.fma(-tables.ln2(), z);
        Real correction = n.fma(-tables.ln2Tail(), zTail);
        return new Reduced(shifted.bits().shiftLeft(tables.fractionBits()), head, correction);
    }

    /// 2ⁿ·2^`offset` as a real, from n in the place of the exponent field.
    final Real power(Int n, int offset) {
        return n.plus(b.integer(tables.bits(1.0) + ((long) offset << tables.fractionBits()))).asReal();
    }

    /// x = 2ⁿ·significand.
    ///
    /// @param power       n
    /// @param significand from `least` to 2·`least`
    record Scaled(Real power, Real significand) {
    }

    /// Takes a positive finite x apart. A subnormal one is scaled up first.
    final Scaled scaled(Real x, double least) {
        int scale = tables.fractionBits() + 2;
        Mask subnormal = x.lessThan(tables.smallestNormal());
        Int bits = subnormal.select(x.times(1L << scale), x).bits();
        Int power = exponentField(bits.minus(b.integer(tables.bits(least))));
        Real n = asReal(power, subnormal.select(magicBits(-scale), magicBits(0)));
        return new Scaled(n, bits.minus(power).asReal());
    }

    /// n, as a real, from n in the place of the exponent field.
    final Real asReal(Int n) {
        return asReal(n, magicBits(0));
    }

    private Real asReal(Int n, Int magicBits) {
        return n.shiftRightSigned(tables.fractionBits()).plus(magicBits).asReal().minus(tables.magic());
    }

    private Int magicBits(int offset) {
        return b.integer(tables.bits(tables.magic()) + offset);
    }

    final Int exponentField(Int bits) {
        return bits.and(b.integer(-1L << tables.fractionBits()));
    }

    final Real magnitude(Real x) {
        return x.bits().and(b.integer(~tables.signBit())).asReal();
    }

    /// The sign bit of x.
    final Int sign(Real x) {
        return x.bits().and(b.integer(tables.signBit()));
    }

    final Real minus(Real x) {
        return b.real(-0.0).minus(x);
    }
}
