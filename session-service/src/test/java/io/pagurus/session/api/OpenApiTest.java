package io.pagurus.session.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The committed document is the one that is served. To write it anew: {@code mvn -pl
 * session-service -am verify -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dopenapi.write=true}.
 */
@QuarkusTest
@QuarkusTestResource(RealProcesses.class)
class OpenApiTest {

    private static final Path COMMITTED = Path.of("..", "docs", "openapi", "session-service.yaml");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void theCommittedDocumentIsTheOneThatIsServed() throws IOException {
        // Given
        boolean write = Boolean.getBoolean("openapi.write");
        // When
        JsonNode served =
                YAML.readTree(
                        given().get("/q/openapi").then().statusCode(200).extract().asString());
        if (write) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, YAML.writeValueAsString(inOrder(served)));
        }
        // Then
        assertThat(served).isEqualTo(YAML.readTree(Files.readString(COMMITTED)));
        assertThat(served.path("paths").path("/v1/sessions/{id}/freeze").isObject()).isTrue();
    }

    @Test
    void whoWritesFindsWhatARefusalSays() {
        // When
        String refusal =
                given().get("/q/openapi?format=json")
                        .then()
                        .extract()
                        .path(
                                "paths.'/v1/sessions/{session}/turns/{turn}'.put.responses.'409'"
                                        + ".content.'application/problem+json'.schema.'$ref'");
        // Then
        assertThat(refusal).isEqualTo("#/components/schemas/Problem");
    }

    /** Builds differ in the order of the first level. */
    private static ObjectNode inOrder(JsonNode document) {
        ObjectNode ordered = YAML.createObjectNode();
        for (String part : List.of("openapi", "info", "tags", "paths", "components")) {
            ordered.set(part, document.path(part));
        }
        document.properties().forEach(part -> ordered.putIfAbsent(part.getKey(), part.getValue()));
        return ordered;
    }
}
