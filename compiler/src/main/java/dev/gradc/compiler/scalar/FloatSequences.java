package dev.gradc.compiler.scalar;

import dev.gradc.runtime.Precision;

/// The functions of the float contract in `float`, and the polynomials they rest on. Their measured errors stand in
/// docs/functions.md.
public final class FloatSequences {
    static final SequenceTables TABLES = new SequenceTables(Precision.FLOAT,
            // eʳ: 2⁻²⁸·²
            new double[]{0.49999994f, 0.16666515f, 0.041668084f, 0.00836935f, 0.001384043f},
            // eʳ − 1: 2⁻²⁸·²
            new double[]{0.5f, 0.16666636f, 0.04166651f, 0.008341511f, 0.0013930545f, 0.0001504545f},
            // ln(1 + f): 2⁻²⁷·⁵
            new double[]{-0.5f, 0.33333462f, -0.25000194f, 0.19990364f, -0.16642524f, 0.14475761f, -0.13210987f,
                0.10593978f, -0.046052977f},
            // tanh: 2⁻²⁹·⁶
            new double[]{-0.33333322f, 0.13332972f, -0.053928286f, 0.02165837f, -0.008252688f, 0.0025700151f,
                -0.0004503451f},
            // erf x: 2⁻³⁰·⁰
            new double[]{0.12837917f, -0.3761263f, 0.11283626f, -0.026855737f, 0.005192438f, -0.00080503843f,
                8.000279e-05f},
            // erfc x: 2⁻³⁰·⁵
            new double[]{1.1286585f, 0.63511074f, 0.10630366f, -0.023819312f, 0.0036694012f, -0.00032940027f,
                1.1887509e-05f},
            // log₂: 2⁻³⁶·⁸
            new double[]{0.5770802f, 0.41184992f, 0.33782092f},
            // 2ʳ: 2⁻²⁸·²
            new double[]{0.24022648f, 0.055503614f, 0.009618483f, 0.001339065f, 0.00015339178f});

    /// eˣ.
    public static final Sequence EXP = new ElementarySequences("exp", TABLES).exp();
    /// eˣ − 1.
    public static final Sequence EXPM1 = new ElementarySequences("expm1", TABLES).expm1();
    /// ln x.
    public static final Sequence LOG = new ElementarySequences("log", TABLES).log();
    /// ln(1 + x).
    public static final Sequence LOG1P = new ElementarySequences("log1p", TABLES).log1p();
    /// tanh x.
    public static final Sequence TANH = new ElementarySequences("tanh", TABLES).tanh();
    /// 1 ÷ (1 + e⁻ˣ).
    public static final Sequence LOGISTIC = new ElementarySequences("logistic", TABLES).logistic();
    /// ln(1 + eˣ).
    public static final Sequence SOFTPLUS = new ElementarySequences("softplus", TABLES).softplus();
    /// erf x = 2 ÷ √π · ∫₀ˣ e^(−t²) dt.
    public static final Sequence ERF = new ElementarySequences("erf", TABLES).erf();
    /// xʸ, with the special cases of `Math.pow`.
    public static final Sequence POW = new PowerSequences(TABLES).pow();
    /// A random number, uniform on [0, 1), of four integers: two of a key and two of a counter.
    public static final Sequence UNIFORM = RandomSequences.uniform(Precision.FLOAT);

    private FloatSequences() {
    }
}
