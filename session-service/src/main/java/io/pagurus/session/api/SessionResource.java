package io.pagurus.session.api;

import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.journal.Journal;
import io.pagurus.session.privacy.OpenedBodies;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Virtual threads (may block). Sessions: who owns them, what they hold. */
@Path("/v1/sessions")
@RunOnVirtualThread
@Authenticated
@Tag(name = "sessions")
public final class SessionResource {

    private final Commits commits;
    private final Journal journal;
    private final OpenedBodies bodies;
    private final Timelines timelines;
    private final SessionPages pages;
    private final ApiSettings settings;
    private final Grants grants;

    @Inject
    SessionResource(
            Commits commits,
            Journal journal,
            OpenedBodies bodies,
            Timelines timelines,
            SessionPages pages,
            ApiSettings settings,
            Grants grants) {
        this.commits = commits;
        this.journal = journal;
        this.bodies = bodies;
        this.timelines = timelines;
        this.pages = pages;
        this.settings = settings;
        this.grants = grants;
    }

    @POST
    @Path("{id}/ownership")
    @RolesAllowed({"gateway", "migration"})
    @Operation(
            summary = "Make a node the owner of the next epoch",
            description =
                    "Opens the session with expectedEpoch 0 (the answer says with which epoch: 1, or"
                            + " above all that were forgotten), takes it over with the epoch that the"
                            + " caller has seen, hands it over with that and a migrationId, which"
                            + " ends a freeze. 409 epoch-conflict names the current owner. The same"
                            + " grant asked twice is granted once, with 200.")
    public SessionView grant(@PathParam("id") String id, Requests.@Nullable Ownership body) {
        return grants.grant(id, Checks.body(body));
    }

    @GET
    @Path("{id}")
    @Operation(
            summary = "A session as the fold has it",
            description =
                    "With history=true the turns after number `since`, and the agent's state, of"
                            + " exactly the version that the answer names. Without it, agentState"
                            + " may be null though the agent has one.")
    public SessionView read(
            @PathParam("id") String id,
            @QueryParam("history") @DefaultValue("false") boolean history,
            @QueryParam("since") @DefaultValue("0") long since) {
        SessionHeader header = commits.known(Checks.session(id));
        if (!history) {
            return bodies.atOnce(id).map(SessionView::withoutTurns).orElse(SessionView.of(header));
        }
        return bodies.withTurns(id, Checks.number("since", since, 0))
                .map(SessionView::withTurns)
                .orElseThrow(SessionResource::unreadable);
    }

    @GET
    @Operation(
            summary = "Sessions in the order of their ids",
            description =
                    "node and region are the owner's. attention=true: only those with a running turn"
                            + " or a pending task. All instances"
                            + " are asked, unless local=true; 503 when one of them does not answer.")
    public Answers.SessionPage list(
            @QueryParam("node") @Nullable String node,
            @QueryParam("region") @Nullable String region,
            @QueryParam("state") @Nullable String state,
            @QueryParam("attention") @DefaultValue("false") boolean attention,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("after") @Nullable String after,
            @QueryParam("local") @DefaultValue("false") boolean local,
            @HeaderParam("Authorization") @Nullable String authorization) {
        int most = limit == null ? settings.page() : Math.min(limit, settings.maxPage());
        Checks.number("limit", (long) most, 1);
        SessionPages.Wanted page =
                new SessionPages.Wanted(
                        new SessionFilter(
                                Checks.optionalId("node", node),
                                Checks.optionalId("region", region),
                                Checks.state(state),
                                attention),
                        Checks.optionalId("after", after),
                        most);
        return local ? pages.here(page) : pages.everywhere(page, authorization);
    }

    @GET
    @Path("{id}/fence")
    @Operation(
            summary = "Whether a node still owns the session at an epoch",
            description =
                    "As the fold has it at this moment. To be told that it holds is no permission"
                            + " for later: only the verdict of a write is.")
    public Answers.Fence fence(
            @PathParam("id") String id,
            @QueryParam("epoch") @Nullable Long epoch,
            @QueryParam("node") @Nullable String node) {
        long claimed = Checks.epoch(epoch);
        String claimant = Checks.id("node", node);
        SessionHeader header = commits.found(Checks.session(id)).orElse(null);
        boolean holds =
                header != null
                        && header.epoch() == claimed
                        && header.ownedBy(claimant)
                        && header.state().takesWrites();
        return new Answers.Fence(holds, CurrentOwner.of(header));
    }

    @GET
    @Path("{id}/timeline")
    @Operation(summary = "All that was asked of a session, with the fold's verdicts")
    public Answers.Timeline timeline(@PathParam("id") String id) {
        return timelines
                .of(commits.known(Checks.session(id)), journal.folded())
                .orElseThrow(SessionResource::unreadable);
    }

    private static FailureException unreadable() {
        return new Failure.Unavailable("neither the view nor the journal could be read").thrown();
    }
}
