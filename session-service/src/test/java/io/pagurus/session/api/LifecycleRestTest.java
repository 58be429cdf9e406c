package io.pagurus.session.api;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session rests, is handed over and ends; who asks is told who owns it. */
@QuarkusTest
@QuarkusTestResource(RealProcesses.class)
class LifecycleRestTest {

    private final Calls session = Calls.ofNewSession();

    @BeforeEach
    void open() {
        Calls.untilReady();
        session.grant(0, "hk-1").statusCode(200);
    }

    @Test
    void aFrozenSessionBeginsNothingNewUntilItIsHandedOver() {
        // Given
        session.start("hk-1", 1, "t1").statusCode(200);
        freeze("m1", 1)
                .statusCode(200)
                .body("state", equalTo("frozen"))
                .body("frozenFor", equalTo("m1"))
                .body("running.turnId", equalTo("t1"));
        freeze("m1", 1).statusCode(200);
        freeze("m2", 1).statusCode(409).body("reason", equalTo("frozen"));
        session.commit("hk-1", 1, 1, "t1").statusCode(200);
        session.start("hk-1", 1, "t2")
                .statusCode(409)
                .body("type", equalTo("urn:pagurus:problem:frozen"))
                .body("current.owner.node", equalTo("hk-1"))
                .body("current.state", equalTo("frozen"));
        // When
        ValidatableResponse handedOver =
                session.post(
                        "migration-1",
                        "/ownership",
                        """
                        {"expectedEpoch":1,"node":"jp-1","region":"jp","reason":"drain",
                         "migrationId":"m1"}
                        """);
        // Then
        handedOver
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("frozenFor", nullValue())
                .body("epoch", equalTo(2));
        session.start("jp-1", 2, "t2").statusCode(200);
    }

    @Test
    void theMoveThatFrozeItThawsIt() {
        // Given
        freeze("m1", 1).statusCode(200);
        // When
        ValidatableResponse other = thaw("m2");
        ValidatableResponse own = thaw("m1");
        // Then
        other.statusCode(409).body("reason", equalTo("frozen"));
        own.statusCode(200).body("state", equalTo("active"));
        thaw("m1").statusCode(200);
        session.start("hk-1", 1, "t1").statusCode(200);
    }

    @Test
    void aClosedSessionCanBeReadAndNotWritten() {
        // Given
        session.start("hk-1", 1, "t1").statusCode(200);
        session.commit("hk-1", 1, 1, "t1").statusCode(200);
        // When
        ValidatableResponse closed = close("gateway-1", 1);
        // Then
        closed.statusCode(200).body("state", equalTo("closed"));
        close("admin", 1).statusCode(200);
        session.start("hk-1", 1, "t2")
                .statusCode(410)
                .body("type", equalTo("urn:pagurus:problem:closed"))
                .body("current.epoch", equalTo(1));
        session.grant(1, "jp-1").statusCode(410).body("current.owner.node", equalTo("hk-1"));
        session.get("hk-1", "?history=true").statusCode(200).body("turns", hasSize(1));
    }

    @Test
    void aDeletedSessionHasNoContentAndStaysDeleted() {
        // Given
        session.start("hk-1", 1, "t1").statusCode(200);
        session.commit("hk-1", 1, 1, "t1").statusCode(200);
        // When
        ValidatableResponse deleted = delete("admin", 1);
        // Then
        deleted.statusCode(204);
        delete("admin", 1).statusCode(204);
        session.get("hk-1", "?history=true")
                .statusCode(200)
                .body("state", equalTo("deleted"))
                .body("turns", hasSize(0));
        session.start("hk-1", 1, "t2").statusCode(410).body("reason", equalTo("deleted"));
        session.grant(1, "jp-1").statusCode(410).body("current.epoch", equalTo(1));
    }

    @Test
    void whoeverKnowsAnotherEpochIsToldTheCurrentOne() {
        // Given
        session.grant(1, "jp-1").statusCode(200);
        // When
        ValidatableResponse late = freeze("m1", 1);
        ValidatableResponse early = close("admin", 3);
        ValidatableResponse deleted = delete("admin", 1);
        // Then
        late.statusCode(409)
                .body("reason", equalTo("stale-epoch"))
                .body("current.epoch", equalTo(2))
                .body("current.owner.node", equalTo("jp-1"));
        early.statusCode(409).body("reason", equalTo("unknown-epoch"));
        deleted.statusCode(409).body("current.epoch", equalTo(2));
    }

    @Test
    void eachCallIsForItsGroups() {
        // Given
        Calls unknown = Calls.ofNewSession();
        // When
        ValidatableResponse noMove =
                session.post(
                        "gateway-1",
                        "/freeze",
                        "{\"epoch\":1,\"migrationId\":\"m\",\"reason\":\"r\"}");
        ValidatableResponse noNode = close("hk-1", 1);
        ValidatableResponse noOperator = delete("migration-1", 1);
        // Then
        noMove.statusCode(403);
        noNode.statusCode(403);
        noOperator.statusCode(403);
        Calls.as("admin")
                .delete(unknown.path() + "?epoch=1")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:pagurus:problem:unknown-session"));
        Calls.as("admin")
                .delete(session.path())
                .then()
                .statusCode(400)
                .body("field", equalTo("epoch"));
        new Calls("changes").grant(0, "hk-1").statusCode(400).body("field", equalTo("session"));
    }

    @Test
    void theFenceSaysWhoHoldsTheSession() {
        // Given
        session.grant(1, "jp-1").statusCode(200);
        // When
        ValidatableResponse owner = session.get("jp-1", "/fence?epoch=2&node=jp-1");
        ValidatableResponse former = session.get("hk-1", "/fence?epoch=1&node=hk-1");
        ValidatableResponse wrongEpoch = session.get("jp-1", "/fence?epoch=1&node=jp-1");
        // Then
        owner.statusCode(200)
                .body("holds", equalTo(true))
                .body("current.epoch", equalTo(2))
                .body("current.state", equalTo("active"));
        former.body("holds", equalTo(false)).body("current.owner.node", equalTo("jp-1"));
        wrongEpoch.body("holds", equalTo(false));
        Calls.ofNewSession()
                .get("hk-1", "/fence?epoch=1&node=hk-1")
                .statusCode(200)
                .body("holds", equalTo(false))
                .body("current.epoch", equalTo(0));
        session.get("hk-1", "/fence?epoch=1").statusCode(400).body("field", equalTo("node"));
        close("admin", 2).statusCode(200);
        session.get("jp-1", "/fence?epoch=2&node=jp-1").body("holds", equalTo(false));
    }

    @Test
    void theAgentStateIsReplacedByVersion() {
        // Given
        session.get("hk-1", "/agent-state")
                .statusCode(200)
                .body("version", equalTo(0))
                .body("state", nullValue());
        state("hk-1", 1, 0, "{\"mood\":\"fine\"}")
                .statusCode(200)
                .body("verdict", equalTo("accepted"))
                .body("version", equalTo(1));
        // When
        ValidatableResponse again = state("hk-1", 1, 0, "{\"mood\":\"fine\"}");
        ValidatableResponse other = state("hk-1", 1, 0, "{\"mood\":\"bad\"}");
        // Then
        again.statusCode(200).body("verdict", equalTo("duplicate")).body("version", equalTo(1));
        other.statusCode(409)
                .body("type", equalTo("urn:pagurus:problem:version-conflict"))
                .body("current.agentStateVersion", equalTo(1))
                .body("current.owner.node", equalTo("hk-1"));
        session.get("jp-1", "/agent-state")
                .body("version", equalTo(1))
                .body("state.mood", equalTo("fine"));
        state("jp-1", 1, 1, "{}").statusCode(409).body("reason", equalTo("not-owner"));
        state("hk-1", 1, 1, "null").statusCode(400).body("field", equalTo("state"));
        session.get("hk-1", "").body("agentStateVersion", equalTo(1)).body("seq", notNullValue());
    }

    @Test
    void whatIsTooLargeIsNamed() {
        // Given
        String large = "\"" + "x".repeat(300_000) + "\"";
        // When
        ValidatableResponse state = state("hk-1", 1, 0, large);
        ValidatableResponse input =
                session.post(
                        "hk-1",
                        "/turns/t1/tasks/s1/intent",
                        "{\"epoch\":1,\"node\":\"hk-1\",\"tool\":\"x\",\"idempotent\":true,\"input\":"
                                + large
                                + "}");
        ValidatableResponse messages =
                session.put(
                        "hk-1",
                        "/turns/t1",
                        """
                        {"epoch":1,"node":"hk-1","seq":1,"requestDigest":"%s",
                         "startedAt":"2026-01-01T00:00:00Z","messages":[%s{}]}
                        """
                                .formatted(Calls.DIGEST, "{},".repeat(1000)));
        // Then
        state.statusCode(413)
                .body("type", equalTo("urn:pagurus:problem:too-large"))
                .body("field", equalTo("state"))
                .body("expected", equalTo("at most 262144 bytes"));
        input.statusCode(413).body("field", equalTo("input"));
        messages.statusCode(400)
                .body("field", equalTo("messages"))
                .body("expected", equalTo("at most 1000 messages"));
    }

    private ValidatableResponse freeze(String migrationId, long epoch) {
        return session.post(
                "migration-1",
                "/freeze",
                "{\"epoch\":%d,\"migrationId\":\"%s\",\"reason\":\"drain\"}"
                        .formatted(epoch, migrationId));
    }

    private ValidatableResponse thaw(String migrationId) {
        return session.post(
                "migration-1",
                "/thaw",
                "{\"epoch\":1,\"migrationId\":\"%s\"}".formatted(migrationId));
    }

    private ValidatableResponse close(String who, long epoch) {
        return session.post(who, "/close", "{\"epoch\":%d,\"reason\":\"over\"}".formatted(epoch));
    }

    private ValidatableResponse delete(String who, long epoch) {
        return Calls.as(who).delete(session.path() + "?epoch=" + epoch).then();
    }

    private ValidatableResponse state(String node, long epoch, long expected, String state) {
        return session.put(
                node,
                "/agent-state",
                "{\"epoch\":%d,\"node\":\"%s\",\"expectedVersion\":%d,\"state\":%s}"
                        .formatted(epoch, node, expected, state));
    }
}
