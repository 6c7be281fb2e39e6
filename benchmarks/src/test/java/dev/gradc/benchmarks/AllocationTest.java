package dev.gradc.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.gradc.benchmarks.Case.Hidden;
import dev.gradc.benchmarks.Case.Update;
import dev.gradc.benchmarks.Engine.Work;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Once C2 has compiled all kernels, steps allocate nothing, in any thread: a vector that it kept as an object would be seen.
class AllocationTest {
    private static final int STEPS = 1_000;
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({"2-16-16-1, 32, true, TANH, SGD", "100-300-50-7, 37, true, RELU, MOMENTUM",
        "784-256-128-10, 64, true, RELU, ADAM", "13-64-64-1, 32, true, GELU, MOMENTUM",
        "100-60-7, 37, true, SIGMOID, SGD", "40-30-5, 16, false, TANH, SGD"})
    void stepsAllocateNothing(String sizes, int batch, boolean train, Hidden activation, Update optimizer) {
        List<Integer> widths = Arrays.stream(sizes.split("-")).map(Integer::valueOf).toList();
        Case work = Case.of(widths, batch, train, activation, optimizer);
        for (int count : new int[]{1, 2}) {
            assertThat(leastBytes(new GradcEngine().prepare(work, count)))
                    .as("bytes in %d steps of %s with threads: %d", STEPS, work.name(), count).isZero();
        }
    }

    @Tag("campaign")
    @ParameterizedTest
    @EnumSource
    void norWithAnyOptimizer(Update optimizer) {
        for (Hidden activation : Hidden.values()) {
            stepsAllocateNothing("2-16-16-1", 32, true, activation, optimizer);
            stepsAllocateNothing("100-300-50-7", 37, true, activation, optimizer);
            stepsAllocateNothing("784-256-128-10", 64, true, activation, optimizer);
            stepsAllocateNothing("784-256-128-10", 1, false, activation, optimizer);
        }
    }

    /// The fewest bytes that gradc's threads and this one allocate in so many steps, for which there is some time.
    private long leastBytes(Work work) {
        long[] ids = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread == Thread.currentThread() || thread.getName().startsWith("gradc-"))
                .mapToLong(Thread::threadId).toArray();
        long end = System.nanoTime() + PATIENCE_NANOS;
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < end) {
            long before = allocated(ids);
            for (int i = 0; i < STEPS; i++) {
                work.step();
            }
            least = Math.min(least, allocated(ids) - before);
        }
        return least;
    }

    /// The bytes that threads have allocated. Asked one by one: to ask for all at once allocates, too.
    private long allocated(long[] ids) {
        long sum = 0;
        for (long id : ids) {
            sum += threads.getThreadAllocatedBytes(id);
        }
        return sum;
    }
}
