package io.pagurus.gateway.listener;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Immutable. The edge's port for TLS, which is there when a certificate is named. */
@ConfigMapping(prefix = "pagurus.gateway.tls")
public interface TlsConfig {

    /** 0 takes any free one. */
    @WithDefault("7443")
    int port();

    /** The chain, PEM, the edge's own certificate first. */
    Optional<Path> certificate();

    /** Its key, PEM, PKCS#8. */
    Optional<Path> key();

    /** Who signs the clients' certificates, PEM. */
    Optional<Path> clientCa();

    /** Whether clients have to show a certificate of {@link #clientCa()}. */
    @WithDefault("none")
    ClientCertificates clientCertificates();

    /** How often the files are looked at; new ones serve new connections, old connections stay. */
    @WithDefault("10s")
    Duration reloadEvery();

    /** What is asked of clients. */
    enum ClientCertificates {
        NONE,
        OPTIONAL,
        REQUIRED
    }
}
