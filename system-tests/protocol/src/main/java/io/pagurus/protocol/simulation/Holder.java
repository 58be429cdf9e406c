package io.pagurus.protocol.simulation;

/** Immutable. A node that believes that it owns a session, rightly or not. */
record Holder(String session, long epoch, String node) {}
