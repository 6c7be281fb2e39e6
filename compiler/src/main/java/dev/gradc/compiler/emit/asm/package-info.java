/// The backend for the JVM: one class of bytecode for each program, scalar or with the vectors of the machine.
@NullMarked
package dev.gradc.compiler.emit.asm;

import org.jspecify.annotations.NullMarked;
