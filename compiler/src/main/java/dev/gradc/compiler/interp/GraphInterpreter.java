package dev.gradc.compiler.interp;

import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Op.Reduction;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The definition of every op: double precision, plain loops, sums in increasing order, nothing fused.
///
/// It judges the lowering: a lowered program that runs in double gives each element within `64 · n · 2⁻⁵³` times its
/// [#magnitude(Value)].
public final class GraphInterpreter {
    /// Which operand of an [Op.Phase] counts.
    public enum Phase {
        /// Dropout, MixUp and regularisers take part.
        TRAINING,
        /// They do not.
        PREDICTING
    }

    private final int rows;
    private final Phase phase;
    private final Map<Value, double[]> given;
    private final Offsets offsets;
    private final Map<Value, double[]> values = new HashMap<>();
    private final Map<Value, double[]> magnitudes = new HashMap<>();

    /// @param rows the number of rows of the batch
    /// @param phase training or predicting
    /// @param given the content, row-major, of all inputs, parameters, slots, scalars and random numbers that are needed
    ///     (labels as whole numbers; a rolled input is made from the one that is not); any other value given here takes
    ///     the place of what would be computed
    public GraphInterpreter(int rows, Phase phase, Map<Value, double[]> given) {
        this.rows = rows;
        this.phase = phase;
        this.given = Map.copyOf(given);
        this.offsets = new Offsets(rows);
    }

    /// The elements of `value`, row-major.
    /// @throws IllegalArgumentException when an input that it needs was not given, or has another size
    public double[] value(Value value) {
        double[] known = values.get(value);
        if (known == null) {
            known = given.containsKey(value) ? given(value) : compute(value);
            values.put(value, known);
        }
        return known;
    }

    /// For each element the scale of the rounding error: the sum of the absolute terms that it is computed from, each
    /// weighted by how strongly the element depends on it. See [FormulaInterpreter#magnitude].
    public double[] magnitude(Value value) {
        double[] known = magnitudes.get(value);
        if (known == null) {
            known = given.containsKey(value) ? sizes(value) : computeMagnitude(value);
            magnitudes.put(value, known);
        }
        return known;
    }

    private double[] compute(Value value) {
        return switch (value.op()) {
            case Op.Input input when input.rolled() -> rolled(value, input);
            case Op.Input _, Op.Parameter _, Op.Slot _, Op.Scalar _, Op.Random _ -> given(value);
            case Op.Constant(var number) -> new double[]{number};
            case Op.Rows _ -> new double[]{rows};
            case Op.Elementwise(var formula, var args) -> {
                double[][] operands = args.stream().map(this::value).toArray(double[][]::new);
                yield fill(value, i -> FormulaInterpreter.value(formula, element(operands, i)));
            }
            case Op.Contraction op -> contraction(op, value(op.a()), value(op.b()));
            case Op.Softmax(var x) -> softmax(value, value(x), false);
            case Op.LogSoftmax(var x) -> softmax(value, value(x), true);
            case Op.OneHot(var labels, var classes) -> {
                double[] label = value(labels);
                yield fill(value, i -> label[i / classes] == i % classes ? 1 : 0);
            }
            case Op.Transpose _, Op.Reshape _, Op.Slice _, Op.Concat _, Op.Broadcast _, Op.Reduce _, Op.StopGradient _, Op.Phase _, Op.Custom _ ->
                moved(
                        value, this::value);
        };
    }

    private double[] computeMagnitude(Value value) {
        return switch (value.op()) {
            case Op.Input _, Op.Parameter _, Op.Slot _, Op.Scalar _, Op.Random _, Op.Constant _, Op.Rows _, Op.OneHot _ ->
                sizes(
                        value);
            case Op.Elementwise(var formula, var args) -> {
                double[][] operands = args.stream().map(this::value).toArray(double[][]::new);
                double[][] errors = args.stream().map(this::magnitude).toArray(double[][]::new);
                yield fill(value,
                        i -> FormulaInterpreter.magnitude(formula, element(operands, i), element(errors, i)));
            }
            case Op.Contraction op -> {
                double[] left = contraction(op, magnitude(op.a()), absolute(value(op.b())));
                double[] right = contraction(op, absolute(value(op.a())), magnitude(op.b()));
                yield fill(value, i -> left[i] + right[i]);
            }
            case Op.Softmax(var x) -> softmaxMagnitude(value, x, false);
            case Op.LogSoftmax(var x) -> softmaxMagnitude(value, x, true);
            case Op.Transpose _, Op.Reshape _, Op.Slice _, Op.Concat _, Op.Broadcast _, Op.Reduce _, Op.StopGradient _, Op.Phase _, Op.Custom _ ->
                moved(
                        value, this::magnitude);
        };
    }

    /// The ops that only move elements, add them or choose among them.
    private double[] moved(Value value, Function<Value, double[]> of) {
        return switch (value.op()) {
            case Op.Transpose(var x, var permutation) -> gather(value, of.apply(x), 0,
                    permutation.stream().map(axis -> offsets.stride(x.shape(), axis)).toList());
            case Op.Reshape(var x, _) -> of.apply(x);
            case Op.Slice(var x, var axis, var from, _) -> gather(value, of.apply(x),
                    from * offsets.stride(x.shape(), axis), strides(x.shape()));
            case Op.Concat(var parts, var axis) -> concat(value, parts, axis, of);
            case Op.Broadcast(var x, var shape, var axes) -> gather(value, of.apply(x), 0,
                    IntStream.range(0, shape.rank()).mapToObj(axes::indexOf)
                            .map(axis -> axis < 0 ? 0 : offsets.stride(x.shape(), axis)).toList());
            case Op.Reduce(var reduction, var x, var axes) -> reduce(value, reduction, x, axes, of.apply(x));
            case Op.StopGradient(var x) -> of.apply(x);
            case Op.Phase(var training, var predicting) -> of.apply(phase == Phase.TRAINING ? training : predicting);
            case Op.Custom(_, var result, _, _) -> of.apply(result);
            case Op.Input _, Op.Parameter _, Op.Slot _, Op.Scalar _, Op.Constant _, Op.Rows _, Op.Random _, Op.Elementwise _, Op.Contraction _,Op.Softmax _,Op.LogSoftmax _,Op.OneHot _ ->
                throw new IllegalStateException(
                        "computes: " + value.op());
        };
    }

    private double[] given(Value value) {
        double[] content = given.get(value);
        if (content == null) {
            throw new IllegalArgumentException("there is no content for " + value.op());
        }
        if (content.length != offsets.size(value.shape())) {
            throw new IllegalArgumentException(content.length + " numbers for " + value.op() + " of " + rows + " rows");
        }
        return content;
    }

    private double[] sizes(Value value) {
        return absolute(value(value));
    }

    private static double[] absolute(double[] x) {
        return Arrays.stream(x).map(StrictMath::abs).toArray();
    }

    /// Row i is row i + 1 of the input that is not rolled, and the last is its first.
    private double[] rolled(Value value, Op.Input input) {
        Op.Input straight = new Op.Input(input.name(), input.shape(), input.kind(), false);
        Optional<Value> base = given.keySet().stream().filter(other -> other.op().equals(straight)).findFirst();
        if (base.isEmpty()) {
            throw new IllegalArgumentException("there is no content for " + input);
        }
        double[] content = given(base.get());
        int width = content.length / rows;
        return fill(value, i -> content[(i + width) % content.length]);
    }

    private double[] contraction(Op.Contraction op, double[] a, double[] b) {
        List<Integer> summed = op.summed();
        Shape inner = new Shape(summed.stream().map(op::extent).toList());
        int[] aOuter = offsets.of(op.shape(), strides(op.a().shape(), op.aLabels(), op.labels()));
        int[] bOuter = offsets.of(op.shape(), strides(op.b().shape(), op.bLabels(), op.labels()));
        int[] aInner = offsets.of(inner, strides(op.a().shape(), op.aLabels(), summed));
        int[] bInner = offsets.of(inner, strides(op.b().shape(), op.bLabels(), summed));
        double[] result = new double[aOuter.length];
        for (int i = 0; i < result.length; i++) {
            double sum = -0.0;
            for (int k = 0; k < aInner.length; k++) {
                sum = StrictMath.fma(a[aOuter[i] + aInner[k]], b[bOuter[i] + bInner[k]], sum);
            }
            result[i] = sum;
        }
        return result;
    }

    private double[] gather(Value value, double[] x, int base, List<Integer> strides) {
        int[] places = offsets.of(value.shape(), strides);
        return fill(value, i -> x[base + places[i]]);
    }

    private double[] concat(Value value, List<Value> parts, int axis, Function<Value, double[]> of) {
        double[] result = new double[offsets.size(value.shape())];
        int base = 0;
        for (Value part : parts) {
            double[] content = of.apply(part);
            int[] places = offsets.of(part.shape(), strides(value.shape()));
            for (int i = 0; i < content.length; i++) {
                result[base + places[i]] = content[i];
            }
            base += part.shape().extent(axis) * offsets.stride(value.shape(), axis);
        }
        return result;
    }

    private double[] reduce(Value value, Reduction reduction, Value x, List<Integer> axes, double[] content) {
        List<Integer> strides = new ArrayList<>();
        int kept = 0;
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            strides.add(axes.contains(axis) ? 0 : offsets.stride(value.shape(), kept++));
        }
        int[] places = offsets.of(x.shape(), strides);
        double[] result = new double[offsets.size(value.shape())];
        Arrays.fill(result, reduction == Reduction.SUM ? -0.0 : Double.NEGATIVE_INFINITY);
        for (int i = 0; i < content.length; i++) {
            double so = result[places[i]];
            result[places[i]] = switch (reduction) {
                case SUM -> so + content[i];
                case MAX -> StrictMath.max(so, content[i]);
            };
        }
        return result;
    }

    private double[] softmax(Value value, double[] x, boolean log) {
        int width = offsets.extent(value.shape(), value.shape().rank() - 1);
        double[] result = new double[x.length];
        for (int row = 0; row < x.length; row += width) {
            double largest = Arrays.stream(x, row, row + width).reduce(Double.NEGATIVE_INFINITY, StrictMath::max);
            double sum = 0;
            for (int i = row; i < row + width; i++) {
                sum += StrictMath.exp(x[i] - largest);
            }
            for (int i = row; i < row + width; i++) {
                result[i] = log
                        ? x[i] - largest - StrictMath.log(sum)
                        : StrictMath.exp(x[i] - largest) / sum;
            }
        }
        return result;
    }

    /// An error ε in the logits is, relative to yᵢ, an error εᵢ − Σ y∘ε; both are computed by way of the largest logit.
    private double[] softmaxMagnitude(Value value, Value x, boolean log) {
        double[] y = value(value);
        double[] errors = magnitude(x);
        double[] logits = value(x);
        int width = offsets.extent(value.shape(), value.shape().rank() - 1);
        double[] result = new double[y.length];
        for (int row = 0; row < y.length; row += width) {
            int largest = row;
            for (int i = row; i < row + width; i++) {
                largest = logits[i] > logits[largest] ? i : largest;
            }
            double mean = 2 * errors[largest] + 1;
            for (int i = row; i < row + width; i++) {
                double share = log ? StrictMath.exp(y[i]) : y[i];
                mean += share == 0 ? 0 : share * errors[i];
            }
            for (int i = row; i < row + width; i++) {
                result[i] = log ? StrictMath.abs(y[i]) + errors[i] + mean : y[i] == 0 ? 0 : y[i] * (errors[i] + mean);
            }
        }
        return result;
    }

    private interface Element {
        double at(int index);
    }

    private double[] fill(Value value, Element element) {
        double[] result = new double[offsets.size(value.shape())];
        Arrays.setAll(result, element::at);
        return result;
    }

    private static double[] element(double[][] operands, int index) {
        return Arrays.stream(operands).mapToDouble(operand -> operand[index]).toArray();
    }

    private List<Integer> strides(Shape shape) {
        return IntStream.range(0, shape.rank()).mapToObj(axis -> offsets.stride(shape, axis)).toList();
    }

    /// How far a step along each of `labels` goes in an operand whose axes bear `own`; 0 where it lacks the label.
    private List<Integer> strides(Shape shape, List<Integer> own, List<Integer> labels) {
        return labels.stream().map(own::indexOf).map(axis -> axis < 0 ? 0 : offsets.stride(shape, axis)).toList();
    }
}
