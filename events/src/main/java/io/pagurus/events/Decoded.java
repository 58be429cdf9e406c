package io.pagurus.events;

/** Immutable. What came of reading one record: an event, or the reason why there is none. */
public sealed interface Decoded {

    /** The record is an event that this version knows. */
    record Known(CloudEvent<?> event) implements Decoded {}

    /** A well-formed event of a type that this version does not know, as a newer peer may send. */
    record UnknownType(String type) implements Decoded {}

    /** Not an event: an attribute is missing, or the data is not what its type says. */
    record Broken(String reason) implements Decoded {}
}
