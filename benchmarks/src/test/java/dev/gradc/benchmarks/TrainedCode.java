package dev.gradc.benchmarks;

import dev.gradc.benchmarks.Case.Hidden;
import dev.gradc.benchmarks.Case.Update;
import dev.gradc.dsl.Labels;
import dev.gradc.dsl.Network;
import dev.gradc.dsl.Tensor;
import dev.gradc.runtime.Binding;
import dev.gradc.runtime.Model;
import dev.gradc.runtime.Program;
import dev.gradc.runtime.Session;
import dev.gradc.runtime.Workers;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Trains a network in a process of its own until C2 has compiled all of its code that runs, or for so long as patience lasts.
final class TrainedCode {
    private static final String PREFIX = "compiled by C2: ";
    private static final String REST = "; not: ";
    private static final long WINDOW_NANOS = 1_000_000_000L;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private TrainedCode() {
    }

    /// What is trained.
    enum Kind {
        /// 784-256-128-10 with ReLU and SGD.
        MLP(Case.named("mlp-train-b64")),
        /// Tanh, dropout and Adam.
        DROPOUT(Case.of(List.of(100, 300, 50, 7), 37, true, Hidden.TANH, Update.ADAM)),
        /// 2-16-16-1.
        TINY(Case.named("tiny-train-b32"));

        private final Case work;

        Kind(Case work) {
            this.work = work;
        }

        private Network network() {
            return this == DROPOUT ? new Dropout(work) : new GradcEngine.Dense(work);
        }
    }

    private static final class Dropout extends Network {
        private final Case work;

        Dropout(Case work) {
            this.work = work;
        }

        @Override
        protected void define() {
            Tensor h = input("x", work.in());
            for (int layer = 1; layer < work.layers(); layer++) {
                h = h.then(affine(work.sizes().get(layer)), tanh(), dropout(0.2));
            }
            Tensor z = h.then(affine(work.out()));
            Labels y = labels("y", work.out());
            output("probabilities", softmax(z));
            loss(crossEntropy(softmax(z), y));
            optimizer(adam(Case.RATE));
            batch(work.batch());
        }
    }

    /// Prints how many methods of the network's code C2 has compiled, and those that ran and that it has not.
    ///
    /// @param arguments the kind, and how many threads train
    public static void main(String[] arguments) throws Exception {
        try (HotMethods methods = new HotMethods("dev.gradc.generated.");
                Workers workers = new Workers(Integer.parseInt(arguments[1]))) {
            Session session = session(Kind.valueOf(arguments[0]), workers);
            long end = System.nanoTime() + PATIENCE_NANOS;
            Set<String> rest;
            do {
                train(session);
                rest = methods.notByC2();
            } while (!rest.isEmpty() && System.nanoTime() < end);
            System.out.println(PREFIX + methods.byC2() + REST + String.join(", ", rest));
        }
    }

    /// Whether a process printed this line as its result.
    static boolean isResult(String line) {
        return line.startsWith(PREFIX);
    }

    /// How many methods C2 has compiled, by such a line.
    static int compiled(String line) {
        return Integer.parseInt(line.substring(PREFIX.length(), line.indexOf(REST)));
    }

    /// The methods that ran and that it has not, by such a line.
    static String rest(String line) {
        return line.substring(line.indexOf(REST) + REST.length());
    }

    private static Session session(Kind kind, Workers workers) {
        Model model = kind.network().compile();
        model.initialize(0);
        int batch = kind.work.batch();
        Session session = new Session(model, batch, workers);
        session.load(Binding.of(model, GradcEngine.data(kind.work), Program.TRAIN), IntStream.range(0, batch).toArray(),
                0, batch);
        return session;
    }

    private static void train(Session session) {
        long end = System.nanoTime() + WINDOW_NANOS;
        while (System.nanoTime() < end) {
            session.train(Case.RATE);
        }
    }
}
