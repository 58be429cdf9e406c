package io.pagurus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

    private final Map<String, String> variables =
            new HashMap<>(
                    Map.of(
                            "PAGURUS_NODE_ID", "hk-1",
                            "PAGURUS_REGION", "hk",
                            "PAGURUS_NODE_PORT", "7401",
                            "PAGURUS_SESSION_SERVICE_URL", "http://127.0.0.1:7301",
                            "PAGURUS_AUTH_TOKEN", "secret-token"));

    @Test
    void theNecessaryIsEnough() throws Environment.Wrong {
        // When
        NodeSettings settings = settings();

        // Then
        assertThat(settings.port()).isEqualTo(7401);
        assertThat(settings.stateDir()).isNull();
        assertThat(settings.store().patience()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.http().bodyBytes()).isEqualTo(1 << 20);
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "PAGURUS_NODE_ID,",
        "PAGURUS_NODE_ID,a b",
        "PAGURUS_REGION,",
        "PAGURUS_NODE_PORT,",
        "PAGURUS_NODE_PORT,70000",
        "PAGURUS_NODE_PORT,x",
        "PAGURUS_SESSION_SERVICE_URL,7301",
        "PAGURUS_SESSION_SERVICE_URL,ftp://x",
        "PAGURUS_AUTH_TOKEN,",
        "PAGURUS_NODE_STORE_PATIENCE,soon",
        "PAGURUS_NODE_STORE_PATIENCE,PT0S",
        "PAGURUS_NODE_MAX_SESSIONS,0"
    })
    void whatIsMissingOrWrongIsNamedWithoutItsValue(String name, String value) {
        // Given
        variables.put(name, value == null ? "" : value);

        // Then
        assertThatThrownBy(this::settings)
                .isInstanceOf(Environment.Wrong.class)
                .hasMessageStartingWith(name + ": needs ");
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "30s,PT30S", "5m,PT5M", "PT7S,PT7S"})
    void durationsAreReadAsTheServicesReadThem(String written, Duration meant)
            throws Environment.Wrong {
        // Given
        variables.put("PAGURUS_NODE_STORE_PATIENCE", written);

        // Then
        assertThat(settings().store().patience()).isEqualTo(meant);
    }

    private NodeSettings settings() throws Environment.Wrong {
        return NodeSettings.from(new Environment(variables::get));
    }
}
