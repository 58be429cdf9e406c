package io.pagurus.events;

import java.time.Instant;
import java.util.Objects;

/**
 * Immutable. An event with the attributes that CloudEvents 1.0 requires.
 *
 * @param id unique within {@code source}; a projection of a log uses {@code topic-partition-offset}
 *     of the record that it came from, so that a second projection of it deduplicates itself
 * @param source the instance that said so, as a URI path such as {@code /session-service/s1}
 * @param time when it happened, by the source's clock; information only, no decision rests on it
 * @param data the event
 */
public record CloudEvent<E extends Event>(String id, String source, Instant time, E data) {

    public CloudEvent {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(data, "data");
    }
}
