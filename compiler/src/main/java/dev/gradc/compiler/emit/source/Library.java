package dev.gradc.compiler.emit.source;

import com.palantir.javapoet.MethodSpec;
import dev.gradc.compiler.loop.Stmt.Combine;
import dev.gradc.compiler.scalar.Sequence;
import dev.gradc.runtime.Precision;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The methods that kernels share: gradc's functions, and the ends of sums. Each is written once, when it is first asked for.
final class Library {
    private final Precision precision;
    private final String owner;
    private final Identifiers names;
    private final Map<Sequence, String> functions = new IdentityHashMap<>();
    private final Map<String, MethodSpec> methods = new TreeMap<>();

    /// @param owner the class that will have the methods
    /// @param names the names of its members
    Library(Precision precision, String owner, Identifiers names) {
        this.precision = precision;
        this.owner = owner;
        this.names = names;
        SumMethods.NAMES.forEach(names::fresh);
    }

    /// The type of the numbers.
    Precision precision() {
        return precision;
    }

    /// Names for the local variables of a method, none of which hides the library.
    Identifiers locals() {
        Identifiers locals = new Identifiers();
        locals.fresh(owner);
        Scope.FIXED.forEach(locals::fresh);
        return locals;
    }

    /// The method that computes a function.
    String function(Sequence sequence) {
        return functions.computeIfAbsent(sequence, _ -> {
            String name = names.fresh(sequence.name());
            methods.put(name, new SequenceMethod(sequence, new Java(this, "")).write(name));
            return name;
        });
    }

    /// The method that rounds the rows of a batch up.
    String room() {
        return ready(SumMethods.ROOM);
    }

    /// The method that combines the lanes of a sum or maximum.
    String lanes(Combine combine) {
        return ready(SumMethods.lanes(combine));
    }

    /// The method that combines the result of a block with those before it.
    String block(Combine combine) {
        return ready(SumMethods.block(combine));
    }

    /// The method that combines what is left of the blocks.
    String blocks(Combine combine) {
        return ready(SumMethods.blocks(combine));
    }

    private String ready(String name) {
        methods.computeIfAbsent(name, missing -> new SumMethods(precision).write(missing));
        return name;
    }

    /// All methods that were asked for.
    List<MethodSpec> methods() {
        return List.copyOf(methods.values());
    }
}
