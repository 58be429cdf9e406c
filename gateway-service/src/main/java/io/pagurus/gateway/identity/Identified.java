package io.pagurus.gateway.identity;

/** Immutable. What came of reading who a request is from and what it belongs to. */
public sealed interface Identified {

    record As(Identity identity) implements Identified {}

    /** A name that the client gave is none that the suite can carry. */
    record Unreadable(String field, String expected) implements Identified {}
}
