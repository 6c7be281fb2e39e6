/// Microbenchmarks by JMH: single kernels, and what is around them. Whole networks beside other libraries are `gradc bench`.
@NullMarked
package dev.gradc.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
