package dev.gradc.runtime;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A compiled program with its parameters: what is trained, saved and asked.
///
/// The methods that compute (`predict`, `loss`, `gradients`, `train`) use one session of the model's own and take turns;
/// for many threads or without garbage use a [Session] for each thread.
public final class Model {
    private static final int ROWS_AT_ONCE = 256;

    private final Program program;
    private final String text;
    private final Object parameters;
    private final Object slots;
    private Metadata metadata = Metadata.NONE;
    private long seed;
    private long step;
    private boolean initialized;
    private @Nullable Session own;

    /// A model whose text is not known; it can be used, and saved, but not opened again by its file alone.
    public Model(Program program) {
        this(program, "");
    }

    /// A model with its parameters at 0, to be given by [#initialize(long)], by name, or from a checkpoint.
    ///
    /// @param text the text of the graph that the program was compiled from, kept in checkpoints
    public Model(Program program, String text) {
        this.program = program;
        this.text = text;
        parameters = Reals.allocate(program.precision(), extent(program.parameters()));
        slots = Reals.allocate(program.precision(), extent(program.slots()));
    }

    private static int extent(List<ParameterSpec> specs) {
        int end = 0;
        for (ParameterSpec spec : specs) {
            end = Math.max(end, spec.end());
        }
        return end + Layout.LANES;
    }

    /// The program.
    public Program program() {
        return program;
    }

    /// The text of the graph that the program was compiled from, or an empty string.
    public String text() {
        return text;
    }

    /// What the model knows of its training data.
    public Metadata metadata() {
        return metadata;
    }

    /// Gives the model another knowledge of its training data.
    public void metadata(Metadata metadata) {
        this.metadata = metadata;
    }

    /// Gives parameters and slots their first values, a function of the seed, and sets the step to 0.
    public void initialize(long seed) {
        fill(program.parameters(), 0, seed, parameters);
        fill(program.slots(), program.parameters().size(), seed, slots);
        restart(seed, 0);
    }

    private static void fill(List<ParameterSpec> specs, int firstIndex, long seed, Object array) {
        for (int i = 0; i < specs.size(); i++) {
            Initialization.fill(specs.get(i), firstIndex + i, seed, array);
        }
    }

    /// Whether the parameters were ever given: initialised, set, or restored.
    public boolean initialized() {
        return initialized;
    }

    /// The seed of masks and initial values.
    public long seed() {
        return seed;
    }

    /// How many updates the parameters have had.
    public long step() {
        return step;
    }

    void countStep() {
        step++;
    }

    /// Sets the seed and the number of updates, as when a training goes on.
    void restart(long seed, long step) {
        this.seed = seed;
        this.step = step;
        initialized = true;
    }

    Object parameterArray() {
        return parameters;
    }

    Object slotArray() {
        return slots;
    }

    ParameterSpec spec(String name) {
        return program.parameters().stream().filter(p -> p.name().equals(name)).findFirst()
                .orElseThrow(() -> new GradcException("the model " + program.name() + " has no parameter " + name
                        + "; its parameters are "
                        + String.join(", ", program.parameters().stream().map(ParameterSpec::name).toList())));
    }

    /// A parameter's numbers, row-major.
    /// @throws GradcException when there is no such parameter
    public double[] parameter(String name) {
        ParameterSpec spec = spec(name);
        return Reals.doubles(parameters, spec);
    }

    /// Sets a parameter's numbers, row-major, rounded to the model's precision.
    /// @throws GradcException when there is no such parameter, or it has another number of numbers
    public void parameter(String name, double... values) {
        ParameterSpec spec = spec(name);
        if (values.length != spec.size()) {
            throw new GradcException("the parameter " + name + " has " + spec.size() + " numbers, but " + values.length
                    + " were given");
        }
        for (int i = 0; i < values.length; i++) {
            Reals.set(parameters, spec.place(i), values[i]);
        }
        initialized = true;
    }

    /// The SHA-256 of all parameters, little-endian, in declared order, in hexadecimal digits. NaNs are all equal.
    public String sha256() {
        return Fingerprint.of(program.parameters(), parameters);
    }

    /// The first output for one row, for a model with one real input.
    /// @throws GradcException when the model has not one real input, the width is wrong, or a number is not finite
    public synchronized float[] predict(float[] row) {
        float[] result = new float[outputWidth()];
        session(1).predict(row, result);
        return result;
    }

    /// The first output for one row, for a model with one real input; computed in the model's precision.
    /// @throws GradcException when the model has not one real input, the width is wrong, or a number is not finite
    public synchronized double[] predict(double[] row) {
        double[] result = new double[outputWidth()];
        session(1).predict(row, result);
        return result;
    }

    private int outputWidth() {
        return program.entry(Program.PREDICT).outputs().get(0).width();
    }

    /// The outputs for rows of numbers, for a model with one real input.
    /// @throws GradcException when the rows do not fit, or a number is not finite
    public Predictions predict(float[][] rows) {
        return predict(ArrayDataSet.of(rows));
    }

    /// The outputs for rows of numbers, for a model with one real input; computed in the model's precision.
    /// @throws GradcException when the rows do not fit, or a number is not finite
    public Predictions predict(double[][] rows) {
        return predict(ArrayDataSet.of(rows));
    }

    /// The outputs for every row of a data set.
    /// @throws GradcException when the data set does not fit, or a row is bad
    public synchronized Predictions predict(DataSet data) {
        return session(Math.max(1, Math.min(data.size(), ROWS_AT_ONCE))).predict(data);
    }

    /// The loss of a data set as one batch.
    /// @throws GradcException when the data set does not fit, or a row is bad
    public synchronized double loss(DataSet data) {
        Binding binding = Binding.of(this, data, Program.LOSS);
        return session(data.size()).loss(binding, all(data), 0, data.size());
    }

    /// The gradients of the training loss of a data set as one batch, by parameter, in declared order.
    /// @throws GradcException when the data set does not fit, or a row is bad
    public synchronized Map<String, double[]> gradients(DataSet data) {
        Binding binding = Binding.of(this, data, Program.GRADIENTS);
        Session session = session(data.size());
        session.gradients(binding, all(data), 0, data.size());
        return session.gradients();
    }

    /// One training step on a data set as one batch.
    ///
    /// @return the training loss before the update
    /// @throws GradcException when the data set does not fit, a row is bad, or the rate is negative
    public synchronized double train(DataSet data, double rate) {
        Check.rate(rate);
        Binding binding = Binding.of(this, data, Program.TRAIN);
        return session(data.size()).train(binding, all(data), 0, data.size(), rate);
    }

    private static int[] all(DataSet data) {
        return IntStream.range(0, data.size()).toArray();
    }

    private Session session(int rows) {
        Session session = own;
        if (session == null || session.capacity() < rows) {
            session = new Session(this, rows, new Workers(1));
            own = session;
        }
        return session;
    }
}
