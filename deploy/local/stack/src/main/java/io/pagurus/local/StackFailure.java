package io.pagurus.local;

/** The suite cannot start or go on; the message is for a person, and says what to do. */
public final class StackFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StackFailure(String message) {
        super(message);
    }
}
