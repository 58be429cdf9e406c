package io.pagurus.session.api;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Confined to a test. Reads a stream of events on a thread of its own. */
final class EventReader implements AutoCloseable {

    /** Immutable. An event as it came. */
    record Event(String name, @Nullable String id, String data) {}

    private final HttpClient client = HttpClient.newHttpClient();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final HttpResponse<Stream<String>> response;

    EventReader(String path, @Nullable String lastEventId) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                        .header("Authorization", "Bearer " + Calls.token("admin"));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().start(this::read);
    }

    int status() {
        return response.statusCode();
    }

    private void read() {
        String name = "";
        String id = null;
        StringBuilder data = new StringBuilder();
        try (Stream<String> lines = response.body()) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("event:")) {
                    name = line.substring(6).strip();
                } else if (line.startsWith("id:")) {
                    id = line.substring(3).strip();
                } else if (line.startsWith("data:")) {
                    data.append(line.substring(5).strip());
                } else if (line.isEmpty() && !data.isEmpty()) {
                    events.add(new Event(name, id, data.toString()));
                    name = "";
                    id = null;
                    data.setLength(0);
                }
            }
        } catch (RuntimeException _) {
            // The test has closed it.
        }
    }

    Event next() throws InterruptedException {
        Event next = events.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no event came");
        }
        return next;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
