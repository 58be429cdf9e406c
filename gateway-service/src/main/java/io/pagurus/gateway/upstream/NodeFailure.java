package io.pagurus.gateway.upstream;

import java.util.Locale;

/**
 * Immutable. A node did not do its part; never said of a client that went away.
 *
 * @param phase how far the request had come
 * @param failure what went wrong, in words that carry no payload
 */
public record NodeFailure(Phase phase, String failure) {

    /** How far a request had come when it failed. */
    public enum Phase {
        /** No connection: not a byte has reached the node. */
        CONNECT,
        /** The request was being sent. */
        SEND,
        /** The request was sent, the answer had not begun. */
        HEAD,
        /** The answer had begun. */
        BODY;

        private final String label = name().toLowerCase(Locale.ROOT);
        private final String failed = label + "-failed";

        /** As in events and metrics. */
        public String label() {
            return label;
        }

        /** What is said of a try that failed in it. */
        public String failed() {
            return failed;
        }
    }

    public static NodeFailure of(Phase phase, Throwable cause) {
        String message = cause.getMessage();
        return new NodeFailure(
                phase, cause.getClass().getSimpleName() + (message == null ? "" : ": " + message));
    }
}
