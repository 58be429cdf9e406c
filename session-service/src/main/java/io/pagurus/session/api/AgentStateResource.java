package io.pagurus.session.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.events.JournalRecord.AgentStateSet;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.privacy.OpenedBodies;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Virtual threads (may block). What the agent keeps for itself, by compare-and-set. */
@Path("/v1/sessions")
@RunOnVirtualThread
@Authenticated
@Tag(name = "agent state")
public final class AgentStateResource {

    private final Commits commits;
    private final OpenedBodies bodies;
    private final Caller caller;
    private final Sizes sizes;

    @Inject
    AgentStateResource(Commits commits, OpenedBodies bodies, Caller caller, Sizes sizes) {
        this.commits = commits;
        this.bodies = bodies;
        this.caller = caller;
        this.sizes = sizes;
    }

    @GET
    @Path("{id}/agent-state")
    @Operation(summary = "The agent's state and its version; version 0 before the first one")
    public Answers.AgentState read(@PathParam("id") String id) {
        var _ = commits.known(Checks.session(id));
        return bodies.withoutTurns(id)
                .map(content ->
                        new Answers.AgentState(
                                content.header().agentStateVersion(), content.agentState()))
                .orElseThrow(() ->
                        new Failure.Unavailable("neither the view nor the journal could be read")
                                .thrown());
    }

    @PUT
    @Path("{id}/agent-state")
    @RolesAllowed("node")
    @Operation(
            summary = "Replace the agent's state between two commits",
            description =
                    "409 version-conflict when `expectedVersion` is not the current version, which"
                            + " is `current.agentStateVersion`.")
    public Answers.AgentStateSet set(
            @PathParam("id") String id, Requests.@Nullable AgentState body) {
        Requests.AgentState set = Checks.body(body);
        JsonNode state = Checks.value("state", set.state());
        FoldedEntry folded =
                commits.write(
                        new AgentStateSet(
                                Checks.session(id),
                                Checks.epoch(set.epoch()),
                                caller.self(set.node()),
                                Checks.number("expectedVersion", set.expectedVersion(), 0),
                                sizes.agentState("state", state)));
        SessionHeader header = Commits.session(folded);
        return new Answers.AgentStateSet(folded.verdict().text(), header.agentStateVersion());
    }
}
