package io.pagurus.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.process.FreePorts;
import io.pagurus.local.redis.ClusterRedis;
import io.pagurus.local.redis.LocalCertificate;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.local.redis.RedisAccess;
import io.pagurus.local.redis.SentinelRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what is wrong with a real Redis is called by its name, and no secret with it. */
class RedisTroubleTest {

    private static final String SECRET = "s3cret";
    private static final String RULES = "~claw:* -@all +ping +get +script|load";

    @TempDir private static Path folder;

    private static Vertx vertx;
    private static LocalCertificate certificate;
    private static LocalRedis redis;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        certificate = LocalCertificate.create(folder, "dns:redis.example");
        redis =
                LocalRedis.start(
                        RedisAccess.open().withUser("claw", SECRET, RULES).withTls(certificate));
    }

    @AfterAll
    static void stop() {
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aWrongPassword() {
        assertThat(trouble(Map.of("quarkus.redis.hosts", as("claw", "no-" + SECRET, redis.uri()))))
                .isEqualTo(RedisTrouble.WRONG_CREDENTIALS);
    }

    @Test
    void aMissingPassword() {
        assertThat(trouble(Map.of("quarkus.redis.hosts", redis.uri())))
                .isEqualTo(RedisTrouble.WRONG_CREDENTIALS);
    }

    @Test
    void aPermissionThatTheUserHasNot() {
        assertThat(trouble(Map.of("quarkus.redis.hosts", as("claw", SECRET, redis.uri()))))
                .isEqualTo(RedisTrouble.NO_PERMISSION);
    }

    @Test
    void aDatabaseThatIsNotThere() {
        try (LocalRedis open = LocalRedis.start()) {
            assertThat(trouble(Map.of("quarkus.redis.hosts", open.uri() + "/99")))
                    .isEqualTo(RedisTrouble.NO_SUCH_DATABASE);
            assertThat(
                            trouble(
                                    Map.of(
                                            "quarkus.redis.hosts",
                                            open.uri(),
                                            "quarkus.redis.client-type",
                                            "cluster")))
                    .isEqualTo(RedisTrouble.NO_CLUSTER);
        }
    }

    @Test
    void aCertificateOfAnotherHost() {
        assertThat(
                        trouble(
                                Map.of(
                                        "quarkus.redis.hosts",
                                        as("claw", SECRET, redis.tlsUri()),
                                        "quarkus.redis.tls.trust-certificate-pem",
                                        "true",
                                        "quarkus.redis.tls.trust-certificate-pem.certs",
                                        certificate.certificate().toString())))
                .isEqualTo(RedisTrouble.UNTRUSTED);
    }

    @Test
    void aCertificateThatNobodyTrusts() {
        assertThat(trouble(Map.of("quarkus.redis.hosts", as("claw", SECRET, redis.tlsUri()))))
                .isEqualTo(RedisTrouble.UNTRUSTED);
    }

    @Test
    void nobodyThere() {
        int port = FreePorts.find(1).getFirst();
        assertThat(trouble(Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + port)))
                .isEqualTo(RedisTrouble.UNREACHABLE);
    }

    @Test
    void aPrimaryNameThatTheSentinelsDoNotKnow() {
        try (SentinelRedis sentinels = SentinelRedis.start()) {
            assertThat(
                            trouble(
                                    Map.of(
                                            "quarkus.redis.client-type",
                                            "sentinel",
                                            "quarkus.redis.master-name",
                                            "nobody",
                                            "quarkus.redis.hosts",
                                            sentinels.uris())))
                    .isEqualTo(RedisTrouble.UNKNOWN_PRIMARY);
        }
    }

    @Test
    void aClusterThatIsNotConfiguredAsOneAndOneWithAWrongPassword() {
        try (ClusterRedis cluster =
                ClusterRedis.start(
                        RedisAccess.open().withUser("claw", SECRET, "~* +@all"), false)) {
            String first = cluster.primaryOf("claw:other").uri();
            String other =
                    cluster.primaries().stream()
                            .filter(n -> !n.uri().equals(first))
                            .findAny()
                            .orElseThrow()
                            .uri();
            assertThat(trouble(Map.of("quarkus.redis.hosts", as("claw", SECRET, other))))
                    .isEqualTo(RedisTrouble.IS_CLUSTER);
            assertThat(
                            trouble(
                                    Map.of(
                                            "quarkus.redis.client-type",
                                            "cluster",
                                            "quarkus.redis.hosts",
                                            as("claw", "no-" + SECRET, cluster.uris()))))
                    .isEqualTo(RedisTrouble.WRONG_CREDENTIALS);
        }
    }

    private static String as(String user, String password, String uris) {
        return uris.replace("://", "://" + user + ":" + password + "@");
    }

    /** What the client calls it, after it has failed in a text without the secret. */
    private static RedisTrouble trouble(Map<String, String> values) {
        SteadyRedis client = ConfiguredRedis.of(new HashMap<>(values)).connect(vertx);
        try {
            RedisFailure failure = RedisFailure.of(failure(client));
            assertThat(failure.toString()).doesNotContain(SECRET);
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            RedisFailure.Outage.class,
                            outage -> assertThat(outage.trouble()).isEqualTo(client.trouble()));
            return ((RedisFailure.Outage) failure).trouble();
        } finally {
            client.close();
        }
    }

    private static Throwable failure(SteadyRedis client) {
        try {
            var answer =
                    client.send(Request.cmd(Command.HSET).arg("claw:other").arg("a").arg("1"))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .orTimeout(Duration.ofSeconds(5).toMillis(), TimeUnit.MILLISECONDS)
                            .join();
            throw new AssertionError("it serves: " + answer);
        } catch (CompletionException failed) {
            return Objects.requireNonNull(failed.getCause());
        }
    }
}
