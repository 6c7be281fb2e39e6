package dev.gradc.runtime;

import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The resources of a compiled model: the plan, which is a version, the [ModelCard] and the programs; and its numbers, which are
/// parameters or slots in declared order, row-major, little-endian, and nothing else.
public final class StoredFormat {
    /// The first bytes of a plan, and the version of all that follows.
    static final int VERSION = 0x67726401;
    /// No more of a row is decoded at once.
    private static final int BLOCK = 1 << 14;

    private StoredFormat() {
    }

    /// Writes a plan.
    ///
    /// @param programs the same model for each way to store its matrices; with equal parameters, slots, inputs and outputs by name
    /// @throws IOException when the stream fails
    public static void writePlan(ModelCard card, List<Program> programs, OutputStream stream) throws IOException {
        DataOutputStream data = new DataOutputStream(stream);
        BodyOutput out = new BodyOutput(data);
        out.writeInt(VERSION);
        out.writeString(card.version());
        out.writeString(card.text());
        CheckpointFormat.write(card.metadata(), out);
        out.writeString(card.plan());
        out.writeInt(card.rows());
        out.writeLong(card.seed());
        out.writeLong(card.step());
        out.writeAll(List.copyOf(card.facts().entrySet()), fact -> {
            out.writeString(fact.getKey());
            out.writeString(fact.getValue());
        });
        out.writeInt(programs.size());
        for (Program program : programs) {
            ProgramFormat.write(program, data);
        }
        data.flush();
    }

    static ModelCard readCard(BoundedInput in) throws IOException {
        String version = in.readString();
        String text = in.readString();
        Metadata metadata = CheckpointFormat.readMetadata(in);
        String plan = in.readString();
        int rows = in.readInt("the number of rows", Integer.MAX_VALUE);
        long seed = in.readLong();
        long step = in.readLong();
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = in.readCount(2 * Integer.BYTES); i > 0; i--) {
            facts.put(in.readString(), in.readString());
        }
        return new ModelCard(version, text, metadata, plan, rows, seed, step, facts);
    }

    /// Writes a model's parameters.
    ///
    /// @throws IOException when the stream fails
    public static void writeParameters(Model model, OutputStream stream) throws IOException {
        writeNumbers(model.program().parameters(), model.parameterArray(), stream);
    }

    /// Writes the slots of a model's optimiser.
    ///
    /// @throws IOException when the stream fails
    public static void writeSlots(Model model, OutputStream stream) throws IOException {
        writeNumbers(model.program().slots(), model.slotArray(), stream);
    }

    private static void writeNumbers(List<ParameterSpec> specs, Object array, OutputStream stream) throws IOException {
        int width = array instanceof float[] ? Float.BYTES : Double.BYTES;
        byte[] bytes = new byte[BLOCK];
        ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (ParameterSpec spec : specs) {
            for (int from = 0; from < spec.size(); from += BLOCK / width) {
                int count = Math.min(BLOCK / width, spec.size() - from);
                block.clear();
                for (int i = 0; i < count; i++) {
                    double number = Reals.get(array, spec.place(from + i));
                    if (width == Float.BYTES) {
                        block.putFloat((float) number);
                    } else {
                        block.putDouble(number);
                    }
                }
                stream.write(bytes, 0, count * width);
            }
        }
    }

    /// Finds out whether there are as many bytes as there should be, before memory is asked for on the word of a plan.
    ///
    /// @throws IOException when the stream fails, or there are more or fewer
    static void measure(String what, long bytes, InputStream stream) throws IOException {
        try {
            stream.skipNBytes(bytes);
        } catch (EOFException e) {
            DamagedException damaged = tooShort(what);
            damaged.initCause(e);
            throw damaged;
        }
        checkEnd(what, stream);
    }

    private static DamagedException tooShort(String what) {
        return new DamagedException("the " + what + " end before they are complete");
    }

    private static void checkEnd(String what, InputStream stream) throws IOException {
        if (stream.read() >= 0) {
            throw new DamagedException("the " + what + " go on after their end");
        }
    }

    /// Reads numbers to their places in a program's array, which holds nothing that is of use when they are damaged.
    ///
    /// @param what what they are, for the sentence that says that they are damaged
    /// @throws IOException when the stream fails, or the numbers are not those that were written
    static void readNumbers(String what, List<ParameterSpec> specs, Object array, InputStream stream)
            throws IOException {
        int width = array instanceof float[] ? Float.BYTES : Double.BYTES;
        for (ParameterSpec spec : specs) {
            int columns = Math.max(1, spec.layout().columns().fixed());
            byte[] bytes = new byte[Math.min(columns, BLOCK) * width];
            ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            for (int row = 0; row < spec.size() / columns; row++) {
                for (int from = 0; from < columns; from += BLOCK) {
                    int count = Math.min(BLOCK, columns - from);
                    if (stream.readNBytes(bytes, 0, count * width) != count * width) {
                        throw tooShort(what);
                    }
                    place(spec, row, from, count, block, array);
                }
            }
        }
        checkEnd(what, stream);
    }

    /// Puts some neighbouring elements of a row in their places, as many at once as are neighbours there.
    private static void place(ParameterSpec spec, int row, int from, int count, ByteBuffer block, Object array) {
        Layout layout = spec.layout();
        int run = !layout.column().equals(Extent.ONE) ? 1 : layout.panels() > 0 ? Layout.PANEL : count;
        for (int i = 0; i < count; i += run) {
            int at = spec.offset() + layout.at(row, from + i, 1);
            int size = Math.min(run, count - i);
            if (array instanceof float[] floats) {
                block.asFloatBuffer().get(i, floats, at, size);
            } else {
                block.asDoubleBuffer().get(i, (double[]) array, at, size);
            }
        }
    }
}
