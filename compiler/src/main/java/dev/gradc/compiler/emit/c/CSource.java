package dev.gradc.compiler.emit.c;

import dev.gradc.compiler.emit.source.CommentText;
import dev.gradc.compiler.emit.source.Identifiers;
import dev.gradc.compiler.loop.Kernel;
import dev.gradc.compiler.loop.LoopProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Lowered programs as one unit of C99 that needs no library: a function for each kernel. The same programs always have the same
/// text.
///
/// @param text the unit
/// @param kernels for each program, the functions of its kernels, in the program's order
public record CSource(String text, List<List<CFunction>> kernels) {
    /// A copy, so that nobody changes it.
    public CSource {
        kernels = List.copyOf(kernels);
    }

    /// The source of a program.
    ///
    /// @param program lowered, with its memory planned
    public static CSource of(LoopProgram program) {
        return of(List.of(program));
    }

    /// The source of several programs, which are all of one precision.
    ///
    /// @param programs lowered, with their memory planned; at least one
    public static CSource of(List<LoopProgram> programs) {
        Library library = new Library(programs.getFirst().precision());
        Identifiers names = Names.functions();
        StringBuilder functions = new StringBuilder();
        List<List<CFunction>> kernels = new ArrayList<>();
        for (LoopProgram program : programs) {
            if (program.precision() != library.precision()) {
                throw new IllegalArgumentException("programs of two precisions");
            }
            List<CFunction> own = new ArrayList<>();
            for (Kernel kernel : program.kernels()) {
                KernelText text = new KernelText(program, kernel, library, names.fresh(kernel.name()));
                functions.append('\n').append(text.text());
                own.add(text.function());
            }
            kernels.add(List.copyOf(own));
        }
        return new CSource(top(programs) + library.text() + functions, kernels);
    }

    private static String top(List<LoopProgram> programs) {
        StringBuilder text = new StringBuilder();
        for (LoopProgram program : programs) {
            text.append("/* ").append(CommentText.plain(CommentText.name(program.name()))).append(" as it runs, in ")
                    .append(program.precision().name().toLowerCase(Locale.ROOT))
                    .append(": C that gradc wrote, a function for each kernel. */\n");
        }
        return text + """

                /* A pointer such as `weight` says where a value begins in its array, and the comments above the loops call its element in
                   row r and column c weight[r, c]. The sign ∂v is the gradient of the loss by v; Σ k < 10: … is a sum over k,
                   select(c, a, b) is a where c holds and b elsewhere. The order of every sum is the one that is written here. Sums begin at
                   -0, which changes no number. */

                #include <float.h>
                #include <stdbool.h>
                #include <stdint.h>
                #include <string.h>

                #if defined(__FAST_MATH__) || FLT_EVAL_METHOD != 0
                #error "each operation must be rounded by itself, as IEEE 754 says: compile without -ffast-math, on x86 with -msse2"
                #endif
                #if defined(__clang__)
                #pragma STDC FP_CONTRACT OFF
                #endif

                """;
    }
}
