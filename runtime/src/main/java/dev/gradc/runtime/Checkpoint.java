package dev.gradc.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// A model on disk: the text of its graph, its metadata, parameters and optimiser slots, and, of a training under way, the
/// plan and the place in it. Opening one runs no code: it holds text and numbers.
///
/// The file ([CheckpointFormat] says what is where) has a version and a checksum, and is written to a temporary file beside
/// it and then renamed, so that it is always whole.
public final class Checkpoint {
    private final String name;
    private final String text;
    private final Precision precision;
    private final Metadata metadata;
    private final long seed;
    private final long step;
    private final Arrays parameters;
    private final Arrays slots;
    private final @Nullable TrainingState training;

    /// Parameters or slots, packed in declared order.
    record Arrays(List<Shape> shapes, Object values) {
        static Arrays of(List<ParameterSpec> specs, Object array) {
            return new Arrays(shapes(specs), Packing.pack(specs, array));
        }

        static List<Shape> shapes(List<ParameterSpec> specs) {
            return specs.stream().map(s -> new Shape(s.name(), s.shape())).toList();
        }
    }

    /// The name and the extents of one of them.
    record Shape(String name, List<Integer> extents) {
        @Override
        public String toString() {
            return name + extents;
        }
    }

    Checkpoint(String name, String text, Precision precision, Metadata metadata, long seed, long step,
            Arrays parameters, Arrays slots, @Nullable TrainingState training) {
        this.name = name;
        this.text = text;
        this.precision = precision;
        this.metadata = metadata;
        this.seed = seed;
        this.step = step;
        this.parameters = parameters;
        this.slots = slots;
        this.training = training;
    }

    /// A model as it is now, with no training under way.
    public static Checkpoint of(Model model) {
        return of(model, null);
    }

    static Checkpoint of(Model model, @Nullable TrainingState training) {
        Program program = model.program();
        return new Checkpoint(program.name(), model.text(), program.precision(), model.metadata(), model.seed(),
                model.step(), Arrays.of(program.parameters(), model.parameterArray()),
                Arrays.of(program.slots(), model.slotArray()), training);
    }

    /// Reads a checkpoint.
    ///
    /// @throws GradcException when the file cannot be read, is not a checkpoint, is of a later version, or is damaged
    public static Checkpoint read(Path file) {
        return CheckpointFile.read(file);
    }

    /// Writes the checkpoint in the place of an earlier one, which stays as it was if that fails.
    ///
    /// @throws GradcException when it cannot be written
    public void write(Path file) {
        CheckpointFile.write(this, file);
    }

    /// The same with another knowledge of the training data.
    public Checkpoint withMetadata(Metadata other) {
        return new Checkpoint(name, text, precision, other, seed, step, parameters, slots, training);
    }

    /// The model's name.
    public String name() {
        return name;
    }

    /// The text of the graph that the program was compiled from, or an empty string.
    public String text() {
        return text;
    }

    /// The precision that the numbers have.
    public Precision precision() {
        return precision;
    }

    /// What the model knows of its training data.
    public Metadata metadata() {
        return metadata;
    }

    /// The seed of masks and initial values.
    public long seed() {
        return seed;
    }

    /// How many updates the parameters have had.
    public long step() {
        return step;
    }

    /// The plan of the training under way, where there is one.
    public Optional<TrainingPlan> plan() {
        return Optional.ofNullable(training).map(TrainingState::plan);
    }

    /// How many rows the training under way has; 0 where there is none.
    public int rows() {
        return training == null ? 0 : training.rows();
    }

    /// The training loss of the last epoch that is complete, where there is one.
    public OptionalDouble loss() {
        return training == null || training.history().isEmpty() ? OptionalDouble.empty()
                : OptionalDouble.of(training.history().get(training.history().size() - 1).loss());
    }

    /// How many epochs of the training under way are complete.
    public int epochs() {
        return training == null ? 0 : training.epoch();
    }

    /// Gives a model the metadata, seed, step, slots and parameters that are kept here. Where early stopping kept better
    /// parameters than the last, the model gets those.
    ///
    /// @throws GradcException when the model is of another precision, or has other parameters or slots
    public void restore(Model model) {
        restoreLast(model);
        if (training != null && training.best() != null) {
            Packing.unpack(model.program().parameters(), training.best().parameters(), model.parameterArray());
        }
    }

    /// The same with the last parameters, as a resumed training needs them.
    void restoreLast(Model model) {
        Program program = model.program();
        if (program.precision() != precision) {
            throw new GradcException("the checkpoint of " + name + " is in " + word(precision) + ", but the model "
                    + program.name() + " is compiled for " + word(program.precision()) + ": compile it for "
                    + word(precision));
        }
        check("parameter", parameters.shapes(), program.parameters());
        check("optimiser slot", slots.shapes(), program.slots());
        Packing.unpack(program.parameters(), parameters.values(), model.parameterArray());
        Packing.unpack(program.slots(), slots.values(), model.slotArray());
        model.metadata(metadata);
        model.restart(seed, step);
    }

    private void check(String what, List<Shape> here, List<ParameterSpec> specs) {
        List<Shape> there = Arrays.shapes(specs);
        for (int i = 0; i < Math.max(here.size(), there.size()); i++) {
            String mine = i < here.size() ? here.get(i).toString() : "none";
            String other = i < there.size() ? there.get(i).toString() : "none";
            if (!mine.equals(other)) {
                throw new GradcException("the checkpoint of " + name + " does not fit the model: its " + what + " "
                        + (i + 1) + " is " + mine + ", the model's is " + other
                        + ": take the model that it was made with");
            }
        }
    }

    private static String word(Precision precision) {
        return switch (precision) {
            case FLOAT -> "float";
            case DOUBLE -> "double";
        };
    }

    Arrays parameters() {
        return parameters;
    }

    Arrays slots() {
        return slots;
    }

    @Nullable
    TrainingState training() {
        return training;
    }
}
