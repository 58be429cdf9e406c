package io.pagurus.gateway.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that reads slowly. */
class BackpressureTest {

    private static final int CHUNKS = 2000;
    private static final String CHUNK = "data: " + "y".repeat(16 * 1024) + "\n\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/chat/completions HTTP/1.1\nHost: e\nConnection: close\nContent-Length: 2\n\n{}",
                "GET /v1/events HTTP/1.1\nHost: e\nConnection: close\n\n"
            })
    void holdsTheNodeBackAndGetsEveryByteInTheEnd(String request) throws Exception {
        try (EdgeSuite suite = EdgeSuite.with("replay.max-delivered", "64K");
                RawClient client = new RawClient(suite.port())) {
            // Given
            java.util.concurrent.atomic.AtomicInteger written =
                    new java.util.concurrent.atomic.AtomicInteger();
            suite.node("hk-1").always(r -> pour(r.response(), written));
            // When
            client.send(request);
            client.readUntil("data:");
            int[] before = {-1};
            Await.until(() -> {
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                int now = written.get();
                boolean stands = now == before[0];
                before[0] = now;
                return stands;
            });
            // Then
            assertThat(written.get()).isLessThan(CHUNKS);
            String rest = client.readAll();
            assertThat(rest.chars().filter(c -> c == 'y').count()).isEqualTo(CHUNKS * 16_384L);
        }
    }

    private static void pour(
            io.vertx.core.http.HttpServerResponse response,
            java.util.concurrent.atomic.AtomicInteger written) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        more(response, written);
    }

    private static void more(
            io.vertx.core.http.HttpServerResponse response,
            java.util.concurrent.atomic.AtomicInteger written) {
        while (written.get() < CHUNKS) {
            written.incrementAndGet();
            response.write(CHUNK);
            if (response.writeQueueFull()) {
                response.drainHandler(_ -> more(response, written));
                return;
            }
        }
        response.end();
    }
}
