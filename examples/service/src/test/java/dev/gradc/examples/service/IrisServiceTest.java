package dev.gradc.examples.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class IrisServiceTest {
    private static HttpResponse<String> ask(IrisService service, String measures)
            throws IOException, InterruptedException {
        URI question = URI.create("http://localhost:" + service.port() + "/iris?" + measures);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(question).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void itTellsTheSpecies() throws IOException, InterruptedException {
        try (IrisService service = new IrisService(0)) {
            HttpResponse<String> small = ask(service, "5.1,3.5,1.4,0.2");
            assertEquals(200, small.statusCode());
            assertTrue(small.body().startsWith("Iris-setosa 0.99"), small.body());
            assertTrue(ask(service, "6.7,3.3,5.7,2.5").body().startsWith("Iris-virginica 0.9"));
        }
    }

    @Test
    void itRefusesWhatIsNoFlower() throws IOException, InterruptedException {
        try (IrisService service = new IrisService(0)) {
            assertEquals(400, ask(service, "5.1,wide").statusCode());
            assertEquals("the model's input x takes 4 numbers a row, but the row has 2\n",
                    ask(service, "5.1,3.5").body());
        }
    }
}
