package dev.gradc.compiler.scalar;

import dev.gradc.runtime.Precision;

/// The functions of the float contract in `double`, and the polynomials they rest on. Their measured errors stand in
/// docs/functions.md.
public final class DoubleSequences {
    static final SequenceTables TABLES = new SequenceTables(Precision.DOUBLE,
            // eʳ: 2⁻⁵⁷·⁹
            new double[]{0.5000000000000011, 0.1666666666666643, 0.04166666666652575, 0.008333333333479909,
                0.001388888894486195, 0.00019841269544726252, 2.48014917760368e-05, 2.755754731362767e-06,
                2.7630729340010723e-07, 2.5013719028845212e-08},
            // eʳ − 1: 2⁻⁶¹·⁶
            new double[]{0.5, 0.16666666666666677, 0.04166666666666668, 0.008333333333321764, 0.001388888888889755,
                0.0001984126988547582, 2.480158727130591e-05, 2.755724497550055e-06, 2.755733602420994e-07,
                2.5108760886348342e-08, 2.0891932305588958e-09},
            // ln(1 + f): 2⁻⁵⁸·¹
            new double[]{-0.49999999999999994, 0.3333333333333323, -0.25000000000003864, 0.20000000000044327,
                -0.1666666666597291, 0.1428571427866325, -0.12500000049666393, 0.11111111665904448,
                -0.09999998578502481, 0.09090885290103366, -0.08333330650743485, 0.0769286694956251,
                -0.07143988433900283, 0.06660335724755022, -0.06223631505097211, 0.058924601547720355,
                -0.0578419930654573, 0.056664199225606685, -0.047187221753731225, 0.02648925854390787,
                -0.0070320037859832206},
            // tanh: 2⁻⁶⁰·¹
            new double[]{-0.33333333333333304, 0.13333333333329464, -0.05396825396650316, 0.021869488496148445,
                -0.00886323498561786, 0.003592123205963539, -0.0014558047992443142, 0.0005898977585672806,
                -0.00023871286428163083, 9.592341734130666e-05, -3.7511938308070335e-05, 1.3567192858400083e-05,
                -4.117984968780331e-06, 8.913239733111238e-07, -9.890067315162321e-08},
            // erf x: 2⁻⁵⁶·³
            new double[]{0.1283791670955126, -0.3761263890318415, 0.11283791670976041, -0.026866170649475114,
                0.0052239776721441766, -0.000854832999041701, 0.00012055452602430114, -1.4928827308854629e-05,
                1.6518412551359635e-06, -1.702445433823557e-07, 1.9683195355148432e-08, -3.28892755228239e-09,
                4.6298656402005957e-10},
            // erfc x: 2⁻⁵⁷·⁴
            new double[]{1.1283791479222507, 0.6366199092884898, 0.10277230331489484, -0.01912887491275877,
                -0.00020489038337455446, 0.001683047453781906, -0.0005649639920522949, -8.584976759147256e-06,
                0.00010016782673129057, -5.830784713753521e-05, 2.1218258710120908e-05, -5.64471515725149e-06,
                1.1382334422769767e-06, -1.73573335532213e-07, 1.9485631495873087e-08, -1.5224159430803938e-09,
                7.399115481122864e-11, -1.6843021351592239e-12},
            // log₂: 2⁻⁷³·⁵
            new double[]{0.5770780163555851, 0.41219858311134566, 0.3205988979127996, 0.2623081986563969,
                0.22195227041634627, 0.1924013221893907, 0.16845146809229572, 0.17281808846541413},
            // 2ʳ: 2⁻⁵⁷·⁴
            new double[]{0.24022650695910122, 0.05550410866481911, 0.009618129107596029, 0.0013333558147231143,
                0.00015403530456065373, 1.5252732941468249e-05, 1.3215435346850168e-06, 1.0178457974394982e-07,
                7.073827816155792e-09, 4.393018214015403e-10});

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
    public static final Sequence UNIFORM = RandomSequences.uniform(Precision.DOUBLE);

    private DoubleSequences() {
    }
}
