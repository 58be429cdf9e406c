package io.pagurus.health.api;

import io.pagurus.health.watch.Suspicion;
import io.pagurus.health.watch.SuspicionAnswer;
import io.pagurus.health.watch.Watches;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Thread-safe; on virtual threads. Where gateways report that a request failed at a node. */
@Path("/v1/nodes/{id}/suspicions")
@RolesAllowed("gateway")
@RunOnVirtualThread
public class SuspicionResource {

    /**
     * What a gateway says.
     *
     * @param at when the request failed; now where it is left out
     */
    @RegisterForReflection
    public record SuspicionAsked(
            @Nullable Long incarnation,
            @Nullable String observer,
            @Nullable String phase,
            @Nullable String failure,
            @Nullable Instant at) {}

    /** What it is told. */
    @RegisterForReflection
    public record SuspicionView(String nodeId, String verdict, long incarnation, long version) {}

    private static final Set<String> PHASES = Set.of("connect", "send", "head", "body");
    private static final int MAX_FAILURE = 200;

    /** A gateway's clock may be off; no evidence is older than this. */
    private static final Duration OLDEST = Duration.ofMinutes(1);

    private final Watches watches;
    private final Clock clock;

    SuspicionResource(Watches watches, Clock clock) {
        this.watches = watches;
        this.clock = clock;
    }

    @POST
    @Operation(
            summary = "Has a node probed at once",
            description = "Answers within two seconds: ejected, healthy, or unconfirmed.")
    public SuspicionView suspect(@PathParam("id") String id, @Nullable SuspicionAsked body)
            throws InterruptedException {
        SuspicionAsked asked = Answers.required(body, "body", "JSON as in /q/openapi");
        SuspicionAnswer answer = Answers.found(watches.suspect(suspicion(id, asked)));
        return new SuspicionView(
                id,
                answer.word().name().toLowerCase(Locale.ROOT),
                answer.node().incarnation(),
                answer.node().version());
    }

    private Suspicion suspicion(String id, SuspicionAsked asked) {
        String observer = Answers.required(asked.observer(), "observer", "the gateway's id");
        String phase = Answers.required(asked.phase(), "phase", "one of connect, send, head, body");
        if (!PHASES.contains(phase)) {
            throw new Refusal(Problem.badRequest("phase", "one of connect, send, head, body"));
        }
        String failure = asked.failure() == null ? "" : asked.failure();
        return new Suspicion(
                Answers.id(id),
                Answers.required(asked.incarnation(), "incarnation", "a whole number"),
                Answers.id(observer),
                phase,
                failure.substring(0, Math.min(failure.length(), MAX_FAILURE)),
                at(asked.at()));
    }

    private Instant at(@Nullable Instant said) {
        Instant now = clock.instant();
        Instant oldest = now.minus(OLDEST);
        if (said == null || said.isAfter(now)) {
            return now;
        }
        return said.isBefore(oldest) ? oldest : said;
    }
}
