package io.pagurus.session.api;

import io.pagurus.session.changes.ChangeFeed;
import io.pagurus.session.changes.Subscription;
import io.pagurus.session.fold.SessionHeader;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Virtual threads, one for as long as its stream lasts. What changes, as it happens. */
@Path("/v1/sessions")
@RunOnVirtualThread
@Authenticated
@Produces(MediaType.SERVER_SENT_EVENTS)
@Tag(name = "changes", description = "Server-sent events")
public final class ChangesResource {

    private final ChangeFeed feed;
    private final ChangeStreams streams;
    private final Commits commits;

    @Inject
    ChangesResource(ChangeFeed feed, ChangeStreams streams, Commits commits) {
        this.feed = feed;
        this.streams = streams;
        this.commits = commits;
    }

    @GET
    @Path("{id}/changes")
    @Operation(
            summary = "Each change of one session, with the entry that made it",
            description =
                    "Begins with `session`, the session as it is. With Last-Event-ID it goes on"
                            + " after that event instead, or begins with `gap` when what was missed"
                            + " cannot be told: then read the session. `end` says why nothing"
                            + " follows: slow, moved or stopping; come back with Last-Event-ID.")
    public void ofOne(
            @PathParam("id") String id,
            @HeaderParam("Last-Event-ID") @Nullable String lastEventId,
            @Context SseEventSink sink,
            @Context Sse sse) {
        var _ = commits.known(Checks.session(id));
        try (Subscription changes = open(feed.of(id))) {
            // After the subscription, so that nothing falls between the two.
            SessionHeader header = commits.known(id);
            streams.ofOne(header, lastEventId, changes, new EventWriting(sink, sse));
        }
    }

    @GET
    @Path("changes")
    @Operation(
            summary = "Each change of the sessions that this instance serves, without the entries",
            description =
                    "`partitions` says, at the beginning and when that changes, of which partitions"
                            + " of the journal; ask each instance for its own. A session that"
                            + " leaves `node` or `region` is told as well. Begins now: what was"
                            + " missed is found by listing the sessions after it has begun.")
    public void ofAll(
            @QueryParam("node") @Nullable String node,
            @QueryParam("region") @Nullable String region,
            @Context SseEventSink sink,
            @Context Sse sse) {
        SessionFilter filter =
                SessionFilter.of(
                        Checks.optionalId("node", node), Checks.optionalId("region", region));
        try (Subscription changes = open(feed.ofAll(filter))) {
            streams.ofAll(changes, new EventWriting(sink, sse));
        }
    }

    private static Subscription open(Optional<Subscription> subscription) {
        return subscription.orElseThrow(
                () -> new Failure.Unavailable("as many streams are open as there may be").thrown());
    }
}
