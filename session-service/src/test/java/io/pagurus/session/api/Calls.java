package io.pagurus.session.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.process.Patience;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;

/** Immutable. What the tests ask about one session of their own. */
record Calls(String id) {

    static final String DIGEST = "a".repeat(64);

    static Calls ofNewSession() {
        return new Calls("s-" + UUID.randomUUID());
    }

    static void untilReady() {
        assertThat(
                        Patience.of(Duration.ofSeconds(20))
                                .until(() -> given().get("/q/health/ready").statusCode() == 200))
                .isTrue();
    }

    static RequestSpecification as(String who) {
        return given().auth().oauth2(token(who)).contentType("application/json");
    }

    static String token(String who) {
        return ConfigProvider.getConfig().getValue("token." + who, String.class);
    }

    String path() {
        return "/v1/sessions/" + id;
    }

    ValidatableResponse grant(long expectedEpoch, String node) {
        return post("gateway-1", "/ownership", ownership(expectedEpoch, node));
    }

    static String ownership(long expectedEpoch, String node) {
        return """
        {"expectedEpoch":%d,"node":"%s","region":"%s","reason":"opened","principal":"alice",
         "requestedAt":"2026-01-01T00:00:00Z"}
        """
                .formatted(expectedEpoch, node, node.substring(0, 2));
    }

    ValidatableResponse post(String who, String below, String body) {
        return as(who).body(body).post(path() + below).then();
    }

    ValidatableResponse put(String who, String below, String body) {
        return as(who).body(body).put(path() + below).then();
    }

    ValidatableResponse get(String who, String below) {
        return as(who).get(path() + below).then();
    }

    ValidatableResponse start(String node, long epoch, String turn) {
        return post(
                node,
                "/turns/" + turn + "/start",
                """
                {"epoch":%d,"node":"%s","requestDigest":"%s","streaming":true}
                """
                        .formatted(epoch, node, DIGEST));
    }

    ValidatableResponse commit(String node, long epoch, long seq, String turn) {
        return put(
                node,
                "/turns/" + turn,
                """
                {"epoch":%d,"node":"%s","seq":%d,"requestDigest":"%s",
                 "startedAt":"2026-01-01T00:00:00Z",
                 "messages":[{"role":"user","content":"hi"},
                             {"role":"assistant","content":"answer %s"}]}
                """
                        .formatted(epoch, node, seq, DIGEST, turn));
    }
}
