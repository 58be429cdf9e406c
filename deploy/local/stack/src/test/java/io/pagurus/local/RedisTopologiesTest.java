package io.pagurus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pagurus.local.redis.ClusterRedis;
import io.pagurus.local.redis.LocalCertificate;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.local.redis.RedisAccess;
import io.pagurus.local.redis.RedisNode;
import io.pagurus.local.redis.SentinelRedis;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisTopologiesTest {

    @Test
    void aFailoverThatLosesItsTailForgetsTheLastWritesOnly() {
        // Given
        try (SentinelRedis redis = SentinelRedis.start()) {
            RedisNode old = redis.primary();
            old.call("SET", "early", "1");
            old.call("WAIT", "2", "2000");

            // When
            RedisNode promoted = redis.failOverWithout(() -> old.call("SET", "late", "1"));

            // Then
            assertThat(promoted.call("EXISTS", "early")).isEqualTo("1");
            assertThat(promoted.call("EXISTS", "late")).isEqualTo("0");
            old.restart();
            assertThat(redis.failOver()).isNotSameAs(promoted);
        }
    }

    @Test
    void aClusterGoesOnAfterAPromotionAndAfterAPrimarysDeath() {
        // Given
        try (ClusterRedis redis = ClusterRedis.start(RedisAccess.open(), true)) {
            redis.primaryOf("shell").call("SET", "shell", "crab");
            redis.promote(redis.replicas().getFirst());
            RedisNode primary = redis.primaryOf("shell");
            assertThat(primary.call("WAIT", "1", "2000")).isEqualTo("1");

            // When
            primary.kill();
            redis.awaitWhole();

            // Then
            assertThat(redis.primaryOf("shell").call("GET", "shell")).isEqualTo("crab");
        }
    }

    @Test
    void aUserIsLetInThroughTlsToItsKeysOnly(@TempDir Path folder) throws Exception {
        // Given
        LocalCertificate certificate = LocalCertificate.create(folder, "ip:127.0.0.1");
        RedisAccess access =
                RedisAccess.open().withUser("claw", "secret", "~claw:* +@all").withTls(certificate);
        try (LocalRedis redis = LocalRedis.start(access)) {
            // When
            String answers = talk(certificate, redis.tlsUri());

            // Then
            assertThat(answers).startsWith("+OK+OK-NOPERM");
            assertThat(redis.call("GET", "claw:a")).isEqualTo("1");
            assertThatThrownBy(() -> redis.call("AUTH", "claw", "wrong"))
                    .hasMessageContaining("WRONGPASS");
        }
    }

    private static String talk(LocalCertificate certificate, String uri) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (var in = Files.newInputStream(certificate.certificate())) {
            Certificate read = CertificateFactory.getInstance("X.509").generateCertificate(in);
            trusted.setCertificateEntry("redis", read);
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        URI address = URI.create(uri);
        try (SSLSocket socket =
                (SSLSocket)
                        tls.getSocketFactory().createSocket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(
                            "AUTH claw secret\r\nSET claw:a 1\r\nGET other\r\nQUIT\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .replace("\r\n", "");
        }
    }
}
