package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Routine;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Scratch;
import java.util.Map;
import java.util.function.Supplier;

/// The class of a routine, or of a part of it.
///
/// @param routine what is done
/// @param precision the type of its numbers
/// @param constants the class that holds the vectors' constants
/// @param name the class, as the JVM writes its name
/// @param lanes how many lanes a vector has; 1 where there are no vectors
/// @param scratch the first element of scratch that is free
/// @param most all scratch that there is
/// @param lines where it comes from
record RoutineClass(Routine routine, Precision precision, String constants, String name, int lanes, int scratch,
        Scratch most, RoutineLines lines) {
    /// The class file, by the first policy that HotSpot's compilers can cope with.
    ///
    /// @param classes takes the classes that it calls, by their names
    /// @throws IllegalStateException when a method cannot be brought below the limit of its size
    byte[] emit(Map<String, Supplier<byte[]>> classes) {
        RoutineEmitter chosen = null;
        for (Policy policy : Policy.of(routine.body(), lanes)) {
            RoutineEmitter emitter = new RoutineEmitter(this, policy);
            emitter.emit();
            if (CompilerEffort.isSmall(emitter.methods())) {
                chosen = emitter;
                break;
            }
            if (chosen == null || CompilerEffort.isBearable(emitter.methods())) {
                chosen = emitter;
            }
        }
        if (chosen == null) {
            throw new IllegalStateException("there is no policy for " + name);
        }
        classes.putAll(chosen.later());
        return file(chosen);
    }

    /// A class that a method of this one calls.
    ///
    /// @param number tells it from others
    /// @param free the first element of scratch that the caller does not use
    RoutineClass part(int number, int free) {
        return new RoutineClass(routine, precision, constants, name + "$" + number, lanes, free, most, lines);
    }

    /// The class file with the methods of `emitter`.
    ///
    /// @throws IllegalStateException when one is too large, or uses more scratch than there is
    byte[] file(RoutineEmitter emitter) {
        if (!CompilerEffort.isBearable(emitter.methods())) {
            throw new IllegalStateException(name + " has a method of " + CompilerEffort.largest(emitter.methods())
                    + " bytes of bytecode; the limit is " + CompilerEffort.MAX_BYTECODES);
        }
        Scratch used = emitter.scratch().most();
        if (!used.max(most).equals(most)) {
            throw new IllegalStateException(name + " uses " + used + ", but there is only " + most);
        }
        ClassFile file = new ClassFile(name, lines.file());
        emitter.methods().forEach(RoutineLines::tidy);
        emitter.methods().forEach(file::add);
        return file.bytes();
    }
}
