package io.pagurus.gateway.listener;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.pagurus.gateway.problem.Problem;

/**
 * Immutable. Why something a client sent is no request. It travels through the decoder as an
 * exception, without a stack: a flood of them must be cheap.
 */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    private Refusal(Problem problem) {
        super(problem.detail(), null, false, false);
        this.problem = problem;
    }

    static Refusal bad(String field, String expected) {
        return new Refusal(Problem.badRequest(field, expected));
    }

    static Refusal of(Problem problem) {
        return new Refusal(problem);
    }

    /** What to answer to a request that could not be decoded. */
    static Problem problem(Throwable cause) {
        return switch (cause) {
            case Refusal refusal -> refusal.problem;
            case TooLongHttpLineException _ -> Problem.headTooLarge(414, "request line");
            case TooLongHttpHeaderException _ -> Problem.headTooLarge(431, "headers");
            default -> Problem.badRequest("request", "one as RFC 9112 has it");
        };
    }

    Problem problem() {
        return problem;
    }
}
