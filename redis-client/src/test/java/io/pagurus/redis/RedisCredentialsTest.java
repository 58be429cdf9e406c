package io.pagurus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.RedisOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisCredentialsTest {

    private static final String FILE = "pagurus.redis.password-file";

    @TempDir private Path folder;

    @Test
    void eachAddressHasTheUserAndTheFilesPasswordEncoded() throws IOException {
        // Given
        RedisOptions options = addresses();
        // When
        credentials(Map.of("pagurus.redis.username", "claw", FILE, password("p@ss/$1\n")))
                .customize("default", options);
        // Then
        assertThat(options.getEndpoints())
                .containsExactly(
                        "redis://claw:p%40ss%2F%241@a:1", "redis://claw:p%40ss%2F%241@b:2");
    }

    @Test
    void theDefaultUserHasTheFilesPassword() throws IOException {
        // Given
        RedisOptions options = addresses();
        // When
        credentials(Map.of(FILE, password("p@ss\n"))).customize("default", options);
        // Then
        assertThat(options.getPassword()).isEqualTo("p@ss");
        assertThat(options.getEndpoints()).containsExactly("redis://a:1", "redis://b:2");
    }

    @Test
    void aFileThatHasChangedIsReadForTheNextClient() throws IOException {
        // Given
        RedisCredentials credentials = credentials(Map.of(FILE, password("old")));
        RedisOptions first = addresses();
        RedisOptions next = addresses();
        credentials.customize("default", first);
        password("new");
        // When
        credentials.customize("default", next);
        // Then
        assertThat(first.getPassword()).isEqualTo("old");
        assertThat(next.getPassword()).isEqualTo("new");
    }

    private String password(String text) throws IOException {
        return Files.writeString(folder.resolve("password"), text).toString();
    }

    private static RedisOptions addresses() {
        return new RedisOptions().setEndpoints(List.of("redis://a:1", "redis://b:2"));
    }

    private static RedisCredentials credentials(Map<String, String> values) {
        return new RedisCredentials(ConfiguredRedis.of(values).settings());
    }
}
