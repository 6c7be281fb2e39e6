package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.Definition;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.scalar.Expr;
import dev.gradc.compiler.scalar.Fn;
import dev.gradc.dsl.Activations;
import dev.gradc.dsl.Initializers;
import dev.gradc.dsl.Layers;
import dev.gradc.dsl.Losses;
import dev.gradc.dsl.Optimizers;
import dev.gradc.dsl.Regularizers;
import dev.gradc.dsl.Scalar;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import dev.gradc.runtime.Initializer;
import dev.gradc.runtime.InputSpec;
import dev.gradc.runtime.StepScalar;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.lifecycle.AfterContainer;

/// Drawn networks say and contain all that networks can.
class DrawnVarietyTest {
    private static final Pattern WORD = Pattern.compile("\\b(\\w+)\\(");
    /// Lowering makes it; a user's numbers are no draw.
    private static final Set<Class<?>> EXCEPT = Set.of(Expr.Fma.class, Initializer.Given.class);
    /// What takes a user's own numbers or formula, or only joins layers.
    private static final Set<String> UNSAID = Set.of("values", "transposed", "layer", "sequential", "flatten");

    private static final Set<Class<?>> KINDS = new HashSet<>();
    private static final Set<Fn> FUNCTIONS = new HashSet<>();
    private static final Set<Op.Reduction> REDUCTIONS = new HashSet<>();
    private static final Set<String> WORDS = new HashSet<>();

    @Property(tries = 2000)
    @Domain(GradcDomain.class)
    void eachNetworkCanBeDerived(@ForAll DrawnNetwork network) {
        Definition definition = network.network().definition();
        List<Value> roots = new ArrayList<>(definition.outputs().values());
        definition.loss().ifPresent(roots::add);
        roots.addAll(definition.inputs());
        GraphModule derived = Compiler.derive(definition);
        roots.addAll(derived.roots());
        Graph.reachable(roots).forEach(value -> note(value.op()));
        Matcher words = WORD.matcher(network.code());
        while (words.find()) {
            WORDS.add(words.group(1));
        }
    }

    private static void note(Op op) {
        KINDS.add(op.getClass());
        switch (op) {
            case Op.Input(_, _, var kind, _) -> KINDS.add(kind.getClass());
            case Op.Parameter(_, _, var initializer, _) -> KINDS.add(initializer.getClass());
            case Op.Scalar(var scalar) -> KINDS.add(scalar.getClass());
            case Op.Reduce(var reduction, _, _) -> REDUCTIONS.add(reduction);
            case Op.Elementwise(var formula, _) -> note(formula);
            default -> {
            }
        }
    }

    private static void note(Expr formula) {
        KINDS.add(formula.getClass());
        if (formula instanceof Expr.Call(var function, _)) {
            FUNCTIONS.add(function);
        }
        formula.children().forEach(DrawnVarietyTest::note);
    }

    @AfterContainer
    static void everyOpFormulaAndWordOccurred() {
        for (Class<?> sealed : List.of(Op.class, Expr.class, InputSpec.Kind.class, Initializer.class,
                StepScalar.class)) {
            assertThat(Arrays.stream(sealed.getPermittedSubclasses()).filter(kind -> !EXCEPT.contains(kind)))
                    .isNotEmpty().isSubsetOf(KINDS);
        }
        assertThat(FUNCTIONS).contains(Fn.values());
        assertThat(REDUCTIONS).contains(Op.Reduction.values());
        for (Class<?> words : List.of(Activations.class, Initializers.class, Layers.class, Losses.class,
                Optimizers.class, Regularizers.class, Scalar.class)) {
            assertThat(words(words)).isNotEmpty().isSubsetOf(WORDS);
        }
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && isWord(type, method))
                .map(Method::getName).filter(name -> !UNSAID.contains(name)).distinct().toList();
    }

    /// A scalar's words are its methods that give a formula or a condition.
    private static boolean isWord(Class<?> type, Method method) {
        return type == Scalar.class
                ? method.getReturnType() == Scalar.class || method.getReturnType() == Scalar.Condition.class
                : Modifier.isStatic(method.getModifiers());
    }
}
