package io.pagurus.session.api;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.SessionClosed;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionFrozen;
import io.pagurus.events.JournalRecord.SessionThawed;
import io.pagurus.session.fold.SessionHeader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Virtual threads (may block). A session rests for a move, and ends. */
@Path("/v1/sessions")
@RunOnVirtualThread
@Tag(name = "lifecycle", description = "Each call names the epoch that its caller knows")
public final class LifecycleResource {

    private final Commits commits;
    private final Caller caller;

    @Inject
    LifecycleResource(Commits commits, Caller caller) {
        this.commits = commits;
        this.caller = caller;
    }

    @POST
    @Path("{id}/freeze")
    @RolesAllowed({"migration", "operator"})
    @Operation(
            summary = "Begin nothing new: a planned move waits",
            description =
                    "What runs may come to its end; `running` shows it. Repeating the call of the"
                            + " same move is answered alike, the call of another one with 409 frozen.")
    public SessionView freeze(@PathParam("id") String id, Requests.@Nullable Freeze body) {
        Requests.Freeze freeze = Checks.body(body);
        return write(
                new SessionFrozen(
                        Checks.session(id),
                        Checks.epoch(freeze.epoch()),
                        Checks.id("migrationId", freeze.migrationId()),
                        Checks.text("reason", freeze.reason())));
    }

    @POST
    @Path("{id}/thaw")
    @RolesAllowed({"migration", "operator"})
    @Operation(
            summary = "The move was given up: the session goes on where it is",
            description = "A grant thaws a session too, whoever froze it.")
    public SessionView thaw(@PathParam("id") String id, Requests.@Nullable Thaw body) {
        Requests.Thaw thaw = Checks.body(body);
        return write(
                new SessionThawed(
                        Checks.session(id),
                        Checks.epoch(thaw.epoch()),
                        Checks.id("migrationId", thaw.migrationId())));
    }

    @POST
    @Path("{id}/close")
    @RolesAllowed({"gateway", "migration", "operator"})
    @Operation(
            summary = "The conversation is over",
            description = "Its history stays readable; it takes no grant and no write any more.")
    public SessionView close(@PathParam("id") String id, Requests.@Nullable Close body) {
        Requests.Close close = Checks.body(body);
        return write(
                new SessionClosed(
                        Checks.session(id),
                        Checks.epoch(close.epoch()),
                        Checks.text("reason", close.reason())));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed("operator")
    @APIResponse(responseCode = "204", description = "The content is gone")
    @Operation(
            summary = "Take the session's content away, whatever state it is in",
            description = "The fence stays for a while. Repeating the call is answered alike.")
    public void delete(@PathParam("id") String id, @QueryParam("epoch") @Nullable Long epoch) {
        var _ =
                write(
                        new SessionDeleted(
                                Checks.session(id),
                                // What nobody could open has epoch 0, and must go too.
                                Checks.number("epoch", epoch, 0),
                                caller.subject()));
    }

    private SessionView write(JournalRecord record) {
        SessionHeader after = commits.onKnown(record).after();
        if (after == null) {
            throw new IllegalStateException("what was frozen, closed or deleted is still known");
        }
        return SessionView.of(after);
    }
}
