package io.pagurus.store;

import java.time.Duration;

/**
 * Immutable. One fault of a schedule.
 *
 * @param number in its round, from 1
 * @param target the number of the instance, or of the broker; where there is one Redis, 1
 * @param broker the other end of a link; 0 where there is none
 * @param hold how long it lasts
 * @param rest until the next one of its lane
 */
public record Injection(
        int number, FaultKind kind, int target, int broker, Duration hold, Duration rest) {

    @Override
    public String toString() {
        return "#%d %s %d%s for %d ms"
                .formatted(
                        number,
                        kind.text(),
                        target,
                        broker == 0 ? "" : " to broker " + broker,
                        hold.toMillis());
    }
}
