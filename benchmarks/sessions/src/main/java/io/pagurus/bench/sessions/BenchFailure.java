package io.pagurus.bench.sessions;

/** A measurement that cannot be made; the message is for a person. */
public final class BenchFailure extends RuntimeException {

    BenchFailure(String message) {
        super(message);
    }

    BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
