package io.pagurus.migration.api;

import io.pagurus.migration.history.MigrationHistory;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Thread-safe; virtual threads. What is running, and what was. */
@Path("/v1/migrations")
@Authenticated
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public final class MigrationResource {

    private final MigrationHistory history;

    MigrationResource(MigrationHistory history) {
        this.history = history;
    }

    @GET
    @Operation(summary = "The last migrations, the latest first")
    public List<MigrationAnswer> all() {
        return history.all().stream().map(MigrationAnswer::of).toList();
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One migration; its id is that of the event that caused it")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = MigrationAnswer.class)))
    @APIResponse(responseCode = "404", description = "Unknown, or forgotten since")
    public Response one(@PathParam("id") String id) {
        return history.find(id)
                .map(state -> Response.ok(MigrationAnswer.of(state)).build())
                .orElseGet(() ->
                        Problem.of(
                                        "unknown-migration",
                                        "Unknown migration",
                                        404,
                                        "no such migration, or it is forgotten")
                                .response());
    }
}
