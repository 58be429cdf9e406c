package io.pagurus.node.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * Thread-safe; may block. session-service as a node sees it. Each call is idempotent, so one whose
 * answer was lost is made again.
 */
public interface SessionStore {

    /** The session with its history. */
    StoreReply<StoredSession> load(String sessionId);

    StoreReply<TurnVerdict> start(TurnRef turn, String requestDigest, boolean streaming);

    StoreReply<Accepted> intend(TurnRef turn, Intent intent);

    StoreReply<Accepted> finish(TurnRef turn, String taskId, JsonNode result);

    StoreReply<Accepted> commit(TurnRef turn, Commit commit);

    StoreReply<Accepted> fail(TurnRef turn, String reason);

    /**
     * A turn as an owner of an epoch writes it.
     *
     * @param attempt the number of the start; 0 for one that has none
     */
    record TurnRef(String sessionId, long epoch, String turnId, long attempt) {

        public TurnRef(String sessionId, long epoch, String turnId) {
            this(sessionId, epoch, turnId, 0);
        }

        /** The same turn as another start of it writes it. */
        public TurnRef numbered(long start) {
            return new TurnRef(sessionId, epoch, turnId, start);
        }
    }

    /** The tool is about to be called. */
    record Intent(String taskId, String tool, boolean idempotent, JsonNode input) {}

    /** What the turn adds to the history. */
    record Commit(long seq, String requestDigest, Instant startedAt, List<JsonNode> messages) {
        public Commit {
            messages = List.copyOf(messages);
        }
    }

    /** The journal has it. */
    record Accepted() {}
}
