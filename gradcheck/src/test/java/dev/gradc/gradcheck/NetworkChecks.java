package dev.gradc.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradc.compiler.Compiler;
import dev.gradc.compiler.emit.asm.AsmBackend;
import dev.gradc.compiler.emit.c.CBackend;
import dev.gradc.compiler.emit.c.CCompiler;
import dev.gradc.compiler.emit.source.SourceBackend;
import dev.gradc.compiler.interp.GraphInterpreter;
import dev.gradc.compiler.interp.LoopInterpreter;
import dev.gradc.compiler.ir.Graph;
import dev.gradc.compiler.ir.GraphModule;
import dev.gradc.compiler.ir.Op;
import dev.gradc.compiler.ir.Shape;
import dev.gradc.compiler.ir.Value;
import dev.gradc.compiler.loop.LoopProgram;
import dev.gradc.compiler.scalar.FloatSequences;
import dev.gradc.compiler.scalar.SequenceEvaluator;
import dev.gradc.gradcheck.draw.DrawnBatch;
import dev.gradc.gradcheck.draw.DrawnNetwork;
import dev.gradc.gradcheck.draw.Filling;
import dev.gradc.runtime.ArraySpec.Role;
import dev.gradc.runtime.Precision;
import dev.gradc.runtime.Program;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What must hold of every drawn network, forward, backward and updated, and how many were tried.
final class NetworkChecks {
    private static final double UNIT = 0x1p-53;
    /// As little effort as keeps the code a form of its own.
    private static final CCompiler C = new CCompiler(List.of("cc"), List.of("-O1", "-march=native", "-Wall", "-Wextra",
            "-Wpedantic", "-Werror"), Path.of("target", "c"));
    private int networks;
    private int kinks;

    /// HotSpot compiles every method that is emitted, as far as its size goes.
    void noMethodIsTooLarge(DrawnNetwork network, Precision precision) {
        LoopProgram loops = Compiler.lower(derive(network), precision);
        for (boolean vector : new boolean[]{true, false}) {
            assertThat(AsmBackend.compile(loops, vector).largestMethod())
                    .as("bytecodes of a method, %s, vector %s", precision, vector).isLessThan(8000);
        }
    }

    /// Every backend gives the bits of the loop interpreter.
    void everyBackendGivesTheSameBits(DrawnNetwork network, DrawnBatch batch) {
        LoopProgram loops = Compiler.lower(derive(network), Precision.FLOAT);
        Program oracle = LoopInterpreter.program(loops);
        Map<String, Frame> expected = new HashMap<>();
        for (Program.Entry entry : oracle.entries()) {
            expected.put(entry.name(), new Frame(oracle, batch).run(entry.name(), 1));
        }
        for (boolean vector : new boolean[]{true, false}) {
            theSameBits(expected, AsmBackend.compile(loops, vector).program(), batch, "vector " + vector);
        }
        for (SourceBackend.Tool tool : SourceBackend.Tool.values()) {
            SourceBackend.Result result = SourceBackend.compile(loops, tool);
            assertThat(result.largestMethod()).as("bytecodes of a method, %s", tool).isLessThan(8000);
            theSameBits(expected, result.program(), batch, tool.name());
        }
    }

    /// C gives the bits of the loop interpreter.
    void theBackendOfCGivesTheSameBits(DrawnNetwork network, DrawnBatch batch) {
        if (!C.isHere()) {
            System.out.println("no C compiler on this machine: no network was tried");
            return;
        }
        LoopProgram loops = Compiler.lower(derive(network), Precision.FLOAT);
        Program oracle = LoopInterpreter.program(loops);
        Program compiled = CBackend.compile(List.of(loops), C).getFirst();
        for (Program.Entry entry : oracle.entries()) {
            Frame expected = new Frame(oracle, batch).run(entry.name(), 1);
            Frame actual = new Frame(compiled, batch).run(entry.name(), 3);
            assertThat(actual.firstDifference(expected)).as("after %s, C", entry.name()).isEmpty();
        }
    }

    private static void theSameBits(Map<String, Frame> expected, Program compiled, DrawnBatch batch, String backend) {
        expected.forEach((entry, frame) -> {
            Frame actual = new Frame(compiled, batch).run(entry, 3);
            assertThat(actual.firstDifference(frame)).as("after %s, %s", entry, backend).isEmpty();
            Frame whole = new Frame(compiled, batch).runWhole(entry);
            assertThat(whole.firstDifference(frame)).as("after %s as a whole, %s", entry, backend).isEmpty();
        });
    }

    /// The lowered program, run in double, agrees with the graph interpreter as far as rounding allows. What overflowed on the
    /// way, as numbers at an edge may, has no bound.
    void theLoweredProgramComputesWhatTheGraphSays(DrawnNetwork network, DrawnBatch batch) {
        GraphModule module = derive(network);
        Program program = LoopInterpreter.program(Compiler.lower(module, Precision.DOUBLE));
        boolean straddles = false;
        for (GraphModule.Entry entry : module.entries()) {
            Frame frame = new Frame(program, batch);
            GraphInterpreter graph = new GraphInterpreter(batch.rows(), GraphInterpreter.Phase.TRAINING,
                    given(module, program, frame, batch.rows()));
            frame.run(entry.name(), 1);
            boolean straddlesHere = Kinks.isNear(module, entry, graph);
            straddles |= straddlesHere;
            for (GraphModule.Result result : entry.results()) {
                if (!straddlesHere) {
                    compare(entry, result, program, frame, graph, batch.filling());
                }
            }
        }
        if (batch.filling() == Filling.ORDINARY) {
            networks++;
            kinks += straddles ? 1 : 0;
        }
    }

    /// A row's prediction has the same bits alone, in a batch of 7 and in one of 1,000, unless the network couples rows.
    void aRowDoesNotSeeItsBatch(DrawnNetwork network, DrawnBatch batch) {
        GraphModule module = derive(network);
        GraphModule.Entry predict = module.entries().get(0);
        List<Value> roots = predict.results().stream().map(GraphModule.Result::value).toList();
        if (Graph.reachable(roots).stream().anyMatch(NetworkChecks::couplesRows)) {
            return;
        }
        Program program = AsmBackend.compile(Compiler.lower(module, Precision.FLOAT),
                AsmBackend.hasVectors(Precision.FLOAT)).program();
        Frame many = new Frame(program, batch.withRows(1000)).run(Program.PREDICT, 2);
        for (int rows : new int[]{1, 7}) {
            Frame few = new Frame(program, batch.withRows(rows)).run(Program.PREDICT, 1);
            for (Program.Output output : program.entry(Program.PREDICT).outputs()) {
                double[] alone = few.output(output);
                assertThat(alone).as("%s of %d rows", output.name(), rows)
                        .isEqualTo(Arrays.copyOf(many.output(output), alone.length));
            }
        }
    }

    private static boolean couplesRows(Value value) {
        return switch (value.op()) {
            case Op.Reduce(_, var x, var axes) ->
                axes.stream().anyMatch(axis -> x.shape().extent(axis) == Shape.BATCH);
            case Op.Contraction product ->
                product.summed().stream().anyMatch(label -> product.extent(label) == Shape.BATCH);
            default -> false;
        };
    }

    /// Prints how many networks there were and how many lay on a kink, which must be at most one in twenty; numbers at an edge
    /// often do, and are not counted.
    void fewDrawsStraddledAKink() {
        System.out.printf("%,d random networks agree with their graphs, %d of them straddle a kink%n", networks, kinks);
        assertThat(kinks).isLessThanOrEqualTo(networks / 20);
    }

    private static GraphModule derive(DrawnNetwork network) {
        return Compiler.derive(network.network().definition());
    }

    private static void compare(GraphModule.Entry entry, GraphModule.Result result, Program program, Frame frame,
            GraphInterpreter graph, Filling filling) {
        double[] expected = graph.value(result.value());
        double[] magnitude = graph.magnitude(result.value());
        double[] actual = Results.of(entry, result, program, frame);
        assertThat(actual).hasSameSizeAs(expected);
        int terms = Graph.reachable(List.of(result.value())).size();
        for (int i = 0; i < expected.length; i++) {
            if (filling == Filling.EDGES && Double.isNaN(magnitude[i])) {
                continue;
            }
            if (Double.isNaN(expected[i]) || Double.isInfinite(expected[i])) {
                assertThat(actual[i]).isEqualTo(expected[i]);
            } else {
                assertThat(Math.abs(actual[i] - expected[i])).as("element %d of %s of %s: %s, expected %s", i, result,
                        entry.name(), actual[i], expected[i]).isLessThanOrEqualTo(64 * terms * UNIT * magnitude[i]);
            }
        }
    }

    /// The content of a frame by the module's values.
    private static Map<Value, double[]> given(GraphModule module, Program program, Frame frame, int rows) {
        Map<Value, double[]> given = new HashMap<>();
        for (Value value : Graph.reachable(module.roots())) {
            switch (value.op()) {
                case Op.Input input -> given.put(value, frame.input(program.inputs().stream()
                        .filter(spec -> spec.name().equals(input.name()) && spec.rolled() == input.rolled()).findFirst()
                        .orElseThrow()));
                case Op.Parameter parameter -> given.put(value,
                        Results.values(program.parameters(), parameter.name(), frame, Role.PARAMETERS));
                case Op.Slot slot -> given.put(value, Results.values(program.slots(), slot.name(), frame, Role.SLOTS));
                case Op.Scalar _ -> given.put(value, new double[]{0.125});
                case Op.Random(var shape, var stream) -> given.put(value, uniform(frame.keys(), stream, rows,
                        shape.rank() > 1 ? shape.extent(1) : 1));
                default -> {
                }
            }
        }
        return given;
    }

    private static double[] uniform(double[] keys, int stream, int rows, int columns) {
        double[] numbers = new double[rows * columns];
        SequenceEvaluator evaluator = new SequenceEvaluator(FloatSequences.UNIFORM);
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                numbers[row * columns + column] = evaluator.evaluate((int) keys[2 * stream],
                        (int) keys[2 * stream + 1], row, column);
            }
        }
        return numbers;
    }
}
