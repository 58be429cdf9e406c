package io.pagurus.session.api;

/** Carries a failure through JAX-RS; expected, so without a stack trace. */
final class FailureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    FailureException(Failure failure) {
        super(failure.getClass().getSimpleName(), null, false, false);
        this.failure = failure;
    }

    Failure failure() {
        return failure;
    }
}
