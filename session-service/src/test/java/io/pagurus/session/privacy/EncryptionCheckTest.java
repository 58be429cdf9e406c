package io.pagurus.session.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.session.settings.TestSettings;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that cannot work are named at start, and never quoted. */
class EncryptionCheckTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir private Path folder;

    @Test
    void withoutSettingsThereAreNoKeys() {
        assertThat(EncryptionCheck.keys(settings(Map.of()))).isEmpty();
    }

    @Test
    void keysComeFromTextAndFiles() throws IOException {
        // Given
        byte[] other = new byte[32];
        other[0] = 1;
        Path file = folder.resolve("kek");
        Files.writeString(file, Base64.getEncoder().encodeToString(other) + "\n");
        // When
        Map<String, byte[]> keys =
                EncryptionCheck.keys(
                        settings(
                                Map.of(
                                        "keys.2026-01",
                                        KEY,
                                        "keys.2026-02",
                                        "file:" + file,
                                        "active-key",
                                        "2026-02")));
        // Then
        assertThat(keys).containsOnlyKeys("2026-01", "2026-02");
        assertThat(keys.get("2026-02")).isEqualTo(other);
    }

    @Test
    void keysComeFromTheEnvironmentToo() {
        // Given
        Map<String, String> environment =
                Map.of("PAGURUS_ENCRYPTION_KEYS_K1", KEY, "PAGURUS_ENCRYPTION_ACTIVE_KEY", "k1");
        // When
        EncryptionSettings settings =
                new SmallRyeConfigBuilder()
                        .withConverter(Duration.class, 300, new DurationConverter())
                        .withSources(new EnvConfigSource(environment, 300))
                        .withMapping(EncryptionSettings.class)
                        .build()
                        .getConfigMapping(EncryptionSettings.class);
        // Then
        assertThat(EncryptionCheck.keys(settings)).containsOnlyKeys("k1");
    }

    @Test
    void whatIsWrongIsNamed() {
        says(Map.of("active-key", "k1"), "pagurus.encryption.active-key");
        says(Map.of("keys.k1", KEY, "active-key", "k2"), "pagurus.encryption.active-key", "[k1]");
        says(Map.of("keys.k1", "c2hvcnQ="), "pagurus.encryption.keys.k1", "found 5 bytes");
        says(Map.of("keys.k1", "not base64!"), "pagurus.encryption.keys.k1", "base64");
        says(Map.of("keys.k1", "file:/no/where"), "pagurus.encryption.keys.k1", "/no/where");
        says(Map.of("keys.k1", KEY, "keys.k2", KEY), "pagurus.encryption.keys.k2", "of k1");
    }

    private static void says(Map<String, String> values, String... parts) {
        assertThatThrownBy(() -> EncryptionCheck.keys(settings(values)))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .contains(parts)
                .doesNotContain(KEY, "c2hvcnQ", "not base64!");
    }

    private static EncryptionSettings settings(Map<String, String> values) {
        Map<String, String> prefixed = new HashMap<>();
        values.forEach((name, value) -> prefixed.put("pagurus.encryption." + name, value));
        return TestSettings.of(prefixed).getConfigMapping(EncryptionSettings.class);
    }
}
