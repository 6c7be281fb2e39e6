package dev.gradc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradc.benchmarks.Case.Hidden;
import dev.gradc.benchmarks.Case.Update;
import dev.gradc.benchmarks.Engine.Work;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Once C2 has compiled all kernels, steps allocate nothing, in any thread: a vector that it kept as an object would be seen.
class AllocationTest {
    private static final int STEPS = 1_000;
    private static final long PATIENCE_NANOS = 90_000_000_000L;
    /// What asking costs, with room: far less than one object a step.
    private static final long NOISE = 4_000;

    @ParameterizedTest
    @CsvSource({"2-16-16-1, 32, true, TANH, SGD, 1", "20-30-10, 7, true, RELU, ADAM, 1",
        "13-64-64-1, 32, true, GELU, MOMENTUM, 1", "64-128-10, 64, true, ELU, ADAM, 2",
        "100-60-7, 37, true, SIGMOID, SGD, 2", "40-30-5, 16, false, TANH, SGD, 1"})
    void stepsAllocateNothing(String sizes, int batch, boolean train, Hidden activation, Update optimizer,
            int threads) {
        List<Integer> widths = Arrays.stream(sizes.split("-")).map(Integer::valueOf).toList();
        Work work = new GradcEngine().prepare(Case.of(widths, batch, train, activation, optimizer), threads);
        long end = System.nanoTime() + PATIENCE_NANOS;
        long allocated = Long.MAX_VALUE;
        while (allocated > NOISE && System.nanoTime() < end) {
            allocated = bytes(work);
        }
        assertThat(allocated).as("bytes in %d steps", STEPS).isLessThanOrEqualTo(NOISE);
    }

    /// The bytes that the threads of gradc and this one allocate in so many steps.
    private static long bytes(Work work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] ids = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread == Thread.currentThread() || thread.getName().startsWith("gradc-"))
                .mapToLong(Thread::threadId).toArray();
        long before = Arrays.stream(threads.getThreadAllocatedBytes(ids)).sum();
        for (int i = 0; i < STEPS; i++) {
            work.step();
        }
        return Arrays.stream(threads.getThreadAllocatedBytes(ids)).sum() - before;
    }
}
