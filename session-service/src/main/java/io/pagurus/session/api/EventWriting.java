package io.pagurus.session.api;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Confined to its stream's thread; blocks until the network has taken an event, so that what the
 * reader does not take waits where it is counted.
 */
final class EventWriting implements AutoCloseable {

    private static final long COME_BACK_MILLIS = 1000;

    private final SseEventSink sink;
    private final Sse sse;

    EventWriting(SseEventSink sink, Sse sse) {
        this.sink = sink;
        this.sse = sse;
    }

    /** Whether the reader is still there. */
    boolean event(String name, @Nullable String id, String json, Duration patience) {
        OutboundSseEvent.Builder event =
                sse.newEventBuilder()
                        .name(name)
                        .mediaType(MediaType.TEXT_PLAIN_TYPE)
                        .reconnectDelay(COME_BACK_MILLIS)
                        .data(String.class, json);
        return send((id == null ? event : event.id(id)).build(), patience);
    }

    /** A sign of life. */
    boolean comment(String text, Duration patience) {
        return send(sse.newEventBuilder().comment(text).build(), patience);
    }

    private boolean send(OutboundSseEvent event, Duration patience) {
        if (sink.isClosed()) {
            return false;
        }
        try {
            var _ =
                    sink.send(event)
                            .toCompletableFuture()
                            .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException | IllegalStateException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        sink.close();
    }
}
