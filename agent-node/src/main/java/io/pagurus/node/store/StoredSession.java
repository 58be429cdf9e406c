package io.pagurus.node.store;

import java.util.List;

/** Immutable. A session as session-service has it. */
public record StoredSession(Ownership ownership, List<StoredTurn> turns) {
    public StoredSession {
        turns = List.copyOf(turns);
    }
}
