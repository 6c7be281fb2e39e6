package dev.gradc.examples.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Tells the species of an iris by its four measures in cm: `GET /iris?5.1,3.5,1.4,0.2` gives `Iris-setosa 0.997`. The class [Iris] is the
/// model that the build compiled.
public final class IrisService implements AutoCloseable {
    private final Iris model = Iris.load();
    private final ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final HttpServer server;

    /// Starts the service on this machine alone.
    ///
    /// @param port 0 for one that is free
    public IrisService(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        server.setExecutor(threads);
        server.createContext("/iris", this::answer);
        server.start();
    }

    /// The port that it listens on.
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String measures = exchange.getRequestURI().getQuery();
            try {
                send(exchange, 200, species(measures == null ? "" : measures));
            } catch (RuntimeException e) {
                send(exchange, 400, e.getMessage());
            }
        }
    }

    /// The species and its probability.
    ///
    /// @param measures four numbers with commas between them
    /// @throws RuntimeException when they are something else: Java says which is no number, and the model how many it takes
    private String species(String measures) {
        String[] words = measures.split(",", -1);
        float[] row = new float[words.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = Float.parseFloat(words[i]);
        }
        Iris.Label label = model.classify(row);
        return String.format(Locale.ROOT, "%s %.3f", label.text(), model.probabilities(row)[label.ordinal()]);
    }

    private static void send(HttpExchange exchange, int status, String line) throws IOException {
        byte[] body = (line + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /// Serves until it is ended.
    ///
    /// @param arguments the port, 8080 unless given
    public static void main(String[] arguments) throws IOException {
        IrisService service = new IrisService(arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]));
        System.out.println("ask http://localhost:" + service.port() + "/iris?5.1,3.5,1.4,0.2");
    }
}
