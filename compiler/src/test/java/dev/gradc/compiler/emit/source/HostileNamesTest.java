package dev.gradc.compiler.emit.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.emit.source.SourceBackend.Result;
import dev.gradc.compiler.emit.source.SourceBackend.Tool;
import dev.gradc.compiler.loop.LoopProgram;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever a user calls things: it is Java, it is distinct, and it does what the program says.
class HostileNamesTest {
    private static final String EXIT = "System.exit(1);";
    static final List<String> NAMES = List.of("x; " + EXIT, "*/ static { " + EXIT + " } /*", "\n" + EXIT,
            "\r" + EXIT, "\u0085" + EXIT, "\u2028" + EXIT, "\\u000a" + EXIT, "\\uuu000d" + EXIT, "\\u002a/" + EXIT,
            "\\\\u000a" + EXIT, "*\\u002f " + EXIT, "* /" + EXIT, "*" + "\u200b/" + EXIT, "//" + EXIT, "/**/" + EXIT,
            "\"" + EXIT, "'" + EXIT, "{@code " + EXIT, "$T $L $$ $[ $] $> $<", "%s %n %d", "\u202e" + EXIT, "\ud800",
            "", " ",
            "_", "__", "1", "12monkeys", "class", "int", "final", "goto", "true", "null", "var", "record", "yield",
            "sealed",
            "Math", "Float", "Double", "Arrays", "Object", "String", "Override", "Kernels", "Integer", "java", "dev",
            "arena",
            "arrays", "scratch", "rows", "room", "own", "kept", "from", "to", "kernel", "entry", "run", "runEntry",
            "runKernel",
            "rehearse", "equals", "hashCode", "getClass", "wait", "notify", "finalize", "exp", "sum", "max", "lanes",
            "block",
            "start", "end", "i", "t1", "größe", "层", "∂x", "∂", "a.b", "a_b", "a b", "A_B", "a".repeat(10_000),
            "??/", "????/" + EXIT, "x\n#include <stdlib.h>", "%:define x", "_Pragma(\"x\")", "restrict", "_Bool",
            "bool", "asm",
            "template", "memcpy", "linux", "INT32_MAX", "NULL", "int32_t", "gradc_fma", "__global__", "threadIdx",
            "first",
            "count", "lane",
            "a".repeat(10_000) + "b", "-".repeat(10_000), "\\".repeat(999) + "u000a" + EXIT);

    @ParameterizedTest
    @EnumSource
    void everyNameIsHarmlessInEveryPlace(Tool tool) {
        for (String name : NAMES) {
            check(Stream.of(name, name, "plain").toList(), tool);
        }
        check(NAMES, tool);
    }

    @Test
    void nothingOfANameIsCode() {
        for (String name : NAMES) {
            String source = JavaSource.of(NamedProgram.of(List.of(name, name))).text();
            assertThat(source).doesNotContain("\\").doesNotContainPattern("[\\p{Cntrl}\\p{Cf}&&[^\n]]");
            assertThat(source.replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "")).as(name).doesNotContain("System.exit");
            assertThat(source.lines()).allMatch(line -> line.length() < 1000);
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyKernelsStandInManyClasses(Tool tool) {
        List<String> names = IntStream.range(0, 1500).mapToObj(k -> "layer" + k % 7).toList();
        Result result = check(names, tool);
        assertThat(result.source().files()).hasSizeGreaterThan(5);
        assertThat(result.classes()).hasSameSizeAs(result.source().files());
    }

    @ParameterizedTest
    @EnumSource
    void aKernelOfMoreArraysThanAMethodHasParameters(Tool tool) {
        for (int count : new int[]{59, 60, 300, 2000}) {
            List<String> names = IntStream.range(0, count).mapToObj(k -> "layer" + k % 7).toList();
            check(NamedProgram.inOneKernel(names), count, tool);
        }
    }

    private static Result check(List<String> names, Tool tool) {
        return check(NamedProgram.of(names), names.size(), tool);
    }

    /// @param sum what the last kernel leaves
    private static Result check(LoopProgram program, float sum, Tool tool) {
        Result result = SourceBackend.compile(program, tool);
        for (boolean wholeEntry : new boolean[]{true, false}) {
            assertThat(NamedProgram.run(result.program(), wholeEntry)).startsWith(sum, sum)
                    .endsWith(0);
        }
        assertThat(result.largestMethod()).isLessThan(8000);
        assertThat(result.source().kernels()).extracting(JavaSource.Lines::method).doesNotHaveDuplicates();
        return result;
    }
}
