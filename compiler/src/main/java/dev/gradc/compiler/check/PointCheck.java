package dev.gradc.compiler.check;

import dev.gradc.compiler.check.Differences.Quotient;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// The check at one point.
final class PointCheck {
    /// A matrix of second derivatives is checked in full up to so many rows.
    static final int MOST_ROWS = 32;
    /// So many random directions are taken where a matrix is larger.
    private static final int PROJECTIONS = 2;
    /// Directions are swept together as long as a value has no more numbers than this.
    private static final int MOST_NUMBERS = 1 << 22;
    private static final int MOST_DIRECTIONS = 64;

    private final Subject subject;
    private final String of;
    private final CheckOptions options;
    private final Map<Value, double[]> point;
    private final SplittableRandom random;
    private final GraphInterpreter values;
    private final Sweep sweep;
    private final Witness witness;
    private final Map<Value, Integer> witnesses = new HashMap<>();
    private final List<Element> elements = new ArrayList<>();
    private boolean straddles;
    private int atKinks;

    /// @param of what the subject's number is called
    PointCheck(Subject subject, String of, CheckOptions options, Map<Value, double[]> point, SplittableRandom random) {
        this.subject = subject;
        this.of = of;
        this.options = options;
        this.point = point;
        this.random = random;
        this.values = interpreter(point);
        this.sweep = sweep(values);
        this.witness = new Witness(subject, options.rows(), point, values, sweep);
    }

    List<Element> elements() {
        return elements;
    }

    /// Whether a difference straddled a kink beside the point.
    boolean straddles() {
        return straddles;
    }

    int atKinks() {
        return atKinks;
    }

    List<String> suspects() {
        return new Suspects(subject.graph(), options.rows(), values, random).of(subject.root(), subject.leaves());
    }

    void run() {
        List<Direction> directions = directions();
        if (options.order() == 1) {
            first(directions);
        } else {
            ways(directions.size()).forEach((name, way) -> second(name, way, directions));
        }
    }

    private GraphInterpreter interpreter(Map<Value, double[]> at) {
        return new GraphInterpreter(options.rows(), GraphInterpreter.Phase.TRAINING, at);
    }

    private Sweep sweep(GraphInterpreter at) {
        return new Sweep(subject.graph(), options.rows(), at, subject.root());
    }

    /// The elements of each leaf that are checked one by one, and a random direction where that is not all of them.
    private List<Direction> directions() {
        List<Direction> directions = new ArrayList<>();
        for (Value leaf : subject.leaves()) {
            int size = values.value(leaf).length;
            int[] sample = size <= options.samples() ? IntStream.range(0, size).toArray()
                    : random.ints(0, size).distinct().limit(options.samples()).toArray();
            IntStream.of(sample).forEach(i -> directions.add(Direction.unit(leaf, i, size)));
            if (sample.length < size) {
                directions.add(new Direction(leaf, -1, random.doubles(size, -1, 1).toArray()));
            }
        }
        return directions;
    }

    private void first(List<Direction> directions) {
        Derived derived = derived(subject.gradients(), values);
        for (List<Direction> chunk : chunks(directions)) {
            Rates.Of duals = sweep.ofRoot(sweep.first(Direction.seeds(chunk)));
            for (int p = 0; p < chunk.size(); p++) {
                Direction direction = chunk.get(p);
                add("", direction, derived, duals, p,
                        isWitnessed(direction) ? witness.of(direction) : new Quotient.NotTaken());
            }
        }
    }

    private boolean isWitnessed(Direction direction) {
        return witnesses.merge(direction.leaf(), 1, Integer::sum) <= options.witnesses();
    }

    /// The directions along which the gradient is differentiated: all units where there are few, and random ones.
    private Map<String, Map<Value, double[]>> ways(int elements) {
        Map<String, Map<Value, double[]>> ways = new LinkedHashMap<>();
        int total = subject.leaves().stream().mapToInt(leaf -> values.value(leaf).length).sum();
        if (total <= MOST_ROWS && total <= elements) {
            for (Value leaf : subject.leaves()) {
                for (int i = 0; i < values.value(leaf).length; i++) {
                    Map<Value, double[]> way = still();
                    Subject.known(way, leaf)[i] = 1;
                    ways.put(Subject.nameOf(leaf) + Subject.coordinates(leaf.shape(), i, options.rows()), way);
                }
            }
            return ways;
        }
        for (int i = 1; i <= PROJECTIONS; i++) {
            Map<Value, double[]> way = still();
            way.values().forEach(content -> IntStream.range(0, content.length)
                    .forEach(k -> content[k] = random.nextDouble(-1, 1)));
            ways.put("random direction " + i, way);
        }
        return ways;
    }

    private Map<Value, double[]> still() {
        Map<Value, double[]> way = new LinkedHashMap<>();
        subject.leaves().forEach(leaf -> way.put(leaf, new double[values.value(leaf).length]));
        return way;
    }

    private void second(String along, Map<Value, double[]> way, List<Direction> directions) {
        Map<Value, double[]> content = new HashMap<>();
        way.forEach((leaf, numbers) -> content.put(Subject.known(subject.directions(), leaf), numbers));
        GraphInterpreter at = interpreter(Subject.with(point, content));
        Derived derived = derived(subject.products(), at);
        Rates first = sweep.first(Direction.seeds(way));
        for (List<Direction> chunk : chunks(directions)) {
            Rates.Of duals = sweep.ofRoot(sweep.second(first, Direction.seeds(chunk)));
            for (int p = 0; p < chunk.size(); p++) {
                Direction direction = chunk.get(p);
                add(along, direction, derived, duals, p,
                        isWitnessed(direction) ? witness.of(way, direction) : new Quotient.NotTaken());
            }
        }
    }

    private List<List<Direction>> chunks(List<Direction> directions) {
        int largest = Graph.reachable(List.of(subject.root())).stream()
                .mapToInt(value -> Subject.size(value, options.rows())).max().orElse(1);
        int size = Math.clamp(MOST_NUMBERS / Math.max(1, largest), 1, MOST_DIRECTIONS);
        List<List<Direction>> chunks = new ArrayList<>();
        for (int from = 0; from < directions.size(); from += size) {
            chunks.add(directions.subList(from, Math.min(directions.size(), from + size)));
        }
        return chunks;
    }

    private void add(String along, Direction direction, Derived derived, Rates.Of duals, int p, Quotient quotient) {
        Value leaf = direction.leaf();
        Value value = Subject.known(derived.values(), leaf);
        double tolerance = Blur.ALLOWED * (duals.blur()[p] + derived.blur(direction)) + Double.MIN_NORMAL;
        Quotient.Estimate difference = quotient instanceof Quotient.Estimate estimate ? estimate
                : new Quotient.Estimate(Double.NaN, Double.NaN);
        straddles |= quotient instanceof Quotient.NearKink;
        atKinks += quotient instanceof Quotient.AtKink ? 1 : 0;
        elements.add(new Element(of, Subject.nameOf(leaf), subject.line(leaf).toString(), direction.element(),
                direction.element() < 0 ? ""
                        : Subject.coordinates(leaf.shape(), direction.element(), options.rows()),
                along, direction.dot(derived.at().value(value)), duals.rates()[p],
                Math.max(duals.terms()[p], derived.terms(direction)), tolerance,
                difference.value(), difference.error()));
    }

    /// Derived values at a point, and their errors.
    private record Derived(Map<Value, Value> values, GraphInterpreter at, Blur blur, AbsoluteTerms absolute) {
        double blur(Direction direction) {
            Value value = Subject.known(values, direction.leaf());
            double[] errors = blur.of(value);
            if (direction.element() >= 0) {
                return errors[direction.element()];
            }
            double squares = 0;
            for (int i = 0; i < errors.length; i++) {
                squares += direction.content()[i] * errors[i] * (direction.content()[i] * errors[i]);
            }
            return Math.sqrt(squares) + direction.size(at.value(value));
        }

        double terms(Direction direction) {
            return direction.size(absolute.of(Subject.known(values, direction.leaf())));
        }
    }

    private Derived derived(Map<Value, Value> values, GraphInterpreter at) {
        List<Value> all = List.copyOf(values.values());
        return new Derived(values, at, new Blur(subject.graph(), options.rows(), at, all),
                new AbsoluteTerms(options.rows(), at, all));
    }
}
