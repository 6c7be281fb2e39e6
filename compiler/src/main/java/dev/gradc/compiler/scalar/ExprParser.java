package dev.gradc.compiler.scalar;

import dev.gradc.compiler.scalar.Expr.Condition;
import dev.gradc.compiler.scalar.Expr.Relation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/// Reads the formulas that [ExprPrinter] prints.
public final class ExprParser {
    /// No formula that gradc writes is nested deeper.
    private static final int DEEPEST = 500;
    private static final Map<String, Fn> FUNCTIONS = Arrays.stream(Fn.values())
            .collect(Collectors.toMap(Fn::symbol, fn -> fn));

    private final Tokens tokens;
    private final ToIntFunction<String> operands;
    private int depth;

    private ExprParser(Tokens tokens, ToIntFunction<String> operands) {
        this.tokens = tokens;
        this.operands = operands;
    }

    /// Takes a formula whose operands are called as [ExprPrinter#letter] calls them.
    /// @throws dev.gradc.runtime.GradcException when there is none
    public static Expr parse(Tokens tokens) {
        Expr formula = new ExprParser(tokens, ExprParser::index).sum();
        if (isDeep(formula)) {
            throw tokens.error("is nested deeper than " + DEEPEST);
        }
        return formula;
    }

    private static boolean isDeep(Expr formula) {
        List<Expr> level = List.of(formula);
        for (int depth = 0; depth < DEEPEST && !level.isEmpty(); depth++) {
            level = level.stream().flatMap(e -> e.children().stream()).toList();
        }
        return !level.isEmpty();
    }

    private static int index(String letter) {
        if (letter.length() == 1 && letter.charAt(0) >= 'a' && letter.charAt(0) <= 'z') {
            return letter.charAt(0) - 'a';
        }
        return letter.matches("a\\d{2,4}") ? Integer.parseInt(letter.substring(1)) : -1;
    }

    private Expr sum() {
        if (++depth > DEEPEST) {
            throw tokens.error("is nested deeper than " + DEEPEST);
        }
        Expr sum = product();
        while (tokens.peek().equals("+") || tokens.peek().equals("-")) {
            sum = tokens.take().equals("+") ? sum.plus(product()) : sum.minus(product());
        }
        depth--;
        return sum;
    }

    private Expr product() {
        Expr product = signed();
        while (tokens.peek().equals("*") || tokens.peek().equals("/")) {
            product = tokens.take().equals("*") ? product.times(signed()) : product.over(signed());
        }
        return product;
    }

    private Expr signed() {
        if (!tokens.takeIf("-")) {
            return atom();
        }
        return isNumber(tokens.peek()) ? Expr.constant(-tokens.number()) : atom().negate();
    }

    private static boolean isNumber(String token) {
        return token.equals("inf") || token.equals("nan")
                || !token.isEmpty() && Character.isDigit(token.charAt(0));
    }

    private Expr atom() {
        if (tokens.takeIf("(")) {
            Expr inner = sum();
            tokens.expect(")");
            return inner;
        }
        if (isNumber(tokens.peek())) {
            return Expr.constant(tokens.number());
        }
        String name = tokens.word();
        if (!tokens.takeIf("(")) {
            int index = operands.applyAsInt(name);
            if (index < 0) {
                throw tokens.error("names no operand: \"" + name + "\"");
            }
            return Expr.arg(index);
        }
        Expr call = call(name);
        tokens.expect(")");
        return call;
    }

    private Expr call(String name) {
        Expr first = sum();
        return switch (name) {
            case "abs" -> new Expr.Abs(first);
            case "sqrt" -> new Expr.Sqrt(first);
            case "min" -> new Expr.Min(first, next());
            case "max" -> new Expr.Max(first, next());
            case "pow" -> new Expr.Pow(first, next());
            case "fma" -> new Expr.Fma(first, next(), next());
            case "select" -> new Expr.Select(condition(first), next(), next());
            default -> {
                Fn function = FUNCTIONS.get(name);
                if (function == null) {
                    throw tokens.error("calls an unknown function: \"" + name + "\"");
                }
                yield new Expr.Call(function, first);
            }
        };
    }

    private Expr next() {
        tokens.expect(",");
        return sum();
    }

    private Condition condition(Expr a) {
        String symbol = tokens.take();
        for (Relation relation : Relation.values()) {
            if (relation.symbol().equals(symbol)) {
                return new Condition(relation, a, sum());
            }
        }
        throw tokens.error("must have a comparison, not \"" + symbol + "\"");
    }
}
