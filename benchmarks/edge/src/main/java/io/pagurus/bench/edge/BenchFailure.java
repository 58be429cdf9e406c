package io.pagurus.bench.edge;

/** A measurement that cannot be made; the message is for a person. */
public final class BenchFailure extends RuntimeException {

    public BenchFailure(String message) {
        super(message);
    }

    public BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
