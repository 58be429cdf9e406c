package io.pagurus.gateway.listener;

import io.vertx.core.Vertx;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; reading may block. The edge's certificate and the authority of its clients', as
 * their files have them now. A new certificate serves the next handshake: no server is built anew,
 * and no connection notices.
 */
public final class Certificates {

    private static final System.Logger LOG = System.getLogger(Certificates.class.getName());

    private final Vertx vertx;
    private final Path certificate;
    private final Path key;
    private final @Nullable Path clientCa;
    private final CurrentKey currentKey = new CurrentKey();
    private final CurrentTrust currentTrust = new CurrentTrust();
    private byte[] seen = {};

    private Certificates(Vertx vertx, Path certificate, Path key, @Nullable Path clientCa) {
        this.vertx = vertx;
        this.certificate = certificate;
        this.key = key;
        this.clientCa = clientCa;
    }

    /**
     * Reads the files for the first time; nothing where no certificate is named.
     *
     * @throws IllegalStateException when they cannot be used
     */
    public static Optional<Certificates> of(Vertx vertx, TlsConfig config) {
        if (config.certificate().isEmpty()) {
            return Optional.empty();
        }
        if (config.clientCertificates() != TlsConfig.ClientCertificates.NONE
                && config.clientCa().isEmpty()) {
            throw new IllegalStateException(
                    "pagurus.gateway.tls.client-ca: expected a file, since clients are asked for"
                            + " certificates");
        }
        Path key =
                config.key()
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        "pagurus.gateway.tls.key: expected a file beside the"
                                                + " certificate"));
        Certificates read =
                new Certificates(
                        vertx, config.certificate().get(), key, config.clientCa().orElse(null));
        try {
            var _ = read.reload();
        } catch (Exception unusable) {
            throw new IllegalStateException(
                    "the files of pagurus.gateway.tls cannot be used: " + unusable, unusable);
        }
        return Optional.of(read);
    }

    /** Looks at the files; what cannot be used is told, and the last good certificate stays. */
    public void lookAgain() {
        try {
            if (reload()) {
                LOG.log(System.Logger.Level.INFO, "new certificates serve new connections");
            }
        } catch (Exception unusable) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the certificate stays, the new files cannot be used: {0}",
                    unusable.toString());
        }
    }

    public KeyCertOptions keyOptions() {
        return KeyCertOptions.wrap(currentKey);
    }

    public Optional<TrustOptions> trustOptions() {
        return clientCa == null ? Optional.empty() : Optional.of(TrustOptions.wrap(currentTrust));
    }

    private synchronized boolean reload() throws Exception {
        byte[] now = bytes();
        if (Arrays.equals(seen, now)) {
            return false;
        }
        X509KeyManager nextKey =
                keyManager(
                        new PemKeyCertOptions()
                                .setCertPath(certificate.toString())
                                .setKeyPath(key.toString())
                                .getKeyManagerFactory(vertx)
                                .getKeyManagers());
        OwnKey.require(nextKey);
        if (clientCa != null) {
            currentTrust.set(
                    trustManager(
                            new PemTrustOptions()
                                    .addCertPath(clientCa.toString())
                                    .getTrustManagerFactory(vertx)
                                    .getTrustManagers()));
        }
        currentKey.set(nextKey);
        seen = now;
        return true;
    }

    private byte[] bytes() throws IOException {
        byte[] chain = Files.readAllBytes(certificate);
        byte[] secret = Files.readAllBytes(key);
        byte[] ca = clientCa == null ? new byte[0] : Files.readAllBytes(clientCa);
        byte[] all = Arrays.copyOf(chain, chain.length + secret.length + ca.length);
        System.arraycopy(secret, 0, all, chain.length, secret.length);
        System.arraycopy(ca, 0, all, chain.length + secret.length, ca.length);
        return all;
    }

    private static X509KeyManager keyManager(KeyManager[] managers) {
        for (KeyManager each : managers) {
            if (each instanceof X509KeyManager usable) {
                return usable;
            }
        }
        throw new IllegalArgumentException("no key in the file");
    }

    private static X509TrustManager trustManager(TrustManager[] managers) {
        for (TrustManager each : managers) {
            if (each instanceof X509TrustManager usable) {
                return usable;
            }
        }
        throw new IllegalArgumentException("no certificate in the file");
    }
}
