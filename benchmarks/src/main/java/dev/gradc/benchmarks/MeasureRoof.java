package dev.gradc.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Measures the [Roof] in a process of its own: the best of many short runs.
public final class MeasureRoof {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    private static final int FUSED_ITERATIONS = 20_000;
    private static final int CHAINS = 12;
    private static final int ROUNDS = 4_000;
    private static final int BYTES_A_ROUND = 8_000_000;
    /// How many words a line of a cache holds. Java does not place arrays at the beginning of a line, so some rounds begin
    /// behind an array's first word: loads that cross lines reach only half of what the first-level cache gives.
    private static final int LINE = 16;
    private static final int[] WORDS = {6_000, 160_000, 3_000_000, 48_000_000};

    private MeasureRoof() {
    }

    /// Prints a [Roof] as a line.
    /// @param arguments the number of threads
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        double operations = 2.0 * CHAINS * SPECIES.length() * FUSED_ITERATIONS;
        double peak = best(threads, ROUNDS, operations, _ -> _ -> fused());
        double[] reads = new double[WORDS.length];
        for (int level = 0; level < WORDS.length; level++) {
            int size = WORDS[level];
            int repeats = Math.max(1, BYTES_A_ROUND / (Integer.BYTES * size));
            int rounds = size > 10_000_000 ? 20 : ROUNDS;
            reads[level] = best(threads, rounds, (double) Integer.BYTES * size * repeats, _ -> {
                int[] values = new int[size + LINE];
                return round -> read(values, round % LINE, size, repeats);
            });
        }
        System.out.println(new Roof(peak, reads[0], reads[1], reads[2], reads[3]).line());
    }

    /// Some work of one thread.
    private interface Load {
        float run(int round);
    }

    private interface LoadMaker {
        Load make(int thread);
    }

    /// The most work a ns that all threads did together in any round.
    private static double best(int threads, int rounds, double work, LoadMaker maker) throws Exception {
        long[] starts = new long[threads];
        long[] ends = new long[threads];
        double[] best = new double[1];
        CyclicBarrier begin = new CyclicBarrier(threads);
        CyclicBarrier end = new CyclicBarrier(threads, () -> {
            long first = Long.MAX_VALUE;
            long last = Long.MIN_VALUE;
            for (int t = 0; t < threads; t++) {
                first = Math.min(first, starts[t]);
                last = Math.max(last, ends[t]);
            }
            best[0] = Math.max(best[0], threads * work / (last - first));
        });
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int thread = t;
            all.add(Thread.ofPlatform().start(() -> rounds(rounds, maker.make(thread), thread, starts, ends, begin,
                    end)));
        }
        for (Thread thread : all) {
            thread.join();
        }
        return best[0];
    }

    private static void rounds(int rounds, Load load, int thread, long[] starts, long[] ends, CyclicBarrier begin,
            CyclicBarrier end) {
        float sum = 0;
        try {
            for (int round = 0; round < rounds; round++) {
                begin.await();
                starts[thread] = System.nanoTime();
                sum += load.run(round);
                ends[thread] = System.nanoTime();
                end.await();
            }
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException("the measure was interrupted", e);
        }
        if (Float.isNaN(sum)) {
            System.err.println(sum);
        }
    }

    private static float fused() {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 1e-6f);
        FloatVector a = y;
        FloatVector b = y;
        FloatVector c = y;
        FloatVector d = y;
        FloatVector e = y;
        FloatVector f = y;
        FloatVector g = y;
        FloatVector h = y;
        FloatVector i = y;
        FloatVector j = y;
        FloatVector k = y;
        FloatVector l = y;
        for (int n = 0; n < FUSED_ITERATIONS; n++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).add(i).add(j).add(k).add(l).lane(0);
    }

    private static float read(int[] values, int from, int size, int repeats) {
        int bits = 0;
        for (int i = 0; i < repeats; i++) {
            bits |= read(values, from, size);
        }
        return bits;
    }

    private static int read(int[] values, int from, int size) {
        int lanes = INTS.length();
        IntVector a = IntVector.zero(INTS);
        IntVector b = a;
        IntVector c = a;
        IntVector d = a;
        IntVector e = a;
        IntVector f = a;
        IntVector g = a;
        IntVector h = a;
        int end = from + size / (8 * lanes) * 8 * lanes;
        for (int i = from; i < end; i += 8 * lanes) {
            a = a.or(IntVector.fromArray(INTS, values, i));
            b = b.or(IntVector.fromArray(INTS, values, i + lanes));
            c = c.or(IntVector.fromArray(INTS, values, i + 2 * lanes));
            d = d.or(IntVector.fromArray(INTS, values, i + 3 * lanes));
            e = e.or(IntVector.fromArray(INTS, values, i + 4 * lanes));
            f = f.or(IntVector.fromArray(INTS, values, i + 5 * lanes));
            g = g.or(IntVector.fromArray(INTS, values, i + 6 * lanes));
            h = h.or(IntVector.fromArray(INTS, values, i + 7 * lanes));
        }
        return a.or(b).or(c).or(d).or(e).or(f).or(g).or(h).lane(0);
    }
}
