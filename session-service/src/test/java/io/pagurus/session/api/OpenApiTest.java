package io.pagurus.session.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void theCommittedDocumentIsTheOneThatIsServed() throws IOException {
        // Given
        boolean write = Boolean.getBoolean("openapi.write");
        // When
        String served = given().get("/q/openapi").then().statusCode(200).extract().asString();
        if (write) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, served);
        }
        // Then
        assertThat(served).isEqualTo(Files.readString(COMMITTED));
        assertThat(served)
                .contains("/freeze:", "/fence:", "/agent-state:", "/tasks/lease:", "/changes:");
    }
}
