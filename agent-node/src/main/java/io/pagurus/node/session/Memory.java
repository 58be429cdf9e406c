package io.pagurus.node.session;

/**
 * Immutable. What the node knows of a session that it owns.
 *
 * @param epoch the ownership under which this is known
 * @param attempt the number of the last start under it
 */
public record Memory(long epoch, long attempt, History history) {}
