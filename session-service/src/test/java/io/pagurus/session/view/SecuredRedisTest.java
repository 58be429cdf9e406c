package io.pagurus.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.redis.LocalCertificate;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.local.redis.RedisAccess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** TLS, an ACL user who may do no more than docs/redis.md says, and another database. */
class SecuredRedisTest extends RedisContract {

    private static final String RULES =
            "~claw:* ~{claw:* -@all +@read +@write +@scripting +@connection +info";

    @TempDir private static Path folder;

    private static LocalCertificate certificate;
    private static LocalRedis redis;

    @BeforeAll
    static void start() {
        certificate = LocalCertificate.create(folder, "ip:127.0.0.1");
        redis =
                LocalRedis.start(
                        RedisAccess.open()
                                .withUser("claw", "s3cret/@", RULES)
                                .withTls(certificate));
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void allIsInTheDatabase() {
        assertThat(redis.call("INFO", "keyspace")).contains("db3:").doesNotContain("db0:");
    }

    @Override
    Map<String, String> configuration() {
        return Map.of(
                "quarkus.redis.hosts",
                redis.tlsUri().replace("://", "://claw:s3cret%2F%40@") + "/3",
                "quarkus.redis.tls.trust-certificate-pem",
                "true",
                "quarkus.redis.tls.trust-certificate-pem.certs",
                certificate.certificate().toString());
    }

    @Override
    void strike() {
        redis.kill();
    }

    @Override
    void mend() {
        redis.restart();
    }

    @Override
    void forgetScripts() {
        redis.call("SCRIPT", "FLUSH");
    }
}
