package dev.gradc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgramFormatTest {
    private static final int WIDTH = 5;

    private static byte[] written(Program program) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProgramFormat.write(program, new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static Program read(byte[] bytes, Kernels code) throws IOException {
        BoundedInput in = new BoundedInput(new DataInputStream(new ByteArrayInputStream(bytes)), bytes.length);
        Program program = ProgramFormat.read(in, code);
        in.end();
        return program;
    }

    /// Without what is not kept.
    private static Program bare(Program program) {
        return new Program(program.name(), program.precision(), program.arrays(),
                program.kernels().stream()
                        .map(k -> new KernelSpec(k.name(), k.origin(), k.iterations(), k.unit(),
                                k.operationsPerIteration(), k.work(), List.of()))
                        .toList(),
                program.entries(), program.inputs(),
                program.parameters().stream().map(ProgramFormatTest::bare).toList(),
                program.slots().stream().map(ProgramFormatTest::bare).toList(), program.scalars(), program.streams(),
                program.scratch(), program.code());
    }

    private static ParameterSpec bare(ParameterSpec p) {
        return new ParameterSpec(p.name(), p.shape(), p.offset(), p.layout(), new Initializer.Constant(0),
                p.trainable(), p.origin());
    }

    /// The linear program with its parameters where compiled programs have them.
    private static Program program(Precision precision) {
        Program linear = LinearProgram.of(precision, WIDTH);
        return new Program(linear.name(), precision, linear.arrays(), linear.kernels(), linear.entries(),
                linear.inputs(), apart(linear.parameters()), apart(linear.slots()),
                List.of(new StepScalar.LearningRate(), new StepScalar.StepNumber(), new StepScalar.BiasCorrection(0.9),
                        new StepScalar.MixShare(0.2, 3)),
                linear.streams(), new Scratch(7, 2), linear.code());
    }

    private static List<ParameterSpec> apart(List<ParameterSpec> specs) {
        ParameterSpec second = specs.get(1);
        return List.of(specs.get(0), new ParameterSpec(second.name(), second.shape(), Layout.room(specs.get(0).end()),
                second.layout(), second.initializer(), second.trainable(), second.origin()));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void aProgramIsReadAsItWasWritten(Precision precision) throws IOException {
        Program program = program(precision);
        assertThat(read(written(program), program.code())).isEqualTo(bare(program));
    }

    @Test
    void parametersStandOneBehindAnother() throws IOException {
        byte[] overlapping = written(LinearProgram.of(Precision.FLOAT, WIDTH));
        assertThatThrownBy(() -> read(overlapping, (kernel, arrays, scratch, rows, from, to) -> {
        })).isInstanceOf(DamagedException.class).hasMessage("it says that bias stands where it cannot");
    }

    @Test
    void aProgramThatEndsEarlyIsDamaged() throws IOException {
        Program program = program(Precision.FLOAT);
        byte[] bytes = written(program);
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = java.util.Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> read(part, program.code())).isInstanceOf(DamagedException.class);
        }
    }

    private static byte[] plan() throws IOException {
        Program program = program(Precision.FLOAT);
        Field field = new Field("x", Field.Kind.REAL, WIDTH, List.of());
        ModelCard card = new ModelCard("1", "text", new Metadata(List.of(field), Map.of(), Map.of("a", "b")), "plan",
                64, 1,
                2, Map.of("fact", "it is one"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StoredFormat.writePlan(card, List.of(program, program), bytes);
        return bytes.toByteArray();
    }

    /// Whoever changes a plan may change its hash too: what cannot be is refused, and nothing large is made on its word.
    @Test
    void aChangedPlanIsReadOrRefused() throws IOException {
        byte[] plan = plan();
        assertThat(StoredContent.read(plan).card().facts()).containsEntry("fact", "it is one");
        SplittableRandom random = new SplittableRandom(7);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] other = plan.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                StoredContent content = StoredContent.read(other);
                assertThat(content.parameterBytes() + content.slotBytes()).isLessThan(1 << 20);
            } catch (GradcException e) {
                assertThat(e).hasMessageStartingWith("the plan cannot be read: ");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void changedGoldenVectorsAreReadOrRefused() throws IOException {
        Model model = new Model(LinearProgram.of(Precision.FLOAT, WIDTH));
        model.initialize(1);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        GoldenVectors.of(model, true, 3).write(stream);
        byte[] golden = stream.toByteArray();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 5_000; i++) {
            byte[] other = golden.clone();
            for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
                other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                GoldenVectors.read(other).check(model);
            } catch (GradcException | DamagedException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    @Test
    void goldenVectorsGiveTheSameBitsAgain() throws IOException {
        Model model = new Model(LinearProgram.of(Precision.DOUBLE, WIDTH));
        model.initialize(3);
        String before = model.sha256();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        GoldenVectors.of(model, true, 4).write(stream);
        assertThat(model.sha256()).isEqualTo(before);
        GoldenVectors read = GoldenVectors.read(stream.toByteArray());
        assertThat(read.rows()).isEqualTo(4);
        assertThat(new GoldenReplay(read, model).run()).hasSize(3)
                .allSatisfy((what, same) -> assertThat(same).isTrue());
        model.initialize(4);
        assertThat(new GoldenReplay(read, model).run().values()).containsExactly(false, false, false);
    }
}
