package io.pagurus.gateway.access;

import io.pagurus.gateway.access.Admittance.Refused;
import io.pagurus.gateway.problem.Problem;
import java.util.Map;

/** Immutable. How a caller is told that it may not. Source of the header: RFC 6750 §3. */
final class Refusals {

    private static final String CHALLENGE = "WWW-Authenticate";
    private static final String REALM = "Bearer realm=\"pagurus\"";

    private Refusals() {}

    /** It did not say who it is. */
    static Refused nameless(String expected) {
        return new Refused(
                Problem.unauthorized("The request does not say who sends it", expected),
                Map.of(CHALLENGE, REALM));
    }

    /** What it says of itself is not believed. */
    static Refused unproved(String why, String expected) {
        return new Refused(
                Problem.unauthorized("The credential is not accepted: " + why, expected),
                Map.of(
                        CHALLENGE,
                        REALM + ", error=\"invalid_token\", error_description=\"" + why + "\""));
    }

    /** It is known, and this is not for it. */
    static Refused notAllowed() {
        return new Refused(
                Problem.forbidden("This route is not for its sender"),
                Map.of(CHALLENGE, REALM + ", error=\"insufficient_scope\""));
    }

    static Refused cannotTell() {
        return new Refused(
                Problem.unavailable("The keys that tokens are verified with are not there"),
                Map.of());
    }
}
