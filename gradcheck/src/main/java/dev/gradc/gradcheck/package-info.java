/// Checks of a model's gradients against dual numbers and differences.
@NullMarked
package dev.gradc.gradcheck;

import org.jspecify.annotations.NullMarked;
