package io.pagurus.gateway.wiring;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.pagurus.gateway.edge.EdgeServer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
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
                .get("/admin/savings")
                .then()
                .statusCode(200)
                .body("sums", hasSize(0));
        given().auth()
                .oauth2(token("operator"))
                .get("/admin/sessions/s1")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:pagurus:problem:unknown-session"));
    }

    @Test
    void operatorsChangeTheRulesAsAWholeAndAreToldWhatIsWrong() {
        String good = "routes: [{name: one}]";
        given().body(good).put("/admin/rules").then().statusCode(401);
        String tag =
                asOperator()
                        .contentType("application/yaml")
                        .body(good)
                        .put("/admin/rules")
                        .then()
                        .statusCode(200)
                        .body("routes", equalTo(List.of("one")))
                        .body("kept", equalTo(false))
                        .extract()
                        .header("ETag");
        asOperator()
                .contentType("application/yaml")
                .body("routes: [{name: two, turn: true}]")
                .put("/admin/rules")
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("errors[0].field", equalTo("routes[0].turn"));
        asOperator()
                .contentType("application/json")
                .body("{\"routes\": []}")
                .post("/admin/rules/check")
                .then()
                .statusCode(200)
                .body("routes", equalTo(List.of("turns", "others")));
        asOperator()
                .contentType("application/yaml")
                .header("If-Match", "\"another\"")
                .body("routes: []")
                .put("/admin/rules")
                .then()
                .statusCode(412)
                .body("expected", equalTo(tag));
        asOperator()
                .get("/admin/rules")
                .then()
                .statusCode(200)
                .body("routes", equalTo(List.of("one")));
        assertThat(asOperator().get("/admin/rules/text").asString()).isEqualTo(good);
    }

    private RequestSpecification asOperator() {
        return given().config(
                        RestAssuredConfig.config()
                                .encoderConfig(
                                        EncoderConfig.encoderConfig()
                                                .encodeContentTypeAs(
                                                        "application/yaml", ContentType.TEXT)))
                .auth()
                .oauth2(token("operator"));
    }

    private String token(String group) {
        return OperatorTokens.of(group, clock.instant().getEpochSecond());
    }
}
