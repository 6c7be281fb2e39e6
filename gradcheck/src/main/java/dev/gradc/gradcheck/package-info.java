/// Checks of a model's gradients against dual numbers and differences, and random networks for such checks: [Draws] and
/// [GradcDomain] give them to jqwik.
@NullMarked
package dev.gradc.gradcheck;

import org.jspecify.annotations.NullMarked;
