package io.pagurus.gateway.observation;

import java.util.Locale;

/** What a request was to the edge. */
public enum RequestKind {
    TURN,
    OTHER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
