package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
    private static final long LARGE = 1_000_000;

    /// Adds 1 to each element of its range, so that one left out or run twice shows.
    private static final Kernels COUNT = (kernel, arrays, scratch, rows, from, to) -> {
        int[] counts = (int[]) arrays[0];
        for (int i = from; i < to; i++) {
            counts[i]++;
        }
    };

    private static void run(Workers workers, Kernels code, int[] array, long operations) {
        workers.run(code, 0, new Object[]{array}, new Object[workers.threads()][], 1, array.length, 1, operations);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 40})
    void everyIterationRunsOnce(int threads) {
        try (Workers workers = new Workers(threads)) {
            assertThat(workers.threads()).isEqualTo(threads);
            for (int size : new int[]{0, 1, 2, 3, 7, 1_000}) {
                int[] counts = new int[size];
                for (int repeat = 0; repeat < 200; repeat++) {
                    run(workers, COUNT, counts, LARGE);
                }
                assertThat(counts).isEqualTo(IntStream.range(0, size).map(i -> 200).toArray());
            }
        }
    }

    @Test
    void manyKernelsOneAfterAnotherSeeEachOthersResults() {
        try (Workers workers = new Workers(4)) {
            int[] counts = new int[16];
            for (int repeat = 0; repeat < 20_000; repeat++) {
                run(workers, COUNT, counts, LARGE);
            }
            assertThat(counts).containsOnly(20_000);
        }
    }

    /// A thread that is late for a kernel must not take a part of the next one, which is cut into more.
    @Test
    void kernelsOfFewPartsAndOfManyTakeTurns() {
        try (Workers workers = new Workers(3)) {
            int[] few = new int[2];
            int[] many = new int[12];
            for (int repeat = 0; repeat < 100_000; repeat++) {
                run(workers, COUNT, few, LARGE);
                run(workers, COUNT, many, LARGE);
            }
            assertThat(few).containsOnly(100_000);
            assertThat(many).containsOnly(100_000);
        }
    }

    @Test
    void idleWorkersWakeUpAgain() throws InterruptedException {
        try (Workers workers = new Workers(3)) {
            int[] counts = new int[12];
            for (int repeat = 0; repeat < 10; repeat++) {
                run(workers, COUNT, counts, LARGE);
                Thread.sleep(20);
            }
            assertThat(counts).containsOnly(10);
        }
    }

    @Test
    void theOthersHelp() {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        Kernels slow = (kernel, arrays, scratch, rows, from, to) -> {
            seen.add(Thread.currentThread());
            long end = System.nanoTime() + 20_000_000;
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        };
        try (Workers workers = new Workers(2)) {
            run(workers, slow, new int[8], LARGE);
        }
        assertThat(seen).hasSize(2).contains(Thread.currentThread());
        assertThat(seen).filteredOn(t -> t != Thread.currentThread()).allMatch(Thread::isDaemon);
    }

    @Test
    void smallKernelsStayOnTheCallersThread() {
        Kernels check = (kernel, arrays, scratch, rows, from, to) -> {
            assertThat(Thread.currentThread().getName()).doesNotStartWith("gradc-worker");
            assertThat(to - from).isEqualTo(64);
        };
        try (Workers workers = new Workers(4)) {
            for (int repeat = 0; repeat < 100; repeat++) {
                run(workers, check, new int[64], 100);
            }
        }
    }

    @Test
    void eachThreadHasItsOwnScratch() {
        Kernels check = (kernel, arrays, scratch, rows, from, to) -> {
            AtomicInteger users = (AtomicInteger) scratch[0];
            assertThat(users.incrementAndGet()).isEqualTo(1);
            Thread.yield();
            users.decrementAndGet();
        };
        try (Workers workers = new Workers(4)) {
            Object[][] scratch = IntStream.range(0, 4).mapToObj(i -> new Object[]{new AtomicInteger()})
                    .toArray(Object[][]::new);
            for (int repeat = 0; repeat < 1_000; repeat++) {
                workers.run(check, 0, new Object[0], scratch, 1, 16, 1, LARGE);
            }
        }
    }

    @Test
    void whatAKernelThrowsReachesTheCaller() {
        Kernels broken = (kernel, arrays, scratch, rows, from, to) -> {
            if (from == 0) {
                throw new GradcException("row 0 is bad");
            }
        };
        try (Workers workers = new Workers(3)) {
            for (int repeat = 0; repeat < 100; repeat++) {
                assertThatThrownBy(() -> run(workers, broken, new int[12], LARGE)).hasMessage("row 0 is bad");
                int[] counts = new int[12];
                run(workers, COUNT, counts, LARGE);
                assertThat(counts).containsOnly(1);
            }
        }
    }

    @Test
    void twoCallersDoNotDisturbEachOther() throws InterruptedException {
        try (Workers workers = new Workers(3)) {
            int[] mine = new int[9];
            int[] theirs = new int[9];
            Thread other = new Thread(() -> IntStream.range(0, 5_000).forEach(i -> run(workers, COUNT, theirs, LARGE)));
            other.start();
            IntStream.range(0, 5_000).forEach(i -> run(workers, COUNT, mine, LARGE));
            other.join();
            assertThat(mine).containsOnly(5_000);
            assertThat(theirs).containsOnly(5_000);
        }
    }

    @Test
    void closedWorkersEndAndLeaveTheWorkToTheCaller() throws InterruptedException {
        Workers workers = new Workers(3);
        int[] counts = new int[6];
        run(workers, COUNT, counts, LARGE);
        workers.close();
        run(workers, COUNT, counts, LARGE);
        assertThat(counts).containsOnly(2);
        Thread[] all = new Thread[Thread.activeCount() + 10];
        for (int tries = 0; tries < 100 && workersIn(all) > 0; tries++) {
            Thread.sleep(20);
        }
        assertThat(workersIn(all)).isZero();
    }

    private static long workersIn(Thread[] all) {
        int count = Thread.enumerate(all);
        return Arrays.stream(all, 0, count).filter(t -> t.getName().startsWith("gradc-worker")).count();
    }

    @Test
    void anInterruptedCallerStillGetsItsResult() {
        try (Workers workers = new Workers(2)) {
            Thread.currentThread().interrupt();
            int[] counts = new int[8];
            run(workers, COUNT, counts, LARGE);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(counts).containsOnly(1);
        }
    }

    @Test
    void theNumberOfThreadsIsChecked() {
        assertThatThrownBy(() -> new Workers(-1)).isInstanceOf(GradcException.class)
                .hasMessage("the number of threads is -1, but must be from 0 to 1024");
        assertThatThrownBy(() -> new Workers(1025)).isInstanceOf(GradcException.class);
        try (Workers workers = new Workers(0)) {
            assertThat(workers.threads()).isEqualTo(Math.min(1024, Runtime.getRuntime().availableProcessors()));
        }
    }
}
