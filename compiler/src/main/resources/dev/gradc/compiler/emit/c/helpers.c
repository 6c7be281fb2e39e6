//// gradc_to_bits
/* The bits of a number. */
static inline UINT gradc_to_bits(REAL x) {
    UINT bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

//// gradc_from_bits
/* The number of some bits. */
static inline REAL gradc_from_bits(UINT bits) {
    REAL x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

//// gradc_abs
/* |x|: the sign's bit cleared. */
static inline REAL gradc_abs(REAL x) {
    return gradc_from_bits(gradc_to_bits(x) & ~SIGN_BIT);
}

//// gradc_min
/* The smaller: NaN wins, and -0 is less than +0. */
static inline REAL gradc_min(REAL a, REAL b) {
    return a < b ? a : b < a ? b : a == b ? gradc_from_bits(gradc_to_bits(a) | gradc_to_bits(b)) : a != a ? a : b;
}

//// gradc_max
/* The larger: NaN wins, and -0 is less than +0. */
static inline REAL gradc_max(REAL a, REAL b) {
    return a > b ? a : b > a ? b : a == b ? gradc_from_bits(gradc_to_bits(a) & gradc_to_bits(b)) : a != a ? a : b;
}

//// gradc_fma float
/* a * b + c, rounded once. */
#if !defined(GRADC_PLAIN) && (defined(__FMA__) || defined(__FP_FAST_FMAF) || defined(__aarch64__))
static inline float gradc_fma(float a, float b, float c) {
    return __builtin_fmaf(a, b, c);
}
#else
static inline float gradc_fma(float a, float b, float c) {
    /* The product is exact in double. The sum is rounded to odd: what is lost shows in its last bit, so that the second rounding
       goes where a single one would (Boldo and Melquiond, 2008). */
    const double product = (double) a * b;
    double sum = product + c;
    const double part = sum - product;
    const double lost = (product - (sum - part)) + (c - part);
    uint64_t bits;
    memcpy(&bits, &sum, sizeof bits);
    if ((lost > 0 || lost < 0) && (bits & 1) == 0) {
        bits = (lost > 0) == (sum > 0) ? bits + 1 : bits - 1;
    }
    memcpy(&sum, &bits, sizeof sum);
    return (float) sum;
}
#endif

//// gradc_fma double
/* a * b + c, rounded once. */
#if !defined(GRADC_PLAIN) && (defined(__FMA__) || defined(__FP_FAST_FMA) || defined(__aarch64__))
static inline double gradc_fma(double a, double b, double c) {
    return __builtin_fma(a, b, c);
}
#else
/* (high * 2^64 + low) * 2^exponent, whose highest bit is number 125. */
typedef struct {
    uint64_t high;
    uint64_t low;
    int32_t exponent;
} gradc_wide;

/* The 53 bits of a number that is finite and not 0, and the power of two that they are multiplied by. */
static inline uint64_t gradc_mantissa(double x, int32_t *exponent) {
    const uint64_t bits = gradc_to_bits(x);
    uint64_t mantissa = bits & 0xfffffffffffffull;
    *exponent = (int32_t) (bits >> 52 & 0x7ff);
    if (*exponent > 0) {
        mantissa |= 1ull << 52;
    } else {
        *exponent = 1;
        while (mantissa >> 52 == 0) {
            mantissa <<= 1;
            --*exponent;
        }
    }
    *exponent -= 1075;
    return mantissa;
}

static inline gradc_wide gradc_product(double x, double y) {
    int32_t ex;
    int32_t ey;
    const uint64_t a = gradc_mantissa(x, &ex);
    const uint64_t b = gradc_mantissa(y, &ey);
    const uint64_t low = (a & 0xffffffffu) * (b & 0xffffffffu);
    const uint64_t one = (a >> 32) * (b & 0xffffffffu) + (low >> 32);
    const uint64_t two = (a & 0xffffffffu) * (b >> 32) + (one & 0xffffffffu);
    gradc_wide p;
    p.high = (a >> 32) * (b >> 32) + (one >> 32) + (two >> 32);
    p.low = two << 32 | (low & 0xffffffffu);
    const int32_t shift = p.high >> 41 != 0 ? 20 : 21;
    p.high = p.high << shift | p.low >> (64 - shift);
    p.low <<= shift;
    p.exponent = ex + ey - shift;
    return p;
}

/* The same divided by 2^distance; the last bit stands for all that falls off. */
static inline gradc_wide gradc_shifted(gradc_wide a, int32_t distance) {
    uint64_t lost = 0;
    a.exponent += distance;
    if (distance >= 128) {
        a.high = 0;
        a.low = 1;
        return a;
    }
    if (distance >= 64) {
        lost = a.low;
        a.low = a.high;
        a.high = 0;
        distance -= 64;
    }
    if (distance > 0) {
        lost |= a.low << (64 - distance);
        a.low = a.low >> distance | a.high << (64 - distance);
        a.high >>= distance;
    }
    a.low |= lost != 0;
    return a;
}

static inline gradc_wide gradc_sum(gradc_wide a, gradc_wide b) {
    a.low += b.low;
    a.high += b.high + (a.low < b.low);
    return a;
}

static inline gradc_wide gradc_difference(gradc_wide a, gradc_wide b) {
    a.high -= b.high + (a.low < b.low);
    a.low -= b.low;
    return a;
}

/* The number that is nearest to a, which is not 0. */
static inline double gradc_rounded(gradc_wide a, uint64_t sign) {
    while (a.high >> 62 == 0) {
        a.high = a.high << 1 | a.low >> 63;
        a.low <<= 1;
        a.exponent--;
    }
    const uint64_t m = a.high | (a.low != 0);
    int32_t exponent = a.exponent + 64 + 62 + 1023;
    int32_t drop = 10;
    if (exponent > 2046) {
        return gradc_from_bits(sign | 0x7ff0000000000000ull);
    }
    if (exponent < 1) {
        drop += 1 - exponent;
        exponent = 1;
    }
    if (drop > 63) {
        return gradc_from_bits(sign);
    }
    const uint64_t kept = m >> drop;
    const uint64_t rest = m & ((1ull << drop) - 1);
    const uint64_t half = 1ull << (drop - 1);
    const uint64_t up = rest > half || (rest == half && (kept & 1) != 0);
    return gradc_from_bits(sign | ((((uint64_t) exponent - 1) << 52) + kept + up));
}

static inline double gradc_fma(double a, double b, double c) {
    const uint64_t infinite = 0x7ff;
    if ((gradc_to_bits(a) >> 52 & infinite) == infinite || (gradc_to_bits(b) >> 52 & infinite) == infinite || a == 0
            || b == 0) {
        return a * b + c;
    }
    if ((gradc_to_bits(c) >> 52 & infinite) == infinite) {
        return c;
    }
    if (c == 0) {
        return a * b;
    }
    gradc_wide p = gradc_product(a, b);
    gradc_wide q;
    q.high = gradc_mantissa(c, &q.exponent) << 9;
    q.low = 0;
    q.exponent -= 73;
    uint64_t sign = (gradc_to_bits(a) ^ gradc_to_bits(b)) & SIGN_BIT;
    const uint64_t other = gradc_to_bits(c) & SIGN_BIT;
    if (p.exponent < q.exponent) {
        p = gradc_shifted(p, q.exponent - p.exponent);
    } else {
        q = gradc_shifted(q, p.exponent - q.exponent);
    }
    if (sign == other) {
        return gradc_rounded(gradc_sum(p, q), sign);
    }
    if (p.high == q.high && p.low == q.low) {
        return 0;
    }
    if (p.high < q.high || (p.high == q.high && p.low < q.low)) {
        return gradc_rounded(gradc_difference(q, p), other);
    }
    return gradc_rounded(gradc_difference(p, q), sign);
}
#endif

//// gradc_sqrt
/* The root, rounded once. */
#if !defined(GRADC_PLAIN) && defined(__NO_MATH_ERRNO__) && (defined(__SSE2__) || defined(__aarch64__))
static inline REAL gradc_sqrt(REAL x) {
    return BUILTIN_SQRT(x);
}
#else
static inline REAL gradc_sqrt(REAL x) {
    UINT m = gradc_to_bits(x);
    int32_t exponent = (int32_t) (m >> DIGITS) - BIAS;
    UINT root = 0;
    UINT sum = 0;
    if (!(x > 0) || exponent > BIAS) {
        return x > 0 || x == 0 ? x : gradc_from_bits(NAN_BITS);
    }
    m &= ((UINT) 1 << DIGITS) - 1;
    if (exponent > -BIAS) {
        m |= (UINT) 1 << DIGITS;
    } else {
        exponent++;
        while (m >> DIGITS == 0) {
            m <<= 1;
            exponent--;
        }
    }
    if (exponent % 2 != 0) {
        m <<= 1;
        exponent--;
    }
    /* One bit of the root after another, and one more than it has, by which it is rounded. It never lies in the middle. */
    m <<= 1;
    for (UINT bit = (UINT) 2 << DIGITS; bit != 0; bit >>= 1) {
        if (sum + bit <= m) {
            m -= sum + bit;
            sum += 2 * bit;
            root += bit;
        }
        m <<= 1;
    }
    root += root & 1;
    return gradc_from_bits(((UINT) (exponent / 2 + BIAS - 1) << DIGITS) + (root >> 1));
}
#endif

//// gradc_room
/* The rows of the batch, rounded up to a multiple of LANES: what places in memory are counted in. */
static inline int32_t gradc_room(int32_t rows) {
    return (rows + LANES - 1) / LANES * LANES;
}

//// gradc_sum_of_lanes
/* Combines lanes by halves: lane l with lane l + count / 2, then with l + count / 4, and so on. */
static inline REAL gradc_sum_of_lanes(REAL *lanes, int32_t count) {
    for (int32_t half = count / 2; half > 0; half /= 2) {
        for (int32_t lane = 0; lane < half; lane++) {
            lanes[lane] = lanes[lane] + lanes[lane + half];
        }
    }
    return lanes[0];
}

//// gradc_max_of_lanes
/* Combines lanes by halves: lane l with lane l + count / 2, then with l + count / 4, and so on. */
static inline REAL gradc_max_of_lanes(REAL *lanes, int32_t count) {
    for (int32_t half = count / 2; half > 0; half /= 2) {
        for (int32_t lane = 0; lane < half; lane++) {
            lanes[lane] = gradc_max(lanes[lane], lanes[lane + half]);
        }
    }
    return lanes[0];
}

//// gradc_waiting
/* How many results wait after so many blocks: a binary counter's ones. */
static inline int32_t gradc_waiting(int32_t blocks) {
    int32_t ones = 0;
    for (int32_t n = blocks; n > 0; n &= n - 1) {
        ones++;
    }
    return ones;
}

//// gradc_add_block
/* Takes the result of block number `block`, from 0. Results wait in `blocks`, each of twice as many blocks as the next one, and
   two of equally many become one: a binary counter that counts blocks. */
static inline void gradc_add_block(REAL *blocks, int32_t block, REAL value) {
    int32_t last = gradc_waiting(block);
    blocks[last] = value;
    for (int32_t n = block + 1; n % 2 == 0; n /= 2) {
        last--;
        blocks[last] = blocks[last] + blocks[last + 1];
    }
}

//// gradc_max_block
/* Takes the result of block number `block`, from 0. Results wait in `blocks`, each of twice as many blocks as the next one, and
   two of equally many become one: a binary counter that counts blocks. */
static inline void gradc_max_block(REAL *blocks, int32_t block, REAL value) {
    int32_t last = gradc_waiting(block);
    blocks[last] = value;
    for (int32_t n = block + 1; n % 2 == 0; n /= 2) {
        last--;
        blocks[last] = gradc_max(blocks[last], blocks[last + 1]);
    }
}

//// gradc_sum_of_blocks
/* Combines the results that still wait after `count` blocks, the latest two first. */
static inline REAL gradc_sum_of_blocks(REAL *blocks, int32_t count) {
    REAL sum = NO_SUM;
    for (int32_t last = gradc_waiting(count) - 1; last >= 0; last--) {
        sum = last == gradc_waiting(count) - 1 ? blocks[last] : blocks[last] + sum;
    }
    return sum;
}

//// gradc_max_of_blocks
/* Combines the results that still wait after `count` blocks, the latest two first. */
static inline REAL gradc_max_of_blocks(REAL *blocks, int32_t count) {
    REAL max = NO_MAX;
    for (int32_t last = gradc_waiting(count) - 1; last >= 0; last--) {
        max = last == gradc_waiting(count) - 1 ? blocks[last] : gradc_max(blocks[last], max);
    }
    return max;
}
