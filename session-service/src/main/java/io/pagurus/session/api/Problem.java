package io.pagurus.session.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A problem body (RFC 9457).
 *
 * @param retryable whether the same request may be sent again
 * @param field what of the request is wrong
 * @param expected what was expected of it
 * @param reason the fold's reason
 * @param current who owns the session: a session view, or its epoch and owner
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record Problem(
        String type,
        String title,
        int status,
        String detail,
        boolean retryable,
        @Nullable String field,
        @Nullable String expected,
        @Nullable String reason,
        @Schema(implementation = Object.class) @Nullable Object current) {

    static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "urn:pagurus:problem:";

    static Problem of(int status, String type, String title, String detail, boolean retryable) {
        return new Problem(TYPES + type, title, status, detail, retryable, null, null, null, null);
    }

    Problem at(String wrongField, String expectedThere) {
        return new Problem(
                type, title, status, detail, retryable, wrongField, expectedThere, reason, current);
    }

    Problem because(String foldsReason) {
        return new Problem(
                type, title, status, detail, retryable, field, expected, foldsReason, current);
    }

    Problem with(@Nullable Object currentOwner) {
        return new Problem(
                type, title, status, detail, retryable, field, expected, reason, currentOwner);
    }
}
