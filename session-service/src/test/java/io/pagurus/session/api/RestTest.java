package io.pagurus.session.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.pagurus.local.process.Patience;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** REST as docs/services.md has it, on a real Kafka and a real Redis. */
@QuarkusTest
@QuarkusTestResource(RealProcesses.class)
class RestTest {

    private static final String DIGEST = "a".repeat(64);

    private final String id = "s-" + UUID.randomUUID();

    @BeforeEach
    void untilReady() {
        assertThat(
                        Patience.of(Duration.ofSeconds(20))
                                .until(() -> given().get("/q/health/ready").statusCode() == 200))
                .isTrue();
    }

    @Test
    void aTurnFromGrantToHistory() {
        // Given
        grant(0, "hk-1")
                .statusCode(200)
                .body("epoch", equalTo(1))
                .body("owner.node", equalTo("hk-1"))
                .body("owner.region", equalTo("hk"))
                .body("state", equalTo("active"))
                .body("principal", equalTo("alice"))
                .body("running", nullValue())
                .body("pendingTasks", hasSize(0))
                .body("$", not(hasItem("turns")));
        String startedAt =
                start("hk-1", 1, "t1")
                        .statusCode(200)
                        .body("verdict", equalTo("started"))
                        .body("seq", equalTo(1))
                        .body("steps", hasSize(0))
                        .extract()
                        .path("startedAt");
        node("hk-1")
                .body("{\"epoch\":1,\"node\":\"hk-1\",\"tool\":\"clock\",\"idempotent\":true}")
                .post(turn("t1") + "/tasks/step-1/intent")
                .then()
                .statusCode(200)
                .body("verdict", equalTo("accepted"));
        node("hk-1")
                .body("{\"epoch\":1,\"node\":\"hk-1\",\"result\":{\"now\":5}}")
                .post(turn("t1") + "/tasks/step-1/result")
                .then()
                .statusCode(200)
                .body("verdict", equalTo("accepted"));
        start("hk-1", 1, "t1")
                .statusCode(200)
                .body("startedAt", equalTo(startedAt))
                .body("steps[0].taskId", equalTo("step-1"))
                .body("steps[0].result.now", equalTo(5));
        // When
        commit("hk-1", 1, 1, "t1", "hello")
                .statusCode(200)
                .body("verdict", equalTo("accepted"))
                .body("seq", equalTo(1))
                .body("offset", notNullValue())
                .body("durability", equalTo("region"));
        // Then
        commit("hk-1", 1, 1, "t1", "hello")
                .statusCode(200)
                .body("verdict", equalTo("duplicate"))
                .body("seq", equalTo(1));
        start("hk-1", 1, "t1")
                .statusCode(200)
                .body("verdict", equalTo("committed"))
                .body("turn.messages[1].content", equalTo("hello"))
                .body("turn.seq", equalTo(1));
        admin().get("/v1/sessions/" + id + "?history=true")
                .then()
                .statusCode(200)
                .body("seq", equalTo(1))
                .body("turns", hasSize(1))
                .body("turns[0].turnId", equalTo("t1"))
                .body("turns[0].node", equalTo("hk-1"))
                .body("turns[0].messages[0].role", equalTo("user"))
                .body("running", nullValue())
                .body("agentState.mood", equalTo("fine"))
                .body("regionLastSeen", equalTo("hk"));
        admin().get("/v1/sessions/" + id + "?history=true&since=1")
                .then()
                .body("turns", hasSize(0));
        admin().get("/v1/sessions/" + id + "/timeline")
                .then()
                .statusCode(200)
                .body("entries.type", hasItems("OwnershipGranted", "TurnStarted", "TurnCommitted"))
                .body("entries.verdict", hasItems("accepted", "duplicate"));
    }

    @Test
    void aTakeoverFencesTheFormerOwner() {
        // Given
        grant(0, "hk-1").statusCode(200);
        start("hk-1", 1, "t1").statusCode(200);
        // When
        grant(1, "jp-1")
                .statusCode(200)
                .body("epoch", equalTo(2))
                .body("running.turnId", equalTo("t1"));
        // Then
        commit("hk-1", 1, 1, "t1", "late")
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:pagurus:problem:fenced"))
                .body("reason", equalTo("stale-epoch"))
                .body("current.epoch", equalTo(2))
                .body("current.owner.node", equalTo("jp-1"));
        grant(1, "us-1")
                .statusCode(409)
                .body("type", equalTo("urn:pagurus:problem:epoch-conflict"))
                .body("current.epoch", equalTo(2))
                .body("current.owner.node", equalTo("jp-1"));
        admin().get("/v1/sessions?node=jp-1&attention=true")
                .then()
                .statusCode(200)
                .body("sessions.sessionId", hasItem(id));
        admin().get("/v1/sessions?node=hk-1&attention=true")
                .then()
                .body("sessions.sessionId", not(hasItem(id)));
        start("jp-1", 2, "t1").statusCode(200).body("verdict", equalTo("started"));
    }

    @Test
    void aRefusalThatIsNoFenceIsToldAsWhatItIs() {
        // Given
        grant(0, "hk-1").statusCode(200);
        commit("hk-1", 1, 1, "t1", "one").statusCode(200);
        commit("hk-1", 1, 2, "t2", "two").statusCode(200);
        // When
        ValidatableResponse older = commit("hk-1", 1, 1, "t1", "one");
        ValidatableResponse gap = commit("hk-1", 1, 7, "t7", "seven");
        // Then
        older.statusCode(409)
                .body("type", equalTo("urn:pagurus:problem:conflict"))
                .body("reason", equalTo("answer-differs"))
                .body("retryable", equalTo(false))
                .body("current.epoch", equalTo(1))
                .body("current.owner.node", equalTo("hk-1"));
        gap.statusCode(409).body("reason", equalTo("seq-gap"));
        start("hk-1", 1, "t1")
                .statusCode(200)
                .body("verdict", equalTo("committed"))
                .body("turn.seq", equalTo(1))
                .body("turn.messages[1].content", equalTo("one"));
    }

    @Test
    void theListGoesOnAfterTheLastId() {
        // Given
        for (int i = 0; i < 3; i++) {
            grantOf(id + "-" + i, 0, "us-1").statusCode(200);
        }
        // When
        String next =
                admin().get("/v1/sessions?node=us-1&limit=2&after=" + id)
                        .then()
                        .body("sessions", hasSize(2))
                        .extract()
                        .path("next");
        // Then
        assertThat(next).isEqualTo(id + "-1");
        admin().get("/v1/sessions?node=us-1&limit=1&after=" + next)
                .then()
                .body("sessions[0].sessionId", equalTo(id + "-2"));
    }

    @Test
    void anotherRequestUnderAKnownTurnIdIsRefused() {
        // Given
        grant(0, "hk-1").statusCode(200);
        start("hk-1", 1, "t1").statusCode(200);
        // When
        ValidatableResponse answer =
                node("hk-1")
                        .body(
                                "{\"epoch\":1,\"node\":\"hk-1\",\"requestDigest\":\""
                                        + "b".repeat(64)
                                        + "\"}")
                        .post(turn("t1") + "/start")
                        .then();
        // Then
        answer.statusCode(422).body("type", equalTo("urn:pagurus:problem:digest-mismatch"));
    }

    @Test
    void badInputIsNamed() {
        // Given
        String path = turn("t1") + "/start";
        // When
        ValidatableResponse noEpoch = node("hk-1").body("{}").post(path).then();
        ValidatableResponse wrongType = node("hk-1").body("{\"epoch\":\"x\"}").post(path).then();
        ValidatableResponse noJson = node("hk-1").body("{").post(path).then();
        ValidatableResponse nothing = node("hk-1").post(path).then();
        // Then
        noEpoch.statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:pagurus:problem:bad-request"))
                .body("field", equalTo("epoch"))
                .body("expected", containsString("integer"));
        wrongType.statusCode(400).body("field", equalTo("epoch"));
        noJson.statusCode(400).body("field", equalTo("body"));
        nothing.statusCode(400).body("field", equalTo("body"));
    }

    @Test
    void callersAreWhoTheySay() {
        // Given
        grant(0, "hk-1").statusCode(200);
        // When
        ValidatableResponse nobody = given().get("/v1/sessions/" + id).then();
        ValidatableResponse forged =
                given().auth().oauth2("a.b.c").get("/v1/sessions/" + id).then();
        ValidatableResponse otherNode =
                node("jp-1").body(startBody("hk-1", 1)).post(turn("t1") + "/start").then();
        ValidatableResponse noNode =
                as("gateway-1").body(startBody("hk-1", 1)).post(turn("t1") + "/start").then();
        ValidatableResponse noGateway = node("hk-1").body("{}").post(ownership(id)).then();
        // Then
        nobody.statusCode(401).body("type", equalTo("urn:pagurus:problem:unauthenticated"));
        forged.statusCode(401).contentType("application/problem+json");
        otherNode.statusCode(403).body("type", equalTo("urn:pagurus:problem:forbidden"));
        noNode.statusCode(403).body("type", equalTo("urn:pagurus:problem:forbidden"));
        noGateway.statusCode(403);
    }

    @Test
    void whatIsNotThereIsSaid() {
        // Given
        String unknown = "/v1/sessions/nobody-opened-it";
        // When
        ValidatableResponse session = admin().get(unknown).then();
        ValidatableResponse path = admin().get("/v1/nowhere").then();
        // Then
        session.statusCode(404).body("type", equalTo("urn:pagurus:problem:unknown-session"));
        path.statusCode(404);
        start("hk-1", 1, "t1").statusCode(409).body("reason", equalTo("unknown-session"));
    }

    @Test
    void anEntryAboveTheLimitIsRefused() {
        // Given
        grant(0, "hk-1").statusCode(200);
        // When
        ValidatableResponse answer = commit("hk-1", 1, 1, "t1", "x".repeat(1_100_000));
        // Then
        answer.statusCode(413).body("type", equalTo("urn:pagurus:problem:too-large"));
    }

    @Test
    void theViewIsInTheRedisThatIsConfigured() {
        // Given
        String view = "checks.find { it.name == 'view' }.data.";
        // When
        grant(0, "hk-1").statusCode(200);
        // Then
        assertThat(
                        Patience.of(Duration.ofSeconds(10))
                                .until(() ->
                                        "there"
                                                .equals(
                                                        given().get("/q/health/ready")
                                                                .path(view + "redis"))))
                .isTrue();
        given().get("/q/health/ready").then().body(view + "redisTrouble", equalTo("none"));
    }

    @Test
    void healthTellsHowManyBrokersHaveTheJournal() {
        // Given
        String durability = "checks.find { it.name == 'durability' }.data.";
        // When
        boolean told =
                Patience.of(Duration.ofSeconds(10))
                        .until(() ->
                                given().get("/q/health/ready").path(durability + "copies") != null);
        // Then
        assertThat(told).isTrue();
        given().get("/q/health/ready")
                .then()
                .body(durability + "class", equalTo("region"))
                .body(durability + "copies", equalTo(1))
                .body(durability + "minInSync", equalTo(1));
    }

    @Test
    void healthMetricsAndOpenApiNeedNoToken() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/openapi").then().statusCode(200).body(containsString("/ownership"));
        grant(0, "hk-1").statusCode(200);
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("pagurus_verdicts_total"))
                .body(containsString("pagurus_view_steps_waiting"));
    }

    private ValidatableResponse grant(long expectedEpoch, String node) {
        return grantOf(id, expectedEpoch, node);
    }

    private static ValidatableResponse grantOf(String session, long expectedEpoch, String node) {
        return as("gateway-1")
                .body(
                        """
                        {"expectedEpoch":%d,"node":"%s","region":"%s","reason":"opened",
                         "migrationId":null,"principal":"alice","requestedAt":"2026-01-01T00:00:00Z"}
                        """
                                .formatted(expectedEpoch, node, node.substring(0, 2)))
                .post(ownership(session))
                .then();
    }

    private ValidatableResponse start(String node, long epoch, String turn) {
        return node(node).body(startBody(node, epoch)).post(turn(turn) + "/start").then();
    }

    private static String startBody(String node, long epoch) {
        return """
        {"epoch":%d,"node":"%s","requestDigest":"%s","streaming":true}
        """
                .formatted(epoch, node, DIGEST);
    }

    private ValidatableResponse commit(
            String node, long epoch, long seq, String turn, String answer) {
        return node(node)
                .body(
                        """
                        {"epoch":%d,"node":"%s","seq":%d,"requestDigest":"%s",
                         "startedAt":"2026-01-01T00:00:00Z","agentState":{"mood":"fine"},
                         "messages":[{"role":"user","content":"hi"},
                                     {"role":"assistant","content":"%s"}]}
                        """
                                .formatted(epoch, node, seq, DIGEST, answer))
                .put(turn(turn))
                .then();
    }

    private String turn(String turn) {
        return "/v1/sessions/" + id + "/turns/" + turn;
    }

    private static String ownership(String session) {
        return "/v1/sessions/" + session + "/ownership";
    }

    private static RequestSpecification node(String node) {
        return as(node);
    }

    private static RequestSpecification admin() {
        return as("admin");
    }

    private static RequestSpecification as(String who) {
        return given().auth()
                .oauth2(ConfigProvider.getConfig().getValue("token." + who, String.class))
                .contentType("application/json");
    }
}
