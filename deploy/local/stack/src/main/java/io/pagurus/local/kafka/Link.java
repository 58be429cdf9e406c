package io.pagurus.local.kafka;

/**
 * Immutable. A way on which a broker is asked, and so a listener that it has for this way alone.
 *
 * @param asks the broker, or for {@link Kind#SITE} the place of clients, that asks
 * @param broker that is asked
 */
record Link(Kind kind, int asks, int broker) {

    enum Kind {
        /** A broker asks as broker: for copies of records, above all. */
        PEER,

        /** A broker asks as controller: for votes and metadata; and tells that it lives. */
        QUORUM,

        /** Clients ask. */
        SITE
    }

    /** The listener's name: of those who ask at it, not of the broker that has it. */
    String listener() {
        return kind.name() + asks;
    }

    /** A broker asks itself. */
    boolean toItself() {
        return kind != Kind.SITE && asks == broker;
    }

    /** From a region to itself, where the clients of a place are in the region of its number. */
    boolean withinRegion() {
        return asks == broker;
    }
}
