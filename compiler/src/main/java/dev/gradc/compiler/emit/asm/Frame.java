package dev.gradc.compiler.emit.asm;

import dev.gradc.compiler.loop.Buffer;
import dev.gradc.compiler.loop.Buffer.Place.InArena;
import dev.gradc.compiler.loop.Buffer.Place.InArray;
import dev.gradc.compiler.loop.Buffer.Place.InScratch;
import dev.gradc.compiler.loop.Index;
import dev.gradc.compiler.loop.Operand.Temp;
import dev.gradc.runtime.Precision;
import java.util.Map;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.InstructionAdapter;

/// The method that is being emitted: its instructions, and where all that it uses stands.
///
/// @param constants the class that holds the vectors' constants
/// @param code the instructions
/// @param precision the type of its numbers
/// @param lanes how many lanes a vector has; 1 where there are no vectors
/// @param locals its local variables
/// @param indices its indices
/// @param arrays the variables of the program's arrays that it uses, by their numbers
/// @param scratch the variable of the thread's scratch
/// @param most the variable that says how many elements of a long sum are added up
/// @param temps the variables of the temps in scope
record Frame(String constants, InstructionAdapter code, Precision precision, int lanes, Locals locals, Indices indices,
        Map<Integer, Variable> arrays, Variable scratch, Variable most, Map<Temp, Variable> temps) {

    /// Pushes the array of `buffer` and the index of its element `at`.
    void place(Buffer buffer, Index at) {
        load(switch (buffer.place()) {
            case InArray(var array, _) -> array(array);
            case InArena _ -> throw Linear.arena(buffer);
            case InScratch _ -> scratch;
        });
        indices.push(Linear.of(buffer, at));
    }

    /// Pushes a variable.
    void load(Variable variable) {
        code.load(variable.slot(), variable.type());
    }

    /// Pops into a variable.
    void store(Variable variable) {
        code.store(variable.slot(), variable.type());
    }

    /// The variable of a temp in scope.
    Variable temp(Temp temp) {
        Variable variable = temps.get(temp);
        if (variable == null) {
            throw new IllegalStateException("temp " + temp.id() + " is used before it is declared");
        }
        return variable;
    }

    /// The variable of one of the program's arrays.
    Variable array(int number) {
        Variable variable = arrays.get(number);
        if (variable == null) {
            throw new IllegalStateException("array " + number + " is not among those that the method was given");
        }
        return variable;
    }

    /// The JVM's type of a real.
    static Type real(Precision precision) {
        return precision == Precision.FLOAT ? Type.FLOAT_TYPE : Type.DOUBLE_TYPE;
    }

    /// The JVM's type of an array of reals.
    static Type reals(Precision precision) {
        return Type.getType("[" + real(precision).getDescriptor());
    }

    /// The JVM's type of an array of such arrays.
    static Type rows(Precision precision) {
        return Type.getType("[" + reals(precision).getDescriptor());
    }
}
