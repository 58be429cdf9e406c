package io.pagurus.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which users and passwords cannot work, and what is said of them. */
class CredentialsCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    pagurus.redis.username=claw                                       | pagurus.redis.username: expected a password
                    pagurus.redis.username=cl:aw;quarkus.redis.password=x             | pagurus.redis.username: expected 1 to 128
                    pagurus.redis.password-file=/not/there                            | pagurus.redis.password-file: expected a file
                    pagurus.redis.password-file=/not/there;quarkus.redis.password=x   | pagurus.redis.password-file: expected no quarkus.redis.password
                    quarkus.redis.password=x;quarkus.redis.hosts=redis://u:hidden@a:1 | quarkus.redis.hosts: expected no user and password
                    """)
    void whatCannotWorkIsNamed(String values, String expected) {
        // When
        List<ConfigProblem> problems = problems(values);
        // Then
        assertThat(problems)
                .extracting(ConfigProblem::toString)
                .anyMatch(p -> p.startsWith(expected));
        assertThat(problems.toString()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.redis.client-type=standalone",
        "quarkus.redis.password=x",
        "quarkus.redis.hosts=redis://claw:hidden@a:1",
        "pagurus.redis.username=claw;quarkus.redis.password=x"
    })
    void whatCanWorkIsLeftAlone(String values) {
        assertThat(problems(values)).isEmpty();
    }

    @Test
    void anEmptyFileIsNoPassword(@TempDir Path folder) throws IOException {
        // Given
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path full = Files.writeString(folder.resolve("full"), "secret\n");
        // When
        List<ConfigProblem> without = problems("pagurus.redis.password-file=" + empty);
        List<ConfigProblem> with = problems("pagurus.redis.password-file=" + full);
        // Then
        assertThat(without).hasSize(1);
        assertThat(with).isEmpty();
    }

    @Test
    void theStartEndsWithAllProblemsAtOnce() {
        // Given
        List<ConfigProblem> wrong =
                problems("pagurus.redis.username=a b;pagurus.redis.password-file=/not/there");
        // When, then
        assertThatThrownBy(() -> ConfigProblem.refuse(wrong))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "Redis cannot be used as it is configured:",
                        "\n  pagurus.redis.username: expected",
                        "\n  pagurus.redis.password-file: expected");
    }

    private static List<ConfigProblem> problems(String written) {
        Map<String, String> values = new HashMap<>(Map.of("quarkus.redis.hosts", "redis://a:1"));
        for (String pair : written.split(";", -1)) {
            String[] parts = pair.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        ConfiguredRedis configured = ConfiguredRedis.of(values);
        return CredentialsCheck.problems(configured.client(), configured.settings());
    }
}
