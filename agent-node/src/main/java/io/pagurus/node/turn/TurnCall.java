package io.pagurus.node.turn;

import io.pagurus.node.chat.ChatRequest;
import io.pagurus.node.store.SessionStore.TurnRef;

/**
 * Immutable. A turn that somebody asked for.
 *
 * @param requestDigest SHA-256 of the body in hex
 * @param body as it came, so that it can be kept and run again
 * @param leftover whether it is run again after a crash, under the epoch that it had
 */
public record TurnCall(
        TurnRef ref, ChatRequest chat, String requestDigest, String body, boolean leftover) {

    /** Whether two calls are about one run of one turn; they may want different forms of it. */
    boolean joins(TurnCall running) {
        return ref.equals(running.ref);
    }

    /** The form of the answer is not part of what is asked; the rest has to be the same. */
    boolean asksTheSameAs(TurnCall running) {
        return chat.messages().equals(running.chat.messages());
    }
}
