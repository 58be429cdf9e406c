package io.pagurus.gateway.observation;

import java.util.Locale;

/** What a request was to the edge. */
public enum RequestKind {
    TURN,
    OTHER,
    WEBSOCKET;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }
}
