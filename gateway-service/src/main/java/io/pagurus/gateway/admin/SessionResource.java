package io.pagurus.gateway.admin;

import io.pagurus.gateway.affinity.KnownOwner;
import io.pagurus.gateway.affinity.OwnerCache;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Thread-safe, may block. What this gateway knows of a session; session-service knows more. */
@Path("/admin/sessions/{id}")
@Tag(name = "sessions")
@RolesAllowed("operator")
public class SessionResource {

    private final OwnerCache owners;

    public SessionResource(OwnerCache owners) {
        this.owners = owners;
    }

    /** The owner that this gateway would send a request to. */
    public record SessionView(String sessionId, KnownOwner owner) {}

    @GET
    @Operation(summary = "The owner that this gateway knows of a session")
    @APIResponse(
            responseCode = "200",
            description = "It is known here",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SessionView.class)))
    @APIResponse(
            responseCode = "404",
            description = "This gateway has not served it lately",
            content =
                    @Content(
                            mediaType = AdminProblem.MEDIA_TYPE,
                            schema = @Schema(ref = "Problem")))
    public Response session(@PathParam("id") String id) {
        return owners.find(id)
                .map(owner -> Response.ok(new SessionView(id, owner)).build())
                .orElseGet(SessionResource::unknown);
    }

    private static Response unknown() {
        return AdminProblem.of(
                        404,
                        "unknown-session",
                        "The session is not known here",
                        "This gateway has not served the session lately")
                .answer();
    }
}
