package io.pagurus.session.api;

import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.redis.LocalCertificate;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.local.redis.RedisAccess;
import io.pagurus.local.secret.SigningKey;
import io.pagurus.local.secret.Token;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the thread that starts the tests. Redis, Kafka and the tokens of a small fleet. Redis
 * is as locked up as it gets, so that the service's settings are tried as they are written.
 */
public final class RealProcesses implements QuarkusTestResourceLifecycleManager {

    private static final String REDIS_PASSWORD = "p@ss/w:rd+1";

    private @Nullable LocalBroker kafka;
    private @Nullable LocalRedis redis;

    @Override
    public Map<String, String> start() {
        Path folder = folder();
        LocalCertificate certificate = LocalCertificate.create(folder, "ip:127.0.0.1");
        LocalRedis startedRedis =
                LocalRedis.start(
                        RedisAccess.open()
                                .withUser("claw", REDIS_PASSWORD, "~claw:* ~{claw:* +@all")
                                .withTls(certificate));
        redis = startedRedis;
        LocalBroker startedKafka = LocalBroker.start();
        kafka = startedKafka;
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.redis.hosts", startedRedis.tlsUri() + "/3");
        config.put("quarkus.redis.tls.trust-certificate-pem", "true");
        config.put(
                "quarkus.redis.tls.trust-certificate-pem.certs",
                certificate.certificate().toString());
        config.put("pagurus.redis.username", "claw");
        config.put("pagurus.redis.password-file", password(folder).toString());
        config.put("kafka.bootstrap.servers", startedKafka.bootstrapServers());
        SigningKey key = SigningKey.in(folder);
        config.put("mp.jwt.verify.publickey.location", key.publicKey().toUri().toString());
        config.put("token.hk-1", signed(key, "hk-1", "node"));
        config.put("token.jp-1", signed(key, "jp-1", "node"));
        config.put("token.gateway-1", signed(key, "gateway-1", "gateway"));
        config.put("token.us-1", signed(key, "us-1", "node"));
        config.put("token.migration-1", signed(key, "migration-1", "migration"));
        config.put("token.admin", signed(key, "admin", "operator"));
        return config;
    }

    private static Path password(Path folder) {
        try {
            return Files.writeString(folder.resolve("redis-password"), REDIS_PASSWORD + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String signed(SigningKey key, String subject, String group) {
        return new Token(subject, List.of(group)).signed(key, Instant.now());
    }

    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("keys");
            folder.toFile().deleteOnExit();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (redis != null) {
            redis.close();
        }
    }
}
