package dev.gradc.runtime;

import dev.gradc.runtime.Checkpoint.Arrays;
import dev.gradc.runtime.Checkpoint.Shape;
import dev.gradc.runtime.Field.Kind;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The body of a checkpoint: name, graph's text, precision, metadata, seed, step, parameters, slots, and the training under
/// way, if there is one. Each part is written and read by two methods that stand together.
final class CheckpointFormat {
    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

    private CheckpointFormat() {
    }

    /// How many bytes [#write] gives.
    static long length(Checkpoint checkpoint) throws IOException {
        class Counter extends OutputStream {
            long count;

            @Override
            public void write(int b) {
                count++;
            }

            @Override
            public void write(byte[] b, int off, int len) {
                count += len;
            }
        }
        Counter counter = new Counter();
        write(checkpoint, new DataOutputStream(counter));
        return counter.count;
    }

    static void write(Checkpoint checkpoint, DataOutputStream stream) throws IOException {
        BodyOutput out = new BodyOutput(stream);
        out.writeString(checkpoint.name());
        out.writeString(checkpoint.text());
        out.writeInt(checkpoint.precision().bytes());
        write(checkpoint.metadata(), out);
        out.writeLong(checkpoint.seed());
        out.writeLong(checkpoint.step());
        write(checkpoint.parameters(), out);
        write(checkpoint.slots(), out);
        TrainingState training = checkpoint.training();
        out.writeBoolean(training != null);
        if (training != null) {
            write(training, out);
        }
    }

    static Checkpoint read(BoundedInput in) throws IOException {
        String name = in.readString();
        String text = in.readString();
        Precision precision = ProgramFormat.precision(in.readInt());
        Metadata metadata = readMetadata(in);
        long seed = in.readLong();
        long step = in.readLong();
        Arrays parameters = readArrays(in, precision);
        Arrays slots = readArrays(in, precision);
        TrainingState training = in.readBoolean() ? readTraining(in, precision, parameters) : null;
        return new Checkpoint(name, text, precision, metadata, seed, step, parameters, slots, training);
    }

    static void write(Metadata metadata, BodyOutput out) throws IOException {
        out.writeInt(metadata.fields().size());
        for (Field field : metadata.fields()) {
            out.writeString(field.name());
            out.writeInt(field.kind().ordinal());
            out.writeInt(field.width());
            out.writeInt(field.classes().size());
            for (String name : field.classes()) {
                out.writeString(name);
            }
        }
        out.writeInt(metadata.standardizations().size());
        for (Map.Entry<String, Standardization> entry : metadata.standardizations().entrySet()) {
            out.writeString(entry.getKey());
            out.writeInt(entry.getValue().width());
            for (int i = 0; i < entry.getValue().width(); i++) {
                out.writeDouble(entry.getValue().means().get(i));
                out.writeDouble(entry.getValue().deviations().get(i));
            }
        }
        out.writeInt(metadata.properties().size());
        for (Map.Entry<String, String> entry : metadata.properties().entrySet()) {
            out.writeString(entry.getKey());
            out.writeString(entry.getValue());
        }
    }

    static Metadata readMetadata(BoundedInput in) throws IOException {
        List<Field> fields = new ArrayList<>();
        for (int i = in.readCount(4 * Integer.BYTES); i > 0; i--) {
            String name = in.readString();
            Kind kind = Kind.values()[in.readInt("a field's kind", Kind.values().length - 1)];
            int width = in.readInt("a field's width", MOST_NUMBERS);
            List<String> classes = new ArrayList<>();
            for (int c = in.readCount(Integer.BYTES); c > 0; c--) {
                classes.add(in.readString());
            }
            fields.add(new Field(name, kind, width, List.copyOf(classes)));
        }
        Map<String, Standardization> standardizations = new TreeMap<>();
        for (int i = in.readCount(2 * Integer.BYTES); i > 0; i--) {
            standardizations.put(in.readString(), readStandardization(in));
        }
        Map<String, String> properties = new TreeMap<>();
        for (int i = in.readCount(2 * Integer.BYTES); i > 0; i--) {
            properties.put(in.readString(), in.readString());
        }
        return new Metadata(fields, standardizations, properties);
    }

    private static Standardization readStandardization(BoundedInput in) throws IOException {
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int c = in.readCount(2 * Double.BYTES); c > 0; c--) {
            means.add(in.readDouble());
            deviations.add(in.readDouble());
        }
        return new Standardization(means, deviations);
    }

    private static void write(Arrays arrays, BodyOutput out) throws IOException {
        out.writeInt(arrays.shapes().size());
        for (Shape shape : arrays.shapes()) {
            out.writeString(shape.name());
            out.writeInt(shape.extents().size());
            for (int extent : shape.extents()) {
                out.writeInt(extent);
            }
        }
        out.writeReals(arrays.values());
    }

    private static Arrays readArrays(BoundedInput in, Precision precision) throws IOException {
        List<Shape> shapes = new ArrayList<>();
        long all = 0;
        for (int i = in.readCount(2 * Integer.BYTES); i > 0; i--) {
            String name = in.readString();
            List<Integer> extents = new ArrayList<>();
            long size = 1;
            for (int e = in.readCount(Integer.BYTES); e > 0; e--) {
                int extent = in.readInt("an extent", MOST_NUMBERS);
                extents.add(extent);
                size = bounded(size * extent);
            }
            shapes.add(new Shape(name, List.copyOf(extents)));
            all = bounded(all + size);
        }
        return new Arrays(List.copyOf(shapes), in.readReals(precision, (int) all));
    }

    private static long bounded(long size) throws DamagedException {
        if (size > MOST_NUMBERS) {
            throw new DamagedException("it says that an array has " + size + " numbers");
        }
        return size;
    }

    private static void write(TrainingState training, BodyOutput out) throws IOException {
        out.writeString(training.plan().text());
        out.writeInt(training.rows());
        out.writeLong(training.step());
        out.writeInt(training.epoch());
        out.writeInt(training.position());
        out.writeDouble(training.lossSum());
        out.writeInt(training.history().size());
        for (EpochResult epoch : training.history()) {
            out.writeInt(epoch.epoch());
            out.writeLong(epoch.step());
            out.writeDouble(epoch.loss());
            writeOptional(epoch.validationLoss(), out);
            writeOptional(epoch.validationAccuracy(), out);
        }
        write(training.best(), out);
    }

    private static TrainingState readTraining(BoundedInput in, Precision precision, Arrays parameters)
            throws IOException {
        TrainingPlan plan = TrainingPlanText.parse(in.readString());
        int rows = in.readInt("the number of rows", Integer.MAX_VALUE);
        long step = in.readLong();
        int epoch = in.readInt("the number of epochs", Integer.MAX_VALUE);
        int position = in.readInt("the place in the epoch", rows);
        double lossSum = in.readDouble();
        List<EpochResult> history = new ArrayList<>();
        for (int i = in.readCount(2 * Integer.BYTES + 2 * Long.BYTES); i > 0; i--) {
            history.add(new EpochResult(in.readInt(), in.readLong(), in.readDouble(), readOptional(in),
                    readOptional(in)));
        }
        return new TrainingState(plan, rows, step, epoch, position, lossSum, List.copyOf(history),
                readBest(in, precision, Reals.length(parameters.values())));
    }

    private static void writeOptional(OptionalDouble value, BodyOutput out) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            out.writeDouble(value.getAsDouble());
        }
    }

    private static OptionalDouble readOptional(BoundedInput in) throws IOException {
        return in.readBoolean() ? OptionalDouble.of(in.readDouble()) : OptionalDouble.empty();
    }

    private static void write(EarlyStopping.@Nullable Best best, BodyOutput out) throws IOException {
        out.writeBoolean(best != null);
        if (best != null) {
            out.writeDouble(best.loss());
            out.writeInt(best.epoch());
            out.writeReals(best.parameters());
        }
    }

    private static EarlyStopping.@Nullable Best readBest(BoundedInput in, Precision precision, int size)
            throws IOException {
        return in.readBoolean()
                ? new EarlyStopping.Best(in.readDouble(), in.readInt(), in.readReals(precision, size))
                : null;
    }
}
