package io.pagurus.session.history;

/** A chunk that is damaged, or of a version that this program does not know. */
public final class UnreadableChunkException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableChunkException(String why) {
        super("a chunk that cannot be read: " + why);
    }

    UnreadableChunkException(String why, Throwable cause) {
        super("a chunk that cannot be read: " + why, cause);
    }
}
