package io.pagurus.session.fold;

/** Immutable. Where an entry stands in the journal. */
public record Position(int partition, long offset) {}
