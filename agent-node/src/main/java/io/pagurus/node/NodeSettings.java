package io.pagurus.node;

import io.pagurus.node.http.NodeServer;
import io.pagurus.node.turn.NodeIdentity;
import io.pagurus.node.turn.TurnDesk;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. The node's configuration, as it is read from the environment.
 *
 * @param authToken this node's own token; never shown
 * @param stateDir where the requests of running turns are kept; null keeps none
 * @param store how calls at session-service are made
 * @param drain how long running turns may take to finish once the node drains
 */
public record NodeSettings(
        NodeIdentity me,
        String host,
        int port,
        URI sessionService,
        String authToken,
        @Nullable Path stateDir,
        Store store,
        TurnDesk.Limits turns,
        NodeServer.Limits http,
        Duration drain) {

    /**
     * Immutable.
     *
     * @param timeout of one call; shorter gives up on a verdict that would have come
     * @param patience how long a call is made again while session-service is away; longer keeps the
     *     client waiting through a longer outage
     */
    public record Store(Duration timeout, Duration patience) {}

    private static final Duration BEYOND_A_TURN = Duration.ofMinutes(1);

    public static NodeSettings from(Environment env) throws Environment.Wrong {
        NodeIdentity me = new NodeIdentity(env.id("PAGURUS_NODE_ID"), env.id("PAGURUS_REGION"));
        Duration patience = env.duration("PAGURUS_NODE_STORE_PATIENCE", Duration.ofSeconds(30));
        Duration turn = env.duration("PAGURUS_NODE_TURN_LIMIT", Duration.ofMinutes(5));
        return new NodeSettings(
                me,
                env.text("PAGURUS_NODE_HOST", "127.0.0.1"),
                env.number("PAGURUS_NODE_PORT", null, 0, 65_535),
                env.url("PAGURUS_SESSION_SERVICE_URL"),
                env.text("PAGURUS_AUTH_TOKEN", null),
                env.path("PAGURUS_NODE_STATE_DIR"),
                new Store(
                        env.duration("PAGURUS_NODE_STORE_TIMEOUT", Duration.ofSeconds(5)),
                        patience),
                new TurnDesk.Limits(
                        env.number("PAGURUS_NODE_MAX_SESSIONS", 10_000, 1, 1_000_000),
                        env.number("PAGURUS_NODE_MAX_WAITING", 16, 0, 10_000),
                        patience,
                        turn),
                new NodeServer.Limits(
                        env.number("PAGURUS_NODE_MAX_BODY_BYTES", 1 << 20, 1, 64 << 20),
                        env.number("PAGURUS_NODE_MAX_REQUESTS", 2_000, 1, 100_000),
                        env.duration("PAGURUS_NODE_SLOW_CLIENT", Duration.ofSeconds(30)),
                        turn.plus(patience).plus(BEYOND_A_TURN)),
                env.duration("PAGURUS_NODE_DRAIN_LIMIT", Duration.ofMinutes(1)));
    }

    @Override
    public String toString() {
        return me.nodeId() + " in " + me.region() + " on " + host + ":" + port;
    }
}
