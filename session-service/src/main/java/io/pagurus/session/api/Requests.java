package io.pagurus.session.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Immutable. The bodies of the calls, unchecked: anything may be missing. */
final class Requests {

    private Requests() {}

    @RegisterForReflection
    record Ownership(
            @Nullable Long expectedEpoch,
            @Nullable String node,
            @Nullable String region,
            @Nullable String reason,
            @Nullable String migrationId,
            @Nullable String principal,
            @Nullable Instant requestedAt) {}

    @RegisterForReflection
    record Grants(@Nullable List<@Nullable Grant> grants) {}

    /** An {@link Ownership} with its session. */
    @RegisterForReflection
    record Grant(
            @Nullable String sessionId,
            @Nullable Long expectedEpoch,
            @Nullable String node,
            @Nullable String region,
            @Nullable String reason,
            @Nullable String migrationId,
            @Nullable String principal,
            @Nullable Instant requestedAt) {

        Ownership ownership() {
            return new Ownership(
                    expectedEpoch, node, region, reason, migrationId, principal, requestedAt);
        }
    }

    @RegisterForReflection
    record Start(
            @Nullable Long epoch,
            @Nullable String node,
            @Nullable String requestDigest,
            @Nullable Boolean streaming,
            @Nullable Long attempt) {}

    @RegisterForReflection
    record Intent(
            @Nullable Long epoch,
            @Nullable String node,
            @Nullable String tool,
            @Nullable Boolean idempotent,
            @Nullable JsonNode input,
            @Nullable Long attempt) {}

    @RegisterForReflection
    record Result(
            @Nullable Long epoch,
            @Nullable String node,
            @Nullable JsonNode result,
            @Nullable Long attempt) {}

    @RegisterForReflection
    record Commit(
            @Nullable Long epoch,
            @Nullable String node,
            @Nullable Long seq,
            @Nullable String requestDigest,
            @Nullable Instant startedAt,
            @Nullable List<@Nullable JsonNode> messages,
            @Nullable JsonNode agentState,
            @Nullable Long attempt) {}

    @RegisterForReflection
    record Fail(
            @Nullable Long epoch,
            @Nullable String node,
            @Nullable String reason,
            @Nullable Long attempt) {}

    @RegisterForReflection
    record Freeze(@Nullable Long epoch, @Nullable String migrationId, @Nullable String reason) {}

    @RegisterForReflection
    record Thaw(@Nullable Long epoch, @Nullable String migrationId) {}

    @RegisterForReflection
    record Close(@Nullable Long epoch, @Nullable String reason) {}

    @RegisterForReflection
    record AgentState(
            @Nullable Long epoch,
            @Nullable String node,
            @Nullable Long expectedVersion,
            @Nullable JsonNode state) {}

    @RegisterForReflection
    record Enqueue(
            @Nullable Long epoch,
            @Nullable String node,
            @Nullable String taskId,
            @Nullable String tool,
            @Nullable Boolean idempotent,
            @Nullable JsonNode input,
            @Nullable Instant notBefore,
            @Nullable Long maxAttempts) {}

    @RegisterForReflection
    record Lease(
            @Nullable Long epoch,
            @Nullable String node,
            @Nullable Long max,
            @Nullable Long leaseSeconds) {}

    @RegisterForReflection
    record Heartbeat(
            @Nullable Long epoch,
            @Nullable String node,
            @Nullable Long attempt,
            @Nullable Long leaseSeconds) {}

    @RegisterForReflection
    record Finish(
            @Nullable Long epoch,
            @Nullable String node,
            @Nullable Long attempt,
            @Nullable String outcome,
            @Nullable JsonNode result,
            @Nullable String error) {}
}
