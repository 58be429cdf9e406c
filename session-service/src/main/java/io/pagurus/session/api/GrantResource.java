package io.pagurus.session.api;

import io.pagurus.session.routing.Forwarding;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Virtual threads (may block). Many sessions get owners by one call. */
@Path("/v1/grants")
@RunOnVirtualThread
@Tag(name = "sessions")
public final class GrantResource {

    private final GrantBatches batches;
    private final ApiSettings settings;

    @Inject
    GrantResource(GrantBatches batches, ApiSettings settings) {
        this.batches = batches;
        this.settings = settings;
    }

    @POST
    @RolesAllowed({"gateway", "migration"})
    @Operation(
            summary = "Make nodes the owners of the next epochs of many sessions",
            description =
                    "Each item is what POST /v1/sessions/{id}/ownership takes, with its sessionId,"
                            + " and is granted or refused by itself. There is one result for each,"
                            + " in their order: status 200 with epoch and owner, or the status and"
                            + " the problem that the call for this session alone would have. A"
                            + " result with a retryable problem, and no other, may be asked for"
                            + " again; the same grant asked twice is granted once.")
    public Answers.Grants grant(
            Requests.@Nullable Grants body,
            @Parameter(hidden = true) @HeaderParam("Authorization") @Nullable String authorization,
            @Parameter(hidden = true) @HeaderParam(Forwarding.FORWARDED) @Nullable String sender) {
        List<Requests.@Nullable Grant> grants = Checks.body(body).grants();
        if (grants == null || grants.isEmpty() || grants.size() > settings.maxGrants()) {
            throw new Failure.BadRequest("grants", "1 to " + settings.maxGrants() + " grants")
                    .thrown();
        }
        return new Answers.Grants(
                sender == null ? batches.everywhere(grants, authorization) : batches.here(grants));
    }
}
