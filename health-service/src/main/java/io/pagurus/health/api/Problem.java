package io.pagurus.health.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. A refusal as RFC 9457 has it.
 *
 * @param retryable whether the same request may be sent again
 * @param field what is wrong in the request; null where it is not one field
 * @param expected what was expected there
 * @param current the node or region as it is; null where that is not the point
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        boolean retryable,
        @Nullable String field,
        @Nullable String expected,
        @Nullable Object current) {

    static final String MEDIA_TYPE = "application/problem+json";
    private static final String PREFIX = "urn:pagurus:problem:";

    static Problem badRequest(String field, String expected) {
        String detail = field + " must be " + expected;
        return new Problem(
                PREFIX + "bad-request", "Bad request", 400, detail, false, field, expected, null);
    }

    static Problem of(String name, String title, int status, String detail) {
        return new Problem(PREFIX + name, title, status, detail, false, null, null, null);
    }

    static Problem versionConflict(@Nullable Object current) {
        return new Problem(
                PREFIX + "version-conflict",
                "It has another version",
                409,
                current == null
                        ? "it does not exist: expectedVersion must be 0"
                        : "it was changed since, or exists already: see current",
                false,
                "expectedVersion",
                "the current version, or 0 where there is none",
                current);
    }

    static Problem unavailable(String detail) {
        return new Problem(
                PREFIX + "unavailable", "No verdict in time", 503, detail, true, null, null, null);
    }

    Response response() {
        Response.ResponseBuilder builder = Response.status(status).type(MEDIA_TYPE).entity(this);
        return status == 503 ? builder.header("Retry-After", 1).build() : builder.build();
    }
}
