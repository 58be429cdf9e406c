package io.pagurus.health.watch;

import java.time.Instant;

/**
 * Immutable. A gateway's word that a request failed at a node.
 *
 * @param incarnation the life of the node that the gateway sent it to
 * @param phase how far it came: {@code connect}, {@code send}, {@code head} or {@code body}
 */
public record Suspicion(
        String nodeId,
        long incarnation,
        String observer,
        String phase,
        String failure,
        Instant at) {}
