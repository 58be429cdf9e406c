package io.pagurus.health;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.pagurus.events.ClusterEvent.NodeEjected;
import io.pagurus.events.ClusterEvent.NodeReadmitted;
import io.pagurus.events.Event;
import io.pagurus.events.kafka.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // the framework sets the fields
@QuarkusTestResource(Surroundings.class)
class HealthServiceTest {

    @ConfigProperty(name = "test.operator")
    String operator;

    @ConfigProperty(name = "test.gateway")
    String gateway;

    FakeNode hk;
    FakeNode jp;
    String bootstrapServers;

    private final Topics topics = new Topics(Topics.DEFAULT_PREFIX);

    @Test
    void killedNodeIsEjectedOnASuspicionAndReadmittedAsItsNextIncarnation() {
        try (TopologyWitness told = new TopologyWitness(bootstrapServers, topics.clusterEvents())) {
            // Given: the seed's nodes are in rotation
            told.until(_ ->
                    admitted(told, "hk-1", 1)
                            && admitted(told, "jp-1", 1)
                            && admitted(told, "us-1", 1));
            hk.kill();

            // When
            String verdict = suspect("hk-1", 1);

            // Then
            assertThat(verdict).isEqualTo("ejected");
            told.until(_ -> ejected(told, "hk-1"));
            NodeEjected event = ejection(told, "hk-1");
            assertThat(event.incarnation()).isEqualTo(1);
            assertThat(event.evidence().cause()).isEqualTo("suspicion");
            assertThat(event.evidence().failures()).isEqualTo(3);
            assertThat(event.evidence().observers()).containsExactly("health-1", "gateway-1");
            assertThat(event.evidence().detail()).isEqualTo("connection refused");

            // And when it is back, it is readmitted
            hk.restart();
            told.until(_ -> admitted(told, "hk-1", 2));

            // And a node that hangs is ejected too
            jp.pause();
            verdict = suspect("jp-1", 1);
            jp.resume();
            assertThat(verdict).isEqualTo("ejected");
            told.until(_ -> admitted(told, "jp-1", 2));
        }
        try (TopologyWitness seen =
                new TopologyWitness(bootstrapServers, topics.nodeObservations())) {
            seen.until(_ ->
                    seen.events().stream()
                            .anyMatch(e ->
                                    e.data()
                                            .toString()
                                            .startsWith(
                                                    "RequestFailed[nodeId=hk-1, observer=gateway-1")));
        }
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(
                        org.hamcrest.Matchers.containsString(
                                "pagurus_suspicions_total{verdict=\"ejected\"} 2.0"));
    }

    @Test
    void nodesAndRegionsAreChangedWithTheVersionThatTheOperatorSaw() {
        as(operator)
                .body(node(0, "http://127.0.0.1:9"))
                .put("/v1/nodes/x-1")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("health", equalTo("JOINING"))
                .body("healthPath", equalTo("/health"));
        as(operator)
                .body(node(0, "http://127.0.0.1:9"))
                .put("/v1/nodes/x-1")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:pagurus:problem:version-conflict"))
                .body("current.version", equalTo(1));
        as(gateway)
                .get("/v1/nodes/x-1")
                .then()
                .statusCode(200)
                .body("region", equalTo("hk"))
                .body("incarnation", equalTo(0));
        as(gateway)
                .get("/v1/topology/seed-difference")
                .then()
                .statusCode(200)
                .body("status", equalTo("different"))
                .body("differences[0].id", equalTo("x-1"));
        as(operator).delete("/v1/nodes/x-1?expectedVersion=7").then().statusCode(409);
        as(operator).delete("/v1/nodes/x-1?expectedVersion=1").then().statusCode(204);
        as(operator).delete("/v1/nodes/x-1?expectedVersion=1").then().statusCode(404);
        as(gateway)
                .get("/v1/nodes/x-1")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:pagurus:problem:unknown-node"));
        as(operator)
                .body("{\"expectedVersion\":0,\"weight\":10}")
                .put("/v1/regions/de")
                .then()
                .statusCode(200)
                .body("region", equalTo("de"))
                .body("version", equalTo(1));
        as(gateway)
                .get("/v1/topology")
                .then()
                .statusCode(200)
                .body("nodes", hasSize(3))
                .body("regions", hasSize(4))
                .body("nodes[0].nodeId", equalTo("hk-1"));
    }

    @Test
    void badInputIsAnsweredWithTheFieldAndWhatWasExpected() {
        bad("/v1/nodes/n", "{\"region\":\"hk\",\"url\":\"http://h:1\"}", "expectedVersion");
        bad("/v1/nodes/n", "{\"expectedVersion\":0,\"region\":\"hk\"}", "url");
        bad("/v1/nodes/n", "{\"expectedVersion\":0,\"region\":\"hk\",\"url\":\"ftp://x\"}", "url");
        bad("/v1/nodes/n", "{\"expectedVersion\":\"a\"}", "expectedVersion");
        bad("/v1/nodes/n", "{\"expectedVersion\":0,\"wanted\":\"GONE\"}", "wanted");
        bad("/v1/nodes/n", "{", "body");
        bad("/v1/nodes/n", "", "body");
        bad("/v1/nodes/a%20b", node(0, "http://h:1"), "id");
        bad("/v1/regions/r", "{\"expectedVersion\":0,\"weight\":101}", "weight");
        as(gateway)
                .body("{\"incarnation\":1,\"observer\":\"g\",\"phase\":\"later\"}")
                .post("/v1/nodes/hk-1/suspicions")
                .then()
                .statusCode(400)
                .body("field", equalTo("phase"));
        as(gateway)
                .body("{\"incarnation\":1,\"observer\":\"g\",\"phase\":\"head\"}")
                .post("/v1/nodes/nobody/suspicions")
                .then()
                .statusCode(404);
    }

    @Test
    void callsNeedATokenOfTheRightGroup() {
        given().get("/v1/topology")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:pagurus:problem:unauthenticated"));
        as("not.a.token").get("/v1/topology").then().statusCode(401);
        as(gateway)
                .body(node(0, "http://h:1"))
                .put("/v1/nodes/n")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        as(operator).body("{}").post("/v1/nodes/hk-1/suspicions").then().statusCode(403);
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks[0].name", notNullValue());
        given().get("/q/openapi").then().statusCode(200);
    }

    private void bad(String path, String body, String field) {
        as(operator)
                .body(body)
                .put(path)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:pagurus:problem:bad-request"))
                .body("field", equalTo(field))
                .body("expected", notNullValue());
    }

    private String suspect(String node, long incarnation) {
        String body =
                "{\"incarnation\":%d,\"observer\":\"gateway-1\",\"phase\":\"head\",\"failure\":\"reset\"}"
                        .formatted(incarnation);
        return as(gateway)
                .body(body)
                .post("/v1/nodes/" + node + "/suspicions")
                .then()
                .statusCode(200)
                .body("nodeId", equalTo(node))
                .extract()
                .path("verdict");
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token).contentType(ContentType.JSON);
    }

    private static String node(long version, String url) {
        return "{\"expectedVersion\":%d,\"region\":\"hk\",\"url\":\"%s\"}".formatted(version, url);
    }

    private static boolean admitted(TopologyWitness told, String node, long incarnation) {
        return data(told).stream()
                .anyMatch(e ->
                        e instanceof NodeReadmitted back
                                && back.nodeId().equals(node)
                                && back.incarnation() == incarnation);
    }

    private static boolean ejected(TopologyWitness told, String node) {
        return data(told).stream()
                .anyMatch(e -> e instanceof NodeEjected out && out.nodeId().equals(node));
    }

    private static NodeEjected ejection(TopologyWitness told, String node) {
        return data(told).stream()
                .filter(NodeEjected.class::isInstance)
                .map(NodeEjected.class::cast)
                .filter(out -> out.nodeId().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private static List<Event> data(TopologyWitness told) {
        return told.events().stream().<Event>map(event -> event.data()).toList();
    }
}
