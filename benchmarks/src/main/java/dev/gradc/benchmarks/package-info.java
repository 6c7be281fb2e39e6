/// Cases, engines that do their work, the measure, and the roof.
@NullMarked
package dev.gradc.benchmarks;

import org.jspecify.annotations.NullMarked;
