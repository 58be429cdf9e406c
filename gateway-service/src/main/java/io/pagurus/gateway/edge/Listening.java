package io.pagurus.gateway.edge;

import io.pagurus.gateway.forwarding.Networks;
import io.pagurus.gateway.forwarding.Origins;
import io.pagurus.gateway.listener.Certificates;
import io.pagurus.gateway.listener.ConnectionCount;
import io.pagurus.gateway.listener.ListenerConfig;
import io.pagurus.gateway.listener.ListeningSocket;
import io.pagurus.gateway.listener.TlsConfig;
import org.jspecify.annotations.Nullable;

/**
 * Immutable; its parts are thread-safe. How the edge listens.
 *
 * @param certificates null without a port for TLS
 * @param connections of clients, over all event loops
 */
public record Listening(
        ListenerConfig config,
        TlsConfig tls,
        @Nullable Certificates certificates,
        ConnectionCount connections,
        ListeningSocket plainSocket,
        ListeningSocket tlsSocket) {

    Networks trustedProxies() {
        return config.trustedProxies().map(Networks::of).orElse(Networks.NONE);
    }

    /** Who asks, as far as the trusted proxies are believed. */
    public Origins origins() {
        return new Origins(trustedProxies(), config.trustedHeaders());
    }

    public static Listening of(
            ListenerConfig config, TlsConfig tls, @Nullable Certificates certificates) {
        return new Listening(
                config,
                tls,
                certificates,
                new ConnectionCount(config.maxConnections()),
                new ListeningSocket(),
                new ListeningSocket());
    }
}
