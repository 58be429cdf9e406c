package io.pagurus.gateway.observation;

import java.util.Locale;

/** How a request ended, as the edge sees it. */
public enum Outcome {
    /** The client got an answer of a node, whatever it says. */
    COMPLETED,
    /** The client did not wait for it; nobody's failure. */
    CLIENT_GONE,
    /** The edge had to say no, or to say so in a stream that had begun. */
    REFUSED,
    /** The client's connection was cut, since what it had could not be continued. */
    CUT;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in metrics. */
    public String label() {
        return label;
    }
}
