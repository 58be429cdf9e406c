package io.pagurus.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/** Immutable. One event of each type, every field set; the golden files are made of these. */
final class Samples {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant SEEN = Instant.parse("2026-03-01T10:00:00.120Z");
    private static final Instant DECIDED = Instant.parse("2026-03-01T10:00:00.480Z");
    private static final Instant DONE = Instant.parse("2026-03-01T10:00:01.005Z");
    private static final Owner HK = new Owner("hk-1", "hk");
    private static final Owner JP = new Owner("jp-1", "jp");
    private static final String DIGEST =
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String CAUSE = "0c5b6a52-6f0e-4c5c-9d3b-2f6b1a7e4d10";

    static final List<Event> ALL =
            List.of(
                    new TopologyChange.NodeRegistered(
                            "hk-1",
                            0,
                            "hk",
                            "http://127.0.0.1:7401",
                            100,
                            "/health",
                            WantedState.ACTIVE),
                    new TopologyChange.NodeRemoved("hk-1", 3),
                    new TopologyChange.NodeHealthChanged(
                            "hk-1", 2, NodeHealth.EJECTED, 1, evidence()),
                    new TopologyChange.RegionRegistered("hk", 0, 60),
                    new TopologyState.NodeState(
                            "hk-1",
                            3,
                            "hk",
                            "http://127.0.0.1:7401",
                            100,
                            "/health",
                            WantedState.ACTIVE,
                            NodeHealth.EJECTED,
                            1),
                    new TopologyState.RegionState("hk", 1, 60),
                    new NodeObservation.NodeProbed("hk-1", "health-1", 1, 2, "connection refused"),
                    new NodeObservation.RequestFailed(
                            "hk-1", "gateway-1", 1, "body", "connection was closed"),
                    new ClusterEvent.NodeEjected("hk-1", "hk", 1, 3, evidence()),
                    new ClusterEvent.NodeReadmitted(
                            "hk-1",
                            "hk",
                            2,
                            4,
                            new Evidence("probes", 0, List.of("health-1"), DONE, "ready")),
                    new JournalRecord.OwnershipGranted(
                            "s-7f3a", 2, JP, "node-ejected", CAUSE, "alice", DECIDED, 1L),
                    new JournalRecord.TurnStarted(
                            "s-7f3a", 2, "jp-1", "alice~t8", DIGEST, true, DECIDED, 3L),
                    new JournalRecord.TaskIntended(
                            "s-7f3a",
                            2,
                            "jp-1",
                            "alice~t8",
                            "step-1",
                            "clock",
                            true,
                            json("{\"zone\":\"Asia/Tokyo\"}"),
                            3L),
                    new JournalRecord.TaskFinished(
                            "s-7f3a",
                            2,
                            "jp-1",
                            "alice~t8",
                            "step-1",
                            json("{\"content\":\"19:00\"}"),
                            3L),
                    new JournalRecord.TurnCommitted(
                            "s-7f3a",
                            2,
                            "jp-1",
                            8,
                            "alice~t8",
                            DIGEST,
                            DECIDED,
                            List.of(
                                    json("{\"role\":\"user\",\"content\":\"What time is it?\"}"),
                                    json("{\"role\":\"assistant\",\"content\":\"It is 19:00.\"}")),
                            json("{\"mood\":\"awake\"}"),
                            "5f2a9c0e11d7b384",
                            3L),
                    new JournalRecord.TurnFailed(
                            "s-7f3a", 2, "jp-1", "alice~t9", "the model failed", 4L),
                    new JournalRecord.SessionFrozen("s-7f3a", 2, CAUSE, "drain"),
                    new JournalRecord.SessionThawed("s-7f3a", 2, CAUSE),
                    new JournalRecord.SessionClosed("s-7f3a", 2, "the user left"),
                    new JournalRecord.SessionExpired("s-7f3a", 2, 812),
                    new JournalRecord.SessionDeleted("s-7f3a", 2, "operator-1"),
                    new JournalRecord.AgentStateSet(
                            "s-7f3a", 2, "jp-1", 4, json("{\"mood\":\"asleep\"}")),
                    new JournalRecord.TaskEnqueued(
                            "s-7f3a",
                            2,
                            "jp-1",
                            "remind-1",
                            "mail",
                            false,
                            json("{\"to\":\"alice\"}"),
                            DECIDED,
                            3),
                    new JournalRecord.TaskLeased("s-7f3a", 2, "jp-1", "remind-1", 1, DONE),
                    new JournalRecord.TaskSettled(
                            "s-7f3a",
                            2,
                            "jp-1",
                            "remind-1",
                            1,
                            JournalRecord.TaskSettled.FAILED,
                            json("{\"error\":\"no such mailbox\"}"),
                            DONE),
                    new SessionEvent.SessionOpened("s-7f3a", 1, HK, "alice", SEEN),
                    new SessionEvent.SessionMoved(
                            "s-7f3a", 2, HK, JP, "node-ejected", CAUSE, "alice~t8", DECIDED),
                    new SessionEvent.TurnAccepted("s-7f3a", 2, "jp-1", 8, "alice~t8", 2, "jp"),
                    new SessionEvent.WriteRefused(
                            "s-7f3a", 1, "hk-1", "alice~t8", "TurnStarted", "stale-epoch", 2, JP),
                    new SessionEvent.SessionQuarantined(
                            "s-7f3a", "io.pagurus.TurnCommitted.v1: JsonParseException"),
                    new SessionEvent.SessionEnded("s-7f3a", 2, "the user left"),
                    new SessionEvent.SessionLapsed("s-7f3a", 2),
                    new SessionEvent.SessionErased("s-7f3a", 2, "operator-1"),
                    new SessionEvent.TaskDeadLettered("s-7f3a", 2, "jp-1", "remind-1", "mail", 3),
                    new DirectoryEvent.PartitionServed(
                            3, "session-service-1", "http://10.0.0.5:7301", 2),
                    new JournalMark.RulesAdvanced(3, 2),
                    new AuditEvent.AdminCalled(
                            "gateway-service",
                            "gateway-1",
                            "operator-1",
                            "GET /admin/explain/9f2c",
                            200),
                    new MigrationEvent.MigrationPlanned(CAUSE, "hk-1", "node-ejected", 9, DECIDED),
                    new MigrationEvent.MigrationCompleted(
                            CAUSE, "hk-1", "node-ejected", 5, 4, DECIDED, DONE),
                    new MigrationEvent.MigrationAborted(
                            CAUSE, "hk-1", "no node can take sessions", 9));

    private Samples() {}

    /** The sample as a whole CloudEvent; id and time are the same for all. */
    static CloudEvent<Event> asCloudEvent(Event sample) {
        return new CloudEvent<>(
                "5d0f6c0e-8f43-4f5e-8a53-0b5f4b0c9a01", "/pagurus/sample", DONE, sample);
    }

    private static Evidence evidence() {
        return new Evidence(
                "suspicion", 2, List.of("gateway-1", "health-1"), SEEN, "connection refused");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
