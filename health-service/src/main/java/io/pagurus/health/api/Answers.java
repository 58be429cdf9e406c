package io.pagurus.health.api;

import io.pagurus.health.registry.Registration;
import io.pagurus.health.registry.Registry;
import io.pagurus.health.registry.Topology;
import io.pagurus.health.registry.Verdict;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; pure but for the registry. What resources share: checks, and verdicts as answers.
 */
final class Answers {

    private Answers() {}

    static Topology topology(Registry registry) {
        return registry.topology()
                .orElseThrow(
                        () -> new Refusal(Problem.unavailable("the topology log is not read yet")));
    }

    static String id(String id) {
        if (!Registration.isId(id)) {
            throw new Refusal(Problem.badRequest("id", Registration.ID_EXPECTED));
        }
        return id;
    }

    static <T> T required(@Nullable T value, String field, String expected) {
        if (value == null) {
            throw new Refusal(Problem.badRequest(field, expected));
        }
        return value;
    }

    static long version(@Nullable Long expectedVersion) {
        String expected = "a whole number, at least 0; 0 where it does not exist yet";
        long version = required(expectedVersion, "expectedVersion", expected);
        if (version < 0) {
            throw new Refusal(Problem.badRequest("expectedVersion", expected));
        }
        return version;
    }

    /** Asks for a registration; 200 with what then is. */
    static Response register(Registry registry, Registration asked) {
        return switch (asked) {
            case Registration.Invalid(String field, String expected) ->
                    Problem.badRequest(field, expected).response();
            case Registration.Valid(var change) -> answer(registry.ask(change));
        };
    }

    static Response answer(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted(_, var after) ->
                    after == null ? Response.noContent().build() : Response.ok(after).build();
            case Verdict.Refused(Verdict.Reason reason, var current) ->
                    switch (reason) {
                        case STALE_VERSION -> Problem.versionConflict(current).response();
                        case UNKNOWN -> unknownNode().response();
                    };
            case Verdict.Unavailable(String reason) ->
                    Problem.unavailable(reason + "; the change may still be accepted").response();
        };
    }

    static <T> T found(Optional<T> node) {
        return node.orElseThrow(() -> new Refusal(unknownNode()));
    }

    private static Problem unknownNode() {
        return Problem.of("unknown-node", "Unknown node", 404, "no such node is registered");
    }
}
