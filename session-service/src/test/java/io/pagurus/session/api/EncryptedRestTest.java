package io.pagurus.session.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

import io.pagurus.local.process.Patience;
import io.pagurus.redis.SteadyRedis;
import io.pagurus.session.wiring.Canary;
import io.pagurus.session.wiring.LogLines;
import io.pagurus.session.wiring.RedisContent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** REST with payloads sealed: who calls sees no difference, and an operator sees the keys. */
@QuarkusTest
@QuarkusTestResource(RealProcesses.class)
@TestProfile(EncryptedRestTest.Encrypted.class)
class EncryptedRestTest {

    private static final String DIGEST = "a".repeat(64);
    private static final String SESSION = "/v1/sessions/s-encrypted";

    @Inject SteadyRedis redis;

    /** With a key. */
    public static final class Encrypted implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "pagurus.encryption.keys.k1",
                    Base64.getEncoder().encodeToString(new byte[32]),
                    "pagurus.encryption.active-key",
                    "k1");
        }
    }

    @Test
    void callersSeePayloadsInClearAndOperatorsTheKeys() {
        // Given
        assertThat(
                        Patience.of(Duration.ofSeconds(20))
                                .until(() -> given().get("/q/health/ready").statusCode() == 200))
                .isTrue();
        as("gateway-1")
                .body(
                        """
                        {"expectedEpoch":0,"node":"hk-1","region":"hk","reason":"opened",
                         "principal":"alice","requestedAt":"2026-01-01T00:00:00Z"}
                        """)
                .post(SESSION + "/ownership")
                .then()
                .statusCode(200);
        start().statusCode(200);
        String step = SESSION + "/turns/t1/tasks/step-1";
        as("hk-1")
                .body(
                        """
                        {"epoch":1,"node":"hk-1","tool":"clock","idempotent":true,
                         "input":{"zone":"HK"}}
                        """)
                .post(step + "/intent")
                .then()
                .statusCode(200);
        as("hk-1")
                .body("{\"epoch\":1,\"node\":\"hk-1\",\"result\":{\"now\":5}}")
                .post(step + "/result")
                .then()
                .statusCode(200);
        start().statusCode(200).body("steps[0].result.now", equalTo(5));
        // When
        commit("accepted");
        commit("duplicate");
        // Then
        start().body("verdict", equalTo("committed"))
                .body("turn.messages[1].content", equalTo("hello"));
        as("admin")
                .get(SESSION + "?history=true")
                .then()
                .statusCode(200)
                .body("turns[0].messages[0].content", equalTo("hi"))
                .body("agentState.mood", equalTo("fine"));
        as("admin")
                .get(SESSION + "/timeline")
                .then()
                .statusCode(200)
                .body("entries.record.result.now", hasItem(5))
                .body("entries.record.input.zone", hasItem("HK"));
        as("admin")
                .get("/v1/encryption")
                .then()
                .statusCode(200)
                .body("activeKey", equalTo("k1"))
                .body("wrapped.k1", greaterThanOrEqualTo(1));
        as("admin").post("/v1/encryption/sweep").then().statusCode(200);
        as("hk-1").get("/v1/encryption").then().statusCode(403);
        given().get("/q/metrics")
                .then()
                .body(matchesPattern("(?s).*pagurus_encryption_keys\\{by=\"k1\"\\} [1-9].*"));
    }

    @Test
    void aChangeStreamTellsInClearWhatIsSealedEverywhereElse() throws InterruptedException {
        // Given
        Calls.untilReady();
        Calls session = Calls.ofNewSession();
        session.grant(0, "hk-1").statusCode(200);
        try (LogLines log = LogLines.listen();
                EventReader live = new EventReader(session.path() + "/changes", null)) {
            String before = live.next().id();
            // When
            session.put("hk-1", "/turns/t1", turn(Canary.WORD)).statusCode(200);
            EventReader.Event told = live.next();
            EventReader.Event missed;
            try (EventReader late = new EventReader(session.path() + "/changes", before)) {
                missed = late.next();
            }
            // Then
            assertThat(JsonPath.from(told.data()).getString("record.messages[1].content"))
                    .isEqualTo(Canary.WORD);
            assertThat(missed).isEqualTo(told);
            assertThat(Patience.of(Duration.ofSeconds(20)).until(() -> isInView(session))).isTrue();
            assertThat(Canary.foundIn(brokers(), "", redis)).isEmpty();
            assertThat(log.soFar()).noneMatch(line -> line.contains(Canary.WORD));
        }
    }

    private static String brokers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }

    private boolean isInView(Calls session) {
        return RedisContent.of(redis).stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .anyMatch(text -> text.contains(session.id()));
    }

    private static ValidatableResponse start() {
        return as("hk-1")
                .body(
                        """
                        {"epoch":1,"node":"hk-1","requestDigest":"%s","streaming":true}
                        """
                                .formatted(DIGEST))
                .post(SESSION + "/turns/t1/start")
                .then();
    }

    private static String turn(String answer) {
        return """
        {"epoch":1,"node":"hk-1","seq":1,"requestDigest":"%s",
         "startedAt":"2026-01-01T00:00:00Z","agentState":{"mood":"fine"},
         "messages":[{"role":"user","content":"hi"},
                     {"role":"assistant","content":"%s"}]}
        """
                .formatted(DIGEST, answer);
    }

    private static void commit(String verdict) {
        as("hk-1")
                .body(turn("hello"))
                .put(SESSION + "/turns/t1")
                .then()
                .statusCode(200)
                .body("verdict", equalTo(verdict));
    }

    private static RequestSpecification as(String who) {
        return given().auth()
                .oauth2(ConfigProvider.getConfig().getValue("token." + who, String.class))
                .contentType("application/json");
    }
}
