package io.pagurus.session.snapshot;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Immutable. What a flush wrote besides rows.
 *
 * @param moves bodies that have left the journal
 */
public record Written(List<Moved> moves) {

    /**
     * Immutable. A body of a session that is in the history topic now.
     *
     * @param change what of the session's row is another by it; leaves alone what changed meanwhile
     */
    public record Moved(int partition, String sessionId, UnaryOperator<Row> change) {}
}
