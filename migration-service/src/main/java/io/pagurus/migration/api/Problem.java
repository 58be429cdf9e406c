package io.pagurus.migration.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response;

/**
 * Immutable. A refusal as RFC 9457 has it.
 *
 * @param retryable whether the same request may be sent again
 */
@RegisterForReflection
public record Problem(String type, String title, int status, String detail, boolean retryable) {

    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String PREFIX = "urn:pagurus:problem:";

    static Problem of(String name, String title, int status, String detail) {
        return new Problem(PREFIX + name, title, status, detail, false);
    }

    Response response() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
