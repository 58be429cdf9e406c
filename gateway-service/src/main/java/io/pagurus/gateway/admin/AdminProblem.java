package io.pagurus.gateway.admin;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/**
 * Immutable. Why an operator does not get what was asked, as RFC 9457 has it.
 *
 * @param retryable whether the same call may succeed later
 * @param more what belongs to this type of problem alone
 */
record AdminProblem(
        String type,
        String title,
        int status,
        String detail,
        boolean retryable,
        @JsonIgnore Map<String, Object> more) {

    static final String MEDIA_TYPE = "application/problem+json";

    static AdminProblem of(int status, String type, String title, String detail) {
        return new AdminProblem(
                "urn:pagurus:problem:" + type, title, status, detail, false, Map.of());
    }

    AdminProblem with(Map<String, Object> said) {
        return new AdminProblem(type, title, status, detail, retryable, said);
    }

    @JsonAnyGetter
    Map<String, Object> all() {
        return more;
    }

    Response answer() {
        return Response.status(status).type(MEDIA_TYPE).entity(this).build();
    }
}
