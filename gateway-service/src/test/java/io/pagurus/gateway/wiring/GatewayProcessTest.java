package io.pagurus.gateway.wiring;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.pagurus.gateway.edge.EdgeServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import org.junit.jupiter.api.Test;

/** The gateway alone: no Kafka, no neighbours. */
@QuarkusTest
@QuarkusTestResource(OperatorTokens.class)
class GatewayProcessTest {

    @Inject EdgeServer edge;

    @Inject Clock clock;

    @Test
    void edgeSaysOfItselfThatItKnowsNoFleetYet() {
        given().port(edge.port())
                .get("/health")
                .then()
                .statusCode(503)
                .body("ready", equalTo(false))
                .body("region", equalTo("local"));
    }

    @Test
    void adminSideIsLiveAndNotReadyWithoutAFleet() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready")
                .then()
                .statusCode(503)
                .body(containsString("away: last known fleet"));
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("pagurus_gateway_parked"));
        given().get("/q/openapi").then().statusCode(200).body(containsString("/admin/fleet"));
    }

    @Test
    void adminIsForOperatorsAlone() {
        given().get("/admin/fleet").then().statusCode(401);
        given().auth().oauth2(token("node")).get("/admin/fleet").then().statusCode(403);
        given().auth()
                .oauth2(token("operator"))
                .get("/admin/fleet")
                .then()
                .statusCode(200)
                .body("loaded", equalTo(false))
                .body("nodes", hasSize(0));
        given().auth()
                .oauth2(token("operator"))
                .get("/admin/sessions/s1")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:pagurus:problem:unknown-session"));
    }

    private String token(String group) {
        return OperatorTokens.of(group, clock.instant().getEpochSecond());
    }
}
