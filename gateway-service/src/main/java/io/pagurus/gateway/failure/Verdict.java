package io.pagurus.gateway.failure;

import java.util.Locale;

/** What became of a suspicion. */
public enum Verdict {
    /** The node is out of rotation: take its sessions over. */
    EJECTED,
    /** The node answers: try it again. */
    HEALTHY,
    /** Nobody can say yet: wait, ask again. */
    UNCONFIRMED,
    /** health-service gave no answer: wait, ask again. */
    UNAVAILABLE;

    /** As in metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
