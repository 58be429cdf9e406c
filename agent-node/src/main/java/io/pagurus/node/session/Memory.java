package io.pagurus.node.session;

/**
 * Immutable. What the node knows of a session that it owns.
 *
 * @param epoch the ownership under which this is known
 */
public record Memory(long epoch, History history) {}
