package io.pagurus.gateway.edge;

import io.pagurus.gateway.listener.Certificates;
import io.pagurus.gateway.listener.ListenerConfig;
import io.pagurus.gateway.listener.TlsConfig;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Immutable. What Vert.x is told of the edge's ports. */
final class ServerOptions {

    /**
     * A negative port is any free one, the same for all event loops, another for another number.
     */
    private static final int ANY = -1;

    private static final int ANY_FOR_TLS = -2;

    private ServerOptions() {}

    static HttpServerOptions plain(EdgeConfig edge, ListenerConfig listener) {
        return both(edge, listener).setPort(port(edge.port(), ANY)).setHttp2ClearTextEnabled(true);
    }

    static HttpServerOptions tls(
            EdgeConfig edge, ListenerConfig listener, TlsConfig tls, Certificates certificates) {
        HttpServerOptions options =
                both(edge, listener)
                        .setPort(port(tls.port(), ANY_FOR_TLS))
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
                        .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
                        .setKeyCertOptions(certificates.keyOptions())
                        .setClientAuth(clientAuth(tls));
        certificates.trustOptions().ifPresent(options::setTrustOptions);
        return options;
    }

    private static HttpServerOptions both(EdgeConfig edge, ListenerConfig listener) {
        ListenerConfig.Http2 http2 = listener.http2();
        int headSize = Math.toIntExact(edge.maxHeaderSize().asLongValue());
        return new HttpServerOptions()
                .setHost(edge.host())
                .setMaxHeaderSize(headSize)
                .setMaxInitialLineLength(Math.toIntExact(edge.maxRequestLine().asLongValue()))
                // Clients' idleness is looked at by the edge: Vert.x would keep a timer for each.
                .setIdleTimeout(0)
                .setTcpKeepAlive(true)
                // Extensions are between client and node: the edge does not look into frames.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setInitialSettings(
                        new Http2Settings()
                                .setPushEnabled(false)
                                .setMaxConcurrentStreams(http2.maxStreams())
                                .setInitialWindowSize(http2.streamWindow())
                                .setMaxHeaderListSize(headSize))
                .setHttp2ConnectionWindowSize(http2.connectionWindow())
                .setHttp2RstFloodMaxRstFramePerWindow(http2.maxResets())
                .setHttp2RstFloodWindowDuration(Math.toIntExact(http2.floodWindow().toSeconds()))
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS);
    }

    private static int port(int configured, int any) {
        return configured == 0 ? any : configured;
    }

    private static ClientAuth clientAuth(TlsConfig tls) {
        return switch (tls.clientCertificates()) {
            case NONE -> ClientAuth.NONE;
            case OPTIONAL -> ClientAuth.REQUEST;
            case REQUIRED -> ClientAuth.REQUIRED;
        };
    }
}
