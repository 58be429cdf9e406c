package io.pagurus.node.store;

import java.util.List;

/**
 * Immutable. A session as session-service has it.
 *
 * @param attempt the number of the last start in the owner's epoch
 */
public record StoredSession(Ownership ownership, long attempt, List<StoredTurn> turns) {
    public StoredSession {
        turns = List.copyOf(turns);
    }
}
