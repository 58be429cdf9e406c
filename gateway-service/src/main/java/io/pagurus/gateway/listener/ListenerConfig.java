package io.pagurus.gateway.listener;

import io.pagurus.gateway.forwarding.ProxyHeaders;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Immutable. How the edge listens, and what it expects of those who connect. */
@ConfigMapping(prefix = "pagurus.gateway.listener")
public interface ListenerConfig {

    /**
     * Connections at once; more are closed as they come. An idle one takes about 6 KB and a
     * descriptor.
     */
    @WithDefault("50000")
    int maxConnections();

    /**
     * How long a request's head may take from its first byte, and a new connection to its first
     * head, TLS and PROXY header included. Longer forgives bad networks; shorter frees sooner what
     * slow senders hold.
     */
    @WithDefault("10s")
    Duration headTimeout();

    /** Over what time a body's pace is measured. Longer forgives pauses. */
    @WithDefault("20s")
    Duration bodyPatience();

    /** Bytes a second that a body has to come with; a slower one is answered 408. 0 is any. */
    @WithDefault("64")
    long bodyMinRate();

    /**
     * How long a closed connection still takes what its client sends: closed at once, the client
     * would lose the answer that says why.
     */
    @WithDefault("2s")
    Duration lingerTimeout();

    /** Requests that a client may send ahead of their answers on one HTTP/1 connection. */
    @WithDefault("32")
    int maxPipelined();

    /**
     * Whether connections from the trusted proxies begin with a PROXY header, version 1 or 2, as
     * those of a balancer at TCP level do. One without is closed.
     */
    @WithDefault("false")
    boolean proxyProtocol();

    /** Networks as {@code 10.0.0.0/8} whose word on a client's address counts. */
    Optional<List<String>> trustedProxies();

    /**
     * How the trusted proxies say who asks. One that writes the one kind of header passes on the
     * other as the client wrote it: the wrong one here lets every client name its own address.
     */
    @WithDefault("x-forwarded")
    ProxyHeaders trustedHeaders();

    Http2 http2();

    /** Bounds of one HTTP/2 connection. */
    interface Http2 {

        /** Requests at once on one connection. */
        @WithDefault("128")
        int maxStreams();

        /** What a client may send ahead of the edge, on all streams together. */
        @WithDefault("1048576")
        int connectionWindow();

        /** The same for one stream. */
        @WithDefault("262144")
        int streamWindow();

        /** Streams that a client may reset within {@link #floodWindow()}; then it is closed. */
        @WithDefault("200")
        int maxResets();

        /**
         * SETTINGS, PING, PRIORITY and CONTINUATION frames that a client may send within {@link
         * #floodWindow()}.
         */
        @WithDefault("1000")
        int maxControlFrames();

        @WithDefault("30s")
        Duration floodWindow();
    }
}
