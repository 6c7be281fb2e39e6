package dev.gradc.runtime;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.Checksum;

/// A compiled model, loaded: what stands behind the class that a user sees. Its parameters never change; any number of threads may
/// share it, each with a [StoredSession] of its own.
///
/// It begins with scalar code, which needs no more than a JVM. When it has had some work to do, a thread in the background brings
/// the vector code to speed, where this Java has the Vector API, and it goes on with that: the bits are the same. Large models
/// begin with vectors, since their parameters are kept once.
public final class StoredModel {
    /// From so many bytes of parameters on they are kept in one form only.
    private static final long LARGE = 32L << 20;
    /// So many bytes of a resource are read at once.
    private static final int BLOCK = 1 << 16;
    /// The resources: what comes behind the model's name and a dot.
    private static final String PLAN = "plan";
    private static final String PARAMETERS = "parameters";
    private static final String SLOTS = "slots";

    private final StoredPrograms programs;
    private final Place place;
    private final ConcurrentLinkedQueue<StoredSession> idle = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean warming = new AtomicBoolean();
    private volatile Ready current;

    /// A model with its code.
    ///
    /// @param lanes how many lanes the code's vectors have; 1 for scalar code
    record Ready(Model model, int lanes) {
    }

    /// Gives a model its code.
    public interface Code {
        /// The code for vectors of so many lanes, 1 for scalar code.
        Kernels kernels(int lanes);
    }

    /// Where a model is stored: in resources beside a class.
    ///
    /// @param owner the class
    /// @param name the first part of the resources' names
    /// @param plan the SHA-256 and the CRC-32C of the plan in hexadecimal digits, with a colon between
    /// @param parameters the same of the parameters
    /// @param slots the same of the optimiser's slots, or an empty string where the model cannot train
    public record Place(Class<?> owner, String name, String plan, String parameters, String slots) {
        InputStream open(String resource) throws IOException {
            InputStream stream = owner.getResourceAsStream(name + "." + resource);
            if (stream == null) {
                throw new DamagedException("it has no " + name + "." + resource);
            }
            return stream;
        }

        /// Whether the numbers have the SHA-256 that the class says.
        boolean isSha256(String sha256) {
            return parameters.startsWith(sha256 + ":");
        }

        /// Checks the CRC-32C, which HotSpot computes fast from the first byte on; a SHA-256 would take as long as all else together.
        private static void check(String what, Checksum sum, String wanted) throws DamagedException {
            if (!wanted.endsWith(":" + Long.toHexString(sum.getValue()))) {
                throw new DamagedException("its " + what + " not what was compiled: the checksum differs");
            }
        }

        private StoredPrograms readPlan(Code code) throws IOException {
            byte[] bytes;
            try (InputStream stream = open(PLAN)) {
                bytes = stream.readAllBytes();
            }
            StoredPrograms.checkVersion(bytes);
            CRC32C sum = new CRC32C();
            sum.update(bytes, 0, bytes.length);
            check("plan is", sum, plan);
            return StoredPrograms.read(bytes, code);
        }

        private void read(String what, List<ParameterSpec> specs, Object array, String wanted) throws IOException {
            CRC32C sum = new CRC32C();
            try (InputStream stream = new BufferedInputStream(new CheckedInputStream(open(what), sum), BLOCK)) {
                StoredFormat.readNumbers(what, specs, array, stream);
            }
            check(what + " are", sum, wanted);
        }

        private void measure(String what, long bytes) throws IOException {
            try (InputStream stream = open(what)) {
                StoredFormat.measure(what, bytes, stream);
            }
        }

        GradcException damaged(IOException e) {
            return new GradcException("the compiled model " + name + " is damaged: " + e.getMessage()
                    + "; take an undamaged copy of its jar", e);
        }
    }

    private StoredModel(StoredPrograms programs, Place place, Ready current) {
        this.programs = programs;
        this.place = place;
        this.current = current;
    }

    /// Loads a model.
    ///
    /// @throws GradcException when a resource is missing, damaged or of another version
    public static StoredModel load(Place place, Code code) {
        try {
            StoredPrograms programs = place.readPlan(code);
            if (programs.room() > LARGE) {
                place.measure(PARAMETERS, programs.parameterBytes());
                if (!place.slots().isEmpty()) {
                    place.measure(SLOTS, programs.slotBytes());
                }
            }
            Ready ready = programs.ready(isLarge(programs) ? programs.widest() : 1);
            Model model = ready.model();
            place.read(PARAMETERS, model.program().parameters(), model.parameterArray(), place.parameters());
            if (!place.slots().isEmpty()) {
                place.read(SLOTS, model.program().slots(), model.slotArray(), place.slots());
            }
            return new StoredModel(programs, place, ready);
        } catch (IOException e) {
            throw place.damaged(e);
        }
    }

    /// The same model with the parameters of a checkpoint, which gradc or a [StoredTrainer] has saved.
    ///
    /// @throws GradcException when the file cannot be read, is damaged, or is a checkpoint of another model
    public StoredModel withCheckpoint(Path file) {
        Checkpoint checkpoint = Checkpoint.read(file);
        if (!programs.isSameGraph(checkpoint.text())) {
            throw new GradcException(file + " is a checkpoint of another network than " + place.name()
                    + ": take one of the network that this was compiled from");
        }
        Ready ready = programs.ready(current.lanes());
        checkpoint.restore(ready.model());
        return new StoredModel(programs, place, ready);
    }

    /// The same model with the parameters of one that was trained.
    StoredModel with(Model trained) {
        Ready ready = copy(trained, current.lanes());
        ready.model().restart(trained.seed(), trained.step());
        return new StoredModel(programs, place, ready);
    }

    private Ready copy(Model from, int lanes) {
        Ready ready = programs.ready(lanes);
        Program to = ready.model().program();
        Packing.move(from.program().parameters(), from.parameterArray(), to.parameters(),
                ready.model().parameterArray());
        Packing.move(from.program().slots(), from.slotArray(), to.slots(), ready.model().slotArray());
        return ready;
    }

    /// A copy with the code for vectors of so many lanes, 1 for scalar code.
    Model copy(int lanes) {
        Model model = current.model();
        Ready ready = copy(model, lanes);
        ready.model().restart(model.seed(), model.step());
        return ready.model();
    }

    /// The model with the code for vectors of so many lanes, not to be changed: a copy only where it is needed.
    Model shared(int lanes) {
        Ready ready = current;
        return ready.lanes() == lanes ? ready.model() : copy(lanes);
    }

    /// Whether its parameters take so much room that they are kept in one form only.
    boolean isLarge() {
        return isLarge(programs);
    }

    private static boolean isLarge(StoredPrograms programs) {
        return programs.parameterBytes() > LARGE;
    }

    /// The lanes of the widest vectors that this machine has for it; 1 where it has none.
    int widest() {
        return programs.widest();
    }

    /// Where it is stored.
    Place place() {
        return place;
    }

    /// What the model knows of itself.
    public ModelCard card() {
        return programs.card();
    }

    /// The SHA-256 of all parameters, as [Model#sha256()] says.
    public String sha256() {
        return current.model().sha256();
    }

    /// A session for one thread.
    ///
    /// @param capacity the most rows that are predicted at once
    /// @throws GradcException when the arrays for so many rows are too large
    public StoredSession session(int capacity) {
        return new StoredSession(this, capacity);
    }

    /// An idle session for a single row, or a new one; [#giveBack] returns it.
    public StoredSession borrow() {
        StoredSession session = idle.poll();
        return session != null ? session : session(1);
    }

    /// Returns a session that was borrowed.
    public void giveBack(StoredSession session) {
        idle.add(session);
    }

    /// The model to be used now.
    Model current() {
        return current.model();
    }

    /// Brings the best code for this machine to speed in the background; once.
    ///
    /// @param rows the batch for which it is to be fast
    void warmUp(int rows) {
        if (!warming.getAndSet(true)) {
            Thread thread = new Thread(() -> warm(rows), "gradc warms up " + place.name());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void warm(int rows) {
        try {
            int lanes = programs.widest();
            System.getLogger("dev.gradc").log(Level.INFO,
                    place.name() + " computes with " + VectorWidth.reason(programs.precision(), lanes));
            if (lanes != current.lanes()) {
                Ready ready = copy(current.model(), lanes);
                Rehearsal.run(ready.model().program(), ready.model().program().entry(Program.PREDICT), rows);
                current = ready;
            }
        } catch (OutOfMemoryError e) {
            System.getLogger("dev.gradc").log(Level.WARNING, place.name()
                    + " goes on with scalar code, since there is not enough memory to change to vectors", e);
        }
    }
}
