package io.pagurus.gateway.admin;

import io.pagurus.gateway.explain.Explanation;
import io.pagurus.gateway.explain.Explanations;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Thread-safe, may block. Why a request went where it went. */
@Path("/admin/explain/{request-id}")
@Tag(name = "explain")
@RolesAllowed("operator")
public class ExplainResource {

    private final Explanations explanations;

    public ExplainResource(Explanations explanations) {
        this.explanations = explanations;
    }

    @GET
    @Operation(
            summary = "Why a request went where it went",
            description =
                    "Which nodes were considered, why the others were left out, and what became of"
                            + " each try. Of requests that have ended, as far back as they are"
                            + " kept; the request id is in the answer's X-Request-ID.")
    @APIResponse(
            responseCode = "200",
            description = "It is kept here",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Explanation.class)))
    @APIResponse(
            responseCode = "404",
            description = "It has not ended, or is not kept here",
            content =
                    @Content(
                            mediaType = AdminProblem.MEDIA_TYPE,
                            schema = @Schema(ref = "Problem")))
    @Produces(MediaType.APPLICATION_JSON)
    public Response explain(@PathParam("request-id") String requestId) {
        return explanations
                .find(requestId)
                .map(explanation -> Response.ok(explanation).build())
                .orElseGet(() ->
                        AdminProblem.of(
                                        404,
                                        "unknown-request",
                                        "The request is not known here",
                                        "It has not ended yet, another gateway had it, or"
                                                + " this one does not keep it any more")
                                .answer());
    }
}
