package io.pagurus.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.local.redis.LocalCertificate;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.vertx.core.Vertx;
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

/** What stops the start, and what it says. */
class RedisCheckTest {

    private static final String ONE = "redis://127.0.0.1:6379";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hosts=127.0.0.1                                             | quarkus.redis.hosts: expected redis://host:port
                    hosts=redis://127.0.0.1                                     | quarkus.redis.hosts: expected redis://host:port
                    hosts=redis:6379                                            | quarkus.redis.hosts: expected redis://host:port
                    hosts=http://127.0.0.1:6379                                 | quarkus.redis.hosts: expected redis://host:port
                    hosts=redis://my_redis:6379                                 | quarkus.redis.hosts: expected redis://host:port
                    hosts=redis://127.0.0.1:6379/three                          | quarkus.redis.hosts: expected redis://host:port
                    hosts=redis://127.0.0.1:1,redis://127.0.0.1:2               | quarkus.redis.hosts: expected one host
                    client-type=sentinel                                        | quarkus.redis.master-name: expected the name
                    client-type=sentinel;master-name=m;role=replica             | quarkus.redis.role: expected master
                    client-type=sentinel;master-name=m;hosts=redis://a:1/1,redis://b:1/2 | quarkus.redis.hosts: expected one database number
                    client-type=sentinel;master-name=m;hosts=redis://a:1,rediss://b:1    | quarkus.redis.hosts: expected one scheme
                    client-type=cluster;hosts=redis://127.0.0.1:1/3             | quarkus.redis.hosts: expected no database number
                    client-type=replication                                     | quarkus.redis.client-type: expected standalone, sentinel or cluster
                    pagurus.redis.key-prefix={claw}:                            | pagurus.redis.key-prefix: expected 1 to 64
                    pagurus.redis.key-prefix=claw*                              | pagurus.redis.key-prefix: expected 1 to 64
                    pagurus.redis.username=claw                                 | pagurus.redis.username: expected a password
                    tls.enabled=true                                            | quarkus.redis.hosts: expected rediss://host:port
                    tls.hostname-verification-algorithm=maybe                   | quarkus.redis.tls.hostname-verification-algorithm: expected HTTPS
                    hosts=rediss://a:1;tls.trust-certificate-pem=true;tls.trust-certificate-pem.certs=/not/there | quarkus.redis.tls.trust-certificate-pem.certs: expected PEM files
                    hosts=rediss://a:1;tls.trust-certificate-pem.certs=/not/there | quarkus.redis.tls.trust-certificate-pem: expected true
                    hosts=rediss://a:1;tls.trust-certificate-jks=true;tls.trust-certificate-jks.path=/not/there | quarkus.redis.tls.trust-certificate-jks.path: expected a file
                    hosts=rediss://a:1;tls-configuration-name=none              | quarkus.redis.tls-configuration-name: expected the name
                    max-pool-size=8;max-pool-waiting=4                          | quarkus.redis.max-pool-waiting: expected at least
                    """)
    void whatCannotWorkIsNamed(String values, String expected) {
        // Given
        Map<String, String> configured = values(values);
        // When
        List<ConfigProblem> problems = problems(configured);
        // Then
        assertThat(problems)
                .extracting(ConfigProblem::toString)
                .anyMatch(p -> p.startsWith(expected));
        assertThat(problems.toString()).doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hosts=redis://127.0.0.1:6379/3;pagurus.redis.key-prefix=openclaw:
                    hosts=redis://claw:hidden@127.0.0.1:6379
                    client-type=sentinel;master-name=m;hosts=redis://a:26379/3,redis://b:26379/3;password=x
                    client-type=cluster;hosts=redis://a:1,redis://b:1;pagurus.redis.username=claw;password=x
                    hosts=rediss://redis.example:6380;tls.hostname-verification-algorithm=NONE
                    """)
    void whatCanWorkIsLeftAlone(String values) {
        // When
        List<ConfigProblem> problems = problems(values(values));
        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void filesThatCanBeReadAreLeftAlone(@TempDir Path folder) throws IOException {
        // Given
        Path certificate = LocalCertificate.create(folder, "ip:127.0.0.1").certificate();
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        // When
        List<ConfigProblem> problems =
                problems(
                        Map.of(
                                "quarkus.redis.hosts",
                                "rediss://127.0.0.1:6379",
                                "quarkus.redis.tls.trust-certificate-pem",
                                "true",
                                "quarkus.redis.tls.trust-certificate-pem.certs",
                                certificate.toString(),
                                "pagurus.redis.password-file",
                                password.toString()));
        // Then
        assertThat(problems).isEmpty();
    }

    @Test
    void theStartEndsWithAllProblemsAtOnce() {
        // Given
        ConfiguredRedis wrong =
                ConfiguredRedis.of(values("client-type=sentinel;pagurus.redis.key-prefix={x}"));
        Vertx vertx = Vertx.vertx();
        try {
            // When, then
            assertThatThrownBy(() -> wrong.connect(vertx))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll(
                            "Redis cannot be used as it is configured:",
                            "\n  quarkus.redis.master-name: expected",
                            "\n  pagurus.redis.key-prefix: expected");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static List<ConfigProblem> problems(Map<String, String> values) {
        ConfiguredRedis configured = ConfiguredRedis.of(values);
        return RedisCheck.problems(
                configured.client(), configured.settings(), ConfiguredRedis.NO_TLS);
    }

    private static Map<String, String> values(String written) {
        Map<String, String> values = new HashMap<>(Map.of("quarkus.redis.hosts", ONE));
        for (String pair : written.split(";", -1)) {
            String[] parts = pair.split("=", 2);
            String name = parts[0].startsWith("pagurus.") ? parts[0] : "quarkus.redis." + parts[0];
            values.put(name, parts[1]);
        }
        return values;
    }
}
