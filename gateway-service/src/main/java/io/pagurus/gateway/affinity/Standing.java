package io.pagurus.gateway.affinity;

import java.util.Locale;

/** What a session is to who names it. */
public enum Standing {
    /** Theirs, or nobody's yet. */
    OWN,
    /** Somebody else's. */
    FOREIGN,
    /** Nobody could say in time. The request may go on, but not in the session's name. */
    UNPROVED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As operators read it. */
    public String label() {
        return label;
    }
}
