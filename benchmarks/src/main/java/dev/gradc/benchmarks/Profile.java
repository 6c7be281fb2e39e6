package dev.gradc.benchmarks;

import dev.gradc.benchmarks.Roof.Bound;
import dev.gradc.runtime.KernelSpec;
import java.util.List;

/// How long each kernel of an entry point takes, beside the roof of the machine.
///
/// @param model the model's name
/// @param entry the entry point's name
/// @param rows in the batch
/// @param threads how many the kernels could use
/// @param roof of the machine, for the program's precision
/// @param kernels in the order in which they run
/// @param stepMicros the median time of the entry point as it runs when nobody looks at its kernels, in µs
/// @param steps how many runs there were of each kind
/// @param stable whether the times had stopped changing when measuring began
public record Profile(String model, String entry, int rows, int threads, Roof roof, List<Kernel> kernels,
        double stepMicros, int steps, boolean stable) {
    /// One kernel. It reaches its roof where it does its operations at the machine's peak, or moves its bytes as fast as the
    /// smallest cache that holds them gives them.
    ///
    /// @param name in the user's words
    /// @param origin the user's file and line, or an empty string
    /// @param micros the median of its times, in µs
    /// @param operations floating-point operations, as [KernelSpec.Work] counts them
    /// @param bytes read and written, as [KernelSpec.Work] counts them
    /// @param bound the shortest possible time
    public record Kernel(String name, String origin, double micros, long operations, long bytes, Bound bound) {
        static Kernel of(KernelSpec spec, int rows, double micros, Roof roof) {
            long operations = spec.work().operations().at(rows);
            long bytes = spec.work().bytes().at(rows);
            return new Kernel(spec.name(), spec.origin(), micros, operations, bytes,
                    roof.bound(operations, bytes, bytes));
        }

        /// 10⁹ floating-point operations a second.
        public double gigaflops() {
            return operations / micros * 1e-3;
        }

        /// 10⁹ bytes a second.
        public double gigabytes() {
            return bytes / micros * 1e-3;
        }

        /// The share of the roof that it reaches, from 0 to 1.
        public double shareOfRoof() {
            return bound.micros() / micros;
        }
    }

    /// The kernels' times together, in µs.
    public double kernelMicros() {
        return kernels.stream().mapToDouble(Kernel::micros).sum();
    }

    /// The kernels' shortest possible times together, in µs.
    public double roofMicros() {
        return kernels.stream().mapToDouble(kernel -> kernel.bound().micros()).sum();
    }

    /// The kernels' operations together.
    public long operations() {
        return kernels.stream().mapToLong(Kernel::operations).sum();
    }

    /// The kernels' bytes together.
    public long bytes() {
        return kernels.stream().mapToLong(Kernel::bytes).sum();
    }
}
