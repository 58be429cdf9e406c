package io.pagurus.session.api;

import static io.pagurus.session.api.Calls.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Grants of many sessions by one call. */
@QuarkusTest
@QuarkusTestResource(RealProcesses.class)
class GrantsRestTest {

    private final Calls one = Calls.ofNewSession();
    private final Calls two = Calls.ofNewSession();
    private final Calls three = Calls.ofNewSession();

    @BeforeEach
    void untilReady() {
        Calls.untilReady();
    }

    @Test
    void eachIsGrantedOrRefusedByItself() {
        // Given
        two.grant(0, "hk-1").statusCode(200);
        // When
        ValidatableResponse answer =
                grants("migration-1", item(one, 0), item(two, 0), "null", item(three, 0));
        // Then
        answer.statusCode(200)
                .body("results.sessionId", contains(one.id(), two.id(), null, three.id()))
                .body("results.status", contains(200, 409, 400, 200))
                .body("results[0].epoch", equalTo(1))
                .body("results[0].owner.node", equalTo("jp-1"))
                .body("results[0]", not(hasKey("problem")))
                .body("results[1].problem.type", equalTo("urn:pagurus:problem:epoch-conflict"))
                .body("results[1].problem.current.epoch", equalTo(1))
                .body("results[1].problem.current.owner.node", equalTo("hk-1"))
                .body("results[2].problem.field", equalTo("body"));
        three.get("admin", "")
                .body("owner.node", equalTo("jp-1"))
                .body("principal", equalTo("bob"));
    }

    @Test
    void theProblemIsTheOneOfTheSingleCall() {
        // Given
        two.grant(0, "hk-1").statusCode(200);
        two.post("gateway-1", "/close", "{\"epoch\":1,\"reason\":\"over\"}").statusCode(200);
        String mute = "{\"sessionId\":\"%s\",\"expectedEpoch\":0}".formatted(three.id());
        // When
        List<Map<String, Object>> together =
                grants("gateway-1", item(two, 1), mute).extract().path("results.problem");
        // Then
        Map<String, Object> closed =
                two.post("gateway-1", "/ownership", item(two, 1))
                        .statusCode(410)
                        .extract()
                        .path("$");
        Map<String, Object> incomplete =
                three.post("gateway-1", "/ownership", mute).statusCode(400).extract().path("$");
        assertThat(together).containsExactly(closed, incomplete);
    }

    @Test
    void theSameAskedTwiceIsGrantedOnce() {
        // Given
        grants("gateway-1", item(one, 0), item(two, 0)).statusCode(200);
        // When
        ValidatableResponse again = grants("gateway-1", item(one, 0), item(two, 0), item(two, 1));
        // Then
        again.body("results.status", contains(200, 200, 200))
                .body("results.epoch", contains(1, 1, 2));
    }

    @Test
    void asManyAsAreAllowedAndNoMore() {
        // Given
        String[] most = many(256);
        // When
        ValidatableResponse answer = grants("gateway-1", most);
        // Then
        answer.statusCode(200)
                .body("results", hasSize(256))
                .body("results.findAll { it.status == 200 }", hasSize(256));
        grants("gateway-1", many(257))
                .statusCode(400)
                .body("field", equalTo("grants"))
                .body("expected", equalTo("1 to 256 grants"));
        grants("gateway-1").statusCode(400).body("field", equalTo("grants"));
        as("gateway-1").body("{}").post("/v1/grants").then().statusCode(400);
    }

    @Test
    void whoMayNotGrantOneMayNotGrantMany() {
        grants("hk-1", item(one, 0)).statusCode(403);
    }

    private static String[] many(int count) {
        return Collections.nCopies(count, 0).stream()
                .map(_ -> item(Calls.ofNewSession(), 0))
                .toArray(String[]::new);
    }

    private static ValidatableResponse grants(String who, String... items) {
        return as(who).body("{\"grants\":[%s]}".formatted(String.join(",", items)))
                .post("/v1/grants")
                .then();
    }

    private static String item(Calls session, long expectedEpoch) {
        return """
        {"sessionId":"%s","expectedEpoch":%d,"node":"jp-1","region":"jp","reason":"moved",
         "migrationId":"m1","principal":"bob","requestedAt":"2026-01-01T00:00:00Z"}
        """
                .formatted(session.id(), expectedEpoch);
    }
}
