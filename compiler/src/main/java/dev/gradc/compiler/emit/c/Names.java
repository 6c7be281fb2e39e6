package dev.gradc.compiler.emit.c;

import dev.gradc.compiler.emit.source.Identifiers;
import java.util.Set;

/// The names that C, C++ and CUDA keep for themselves, and those of the headers that a unit includes.
final class Names {
    private static final Set<String> KEYWORDS = Set.of("alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand",
            "bitor", "bool", "break", "case", "catch", "char", "class", "co_await", "co_return", "co_yield", "compl",
            "concept", "const", "const_cast", "consteval", "constexpr", "constinit", "continue", "decltype", "default",
            "delete", "do", "double", "dynamic_cast", "else", "enum", "explicit", "export", "extern", "false", "far",
            "float", "for", "fortran", "friend", "goto", "huge", "if", "inline", "int", "long", "mutable", "namespace",
            "near", "new", "noexcept", "not", "not_eq", "nullptr", "operator", "or", "or_eq", "private", "protected",
            "public", "register", "reinterpret_cast", "requires", "restrict", "return", "short", "signed", "sizeof",
            "static", "static_assert", "static_cast", "struct", "switch", "template", "this", "thread_local", "throw",
            "true", "try", "typedef", "typeid", "typename", "typeof", "typeof_unqual", "union", "unsigned", "using",
            "virtual", "void", "volatile", "while", "xor", "xor_eq");
    /// Macros that some compilers define, functions that the unit calls, and what CUDA declares.
    private static final Set<String> DEFINED = Set.of("NULL", "i386", "linux", "unix", "sun", "vax", "mips", "sparc",
            "arm", "main", "memcpy", "memset", "blockDim", "blockIdx", "gridDim", "threadIdx", "warpSize");
    private static final String OWN = "gradc_";

    private Names() {
    }

    /// New names for what is local to a function.
    static Identifiers locals() {
        return new Identifiers(Names::isReserved, "my_");
    }

    /// New names for functions. One without an underscore might be that of a function that the compiler knows, such as `exp`.
    static Identifiers functions() {
        return new Identifiers(name -> isReserved(name) || name.indexOf('_') < 0, "kernel_");
    }

    private static boolean isReserved(String name) {
        return KEYWORDS.contains(name) || DEFINED.contains(name) || name.startsWith(OWN) || name.endsWith("_t")
                || isMacro(name);
    }

    /// Whether the headers may define it: `INT32_MAX`.
    private static boolean isMacro(String name) {
        return name.indexOf('_') >= 0 && name.chars().noneMatch(Character::isLowerCase);
    }
}
