/// Scalar formulas, their derivatives and algebra, and the functions of the float contract.
@NullMarked
package dev.gradc.compiler.scalar;

import org.jspecify.annotations.NullMarked;
