package io.pagurus.history;

import java.util.List;
import java.util.Objects;

/** Immutable. A session's history from its first turn on, as some instance showed it once. */
public record ReadBack(String sessionId, List<ReadTurn> turns) {

    /** Immutable. A turn as it was shown. */
    public record ReadTurn(long seq, String turnId, String answer) {
        public ReadTurn {
            Objects.requireNonNull(turnId, "turnId");
            Objects.requireNonNull(answer, "answer");
        }
    }

    public ReadBack {
        Objects.requireNonNull(sessionId, "sessionId");
        turns = List.copyOf(turns);
    }
}
