package io.pagurus.gateway.websocket;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How the edge relays WebSockets. */
@ConfigMapping(prefix = "pagurus.gateway.websocket")
public interface WebSocketConfig {

    /**
     * WebSockets at once, beyond which clients get 503. Higher needs memory, about 8 KB for each
     * that is idle, and two descriptors.
     */
    @WithDefault("20000")
    int maxOpen();

    /** The longest frame; a longer one ends its WebSocket with 1009. Frames are not held here. */
    @WithDefault("16M")
    MemorySize maxFrame();

    /** The longest message, over all its frames, as it is on the wire. */
    @WithDefault("64M")
    MemorySize maxMessage();

    /** How long a node may take to accept one. Longer forgives a node that is busy. */
    @WithDefault("10s")
    Duration handshakeTimeout();

    /**
     * How long a client may take to answer a close frame, before its connection is closed. Longer
     * lets slow clients read their last messages.
     */
    @WithDefault("2s")
    Duration closeTimeout();

    /**
     * How long a WebSocket stays at its node after its session has moved to another; each is closed
     * at a random moment of that time. Longer disturbs clients later, and keeps the old node busy.
     */
    @WithDefault("30s")
    Duration movedGrace();
}
