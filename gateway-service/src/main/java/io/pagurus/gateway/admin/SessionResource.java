package io.pagurus.gateway.admin;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.affinity.OwnerCache;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Thread-safe, may block. What this gateway knows of a session; session-service knows more. */
@Path("/admin/sessions/{id}")
@RolesAllowed("operator")
public class SessionResource {

    private final OwnerCache owners;

    public SessionResource(OwnerCache owners) {
        this.owners = owners;
    }

    /** The owner that this gateway would send a request to. */
    public record SessionView(String sessionId, KnownOwner owner) {}

    @GET
    public Response session(@PathParam("id") String id) {
        return owners.find(id)
                .map(owner -> Response.ok(new SessionView(id, owner)).build())
                .orElseGet(SessionResource::unknown);
    }

    private static Response unknown() {
        return Response.status(404)
                .type("application/problem+json")
                .entity(
                        Map.of(
                                "type", "urn:pagurus:problem:unknown-session",
                                "title", "The session is not known here",
                                "status", 404,
                                "detail", "This gateway has not served the session lately",
                                "retryable", false))
                .build();
    }
}
