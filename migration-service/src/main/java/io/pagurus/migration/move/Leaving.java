package io.pagurus.migration.move;

/**
 * Immutable. What sessions leave, and why.
 *
 * @param incarnation the life of the node that ended
 * @param until by when, in the nanoseconds of {@link Waiting}
 */
public record Leaving(String migrationId, String nodeId, long incarnation, long until) {}
