package dev.gradc.newcomer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gradc.compiler.Compiler.Backend;
import dev.gradc.compiler.Compiler.Options;
import dev.gradc.compiler.check.CheckOptions;
import dev.gradc.compiler.check.Checker;
import dev.gradc.compiler.check.CompiledDerivatives;
import dev.gradc.compiler.check.Report;
import dev.gradc.compiler.check.Subject;
import dev.gradc.compiler.emit.c.CCompiler;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Layers;
import dev.gradc.dsl.Losses;
import dev.gradc.dsl.Optimizers;
import dev.gradc.dsl.Regularizers;
import dev.gradc.runtime.Precision;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every word of the DSL has the right derivatives of first and second order, and so have the programs that it becomes.
class EveryWordTest {
    private static final CheckOptions FEW = CheckOptions.DEFAULT.withRows(3).withPoints(2).withSamples(6)
            .withWitnesses(2);
    private static final Everything EVERYTHING = new Everything();
    private static final Map<Integer, List<Subject>> SUBJECTS = Map.of(1, EVERYTHING.subjects(1), 2,
            EVERYTHING.subjects(2));

    @Test
    void noWordIsForgotten() {
        Set<String> rows = Written.all().map(row -> row.name().replaceFirst(",.*", "")).collect(Collectors.toSet());
        Set<String> words = Stream.of(Activations.class, Losses.class, Layers.class, Regularizers.class,
                Optimizers.class).flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers()))
                .map(EveryWordTest::word).collect(Collectors.toSet());
        assertThat(words).hasSizeGreaterThan(50).isSubsetOf(rows);
    }

    private static String word(Method method) {
        return method.getName() + (List.of(method.getParameterTypes()).contains(Labels.class) ? " of labels" : "");
    }

    /// Only an optimiser has slots, and only a compiler fuses a product with a sum.
    @Test
    void noOpAndNoFunctionIsForgotten() {
        Set<Object> found = new HashSet<>();
        Graph.reachable(EVERYTHING.losses()).forEach(value -> {
            found.add(value.op().getClass());
            if (value.op() instanceof Op.Elementwise(var formula, _)) {
                add(formula, found);
            } else if (value.op() instanceof Op.Reduce(var reduction, _, _)) {
                found.add(reduction);
            }
        });
        Set<Object> all = Stream.of(Op.class.getPermittedSubclasses(), Expr.class.getPermittedSubclasses(), Fn.values(),
                Reduction.values()).flatMap(Arrays::stream).collect(Collectors.toSet());
        all.removeAll(Set.of(Op.Slot.class, Expr.Fma.class));
        assertThat(found).containsExactlyInAnyOrderElementsOf(all);
    }

    private static void add(Expr formula, Set<Object> found) {
        found.add(formula.getClass());
        if (formula instanceof Expr.Call(var function, _)) {
            found.add(function);
        }
        formula.children().forEach(child -> add(child, found));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyWordHasTheRightDerivatives(int order) {
        assertThat(SUBJECTS.get(order)).allSatisfy(subject -> {
            Report report = Checker.check(subject, FEW.withOrder(order));
            assertThat(report.passes()).as(report.text()).isTrue();
        });
    }

    static Stream<Arguments> programs() {
        return Stream.of(Precision.values()).flatMap(precision -> Stream.of(Backend.values())
                .flatMap(backend -> Stream.of(true, false).filter(vector -> vector || backend == Backend.BYTECODE)
                        .map(vector -> Arguments.of(precision, backend, vector))));
    }

    /// One program has the first and second derivatives of all words.
    @ParameterizedTest(name = "{0}, {1}, vector {2}")
    @MethodSource("programs")
    void everyProgramComputesThem(Precision precision, Backend backend, boolean vector) {
        assumeTrue(backend != Backend.C || CCompiler.ofMachine().isHere(), "no C compiler on this machine");
        List<Subject> subjects = SUBJECTS.get(2);
        List<Report> reports = CompiledDerivatives.check(subjects, FEW.withRows(5).withPoints(1),
                Options.of(precision).withBackend(backend).withVector(vector), Map.of());
        assertThat(reports).hasSameSizeAs(subjects)
                .allSatisfy(report -> assertThat(report.passes()).as(report.text()).isTrue());
    }
}
