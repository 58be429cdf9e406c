package io.pagurus.gateway.access;

import io.pagurus.gateway.problem.Problem;
import io.vertx.core.Future;
import java.util.Map;

/** Immutable. Whether a request is let in. */
public sealed interface Admittance {

    /**
     * It is.
     *
     * @param headers for the answer, whatever it will be
     */
    record Admitted(Caller caller, Map<String, String> headers) implements Admittance {}

    /** It is not. */
    record Refused(Problem problem, Map<String, String> headers) implements Admittance {}

    /** Somebody has to be asked first; the future ends on the caller's event loop, and well. */
    record Undecided(Future<Admittance> later) implements Admittance {}

    Admittance OF_NOBODY = new Admitted(Caller.NOBODY, Map.of());

    static Admittance of(Caller caller) {
        return new Admitted(caller, Map.of());
    }
}
