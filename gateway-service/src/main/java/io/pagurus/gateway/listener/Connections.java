package io.pagurus.gateway.listener;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Event-loop confined. The clients' connections of one event loop. One timer looks at all of them,
 * where a timer each would be moved for every read and write.
 */
public final class Connections {

    private static final long MOST_BETWEEN_LOOKS_MILLIS = 1000;
    private static final long LEAST_BETWEEN_LOOKS_MILLIS = 10;
    private static final int LOOKS_A_LIMIT = 8;

    private final ListenerConfig config;
    private final long idleMillis;
    private final ConnectionCount count;
    private final Clock clock;
    private final IntConsumer onRefused;
    private final Runnable onRequestOver;

    /** Each knows its place here: sets are slow to go through, and to join. */
    private final List<ClientConnection> all = new ArrayList<>();

    private long now;

    /**
     * @param idleTimeout after which a connection is closed on which nothing moves
     * @param onRefused told of the status of each request that was none
     * @param onRequestOver told of the end of each request
     */
    public Connections(
            ListenerConfig config,
            Duration idleTimeout,
            ConnectionCount count,
            Clock clock,
            IntConsumer onRefused,
            Runnable onRequestOver) {
        this.config = config;
        this.idleMillis = idleTimeout.toMillis();
        this.count = count;
        this.clock = clock;
        this.onRefused = onRefused;
        this.onRequestOver = onRequestOver;
        this.now = clock.millis();
    }

    public void start(Vertx vertx) {
        long least =
                Math.min(
                        Math.min(idleMillis, config.headTimeout().toMillis()),
                        Math.min(
                                config.bodyPatience().toMillis(),
                                config.lingerTimeout().toMillis()));
        long between =
                Math.clamp(
                        least / LOOKS_A_LIMIT,
                        LEAST_BETWEEN_LOOKS_MILLIS,
                        MOST_BETWEEN_LOOKS_MILLIS);
        vertx.setPeriodic(between, _ -> look());
    }

    void look() {
        now = clock.millis();
        // From the end: one that is closed meanwhile gives its place to the last.
        for (int i = all.size() - 1; i >= 0; i--) {
            if (i < all.size()) {
                all.get(i).look();
            }
        }
    }

    /** As of the last look: exact enough for times of seconds, and free. */
    long now() {
        return now;
    }

    Pace newPace() {
        return new Pace(config, idleMillis, now);
    }

    ListenerConfig config() {
        return config;
    }

    /** False when there are too many. */
    boolean admit() {
        return count.hasRoom();
    }

    void add(ClientConnection connection) {
        if (connection.place < 0) {
            connection.place = all.size();
            all.add(connection);
            count.add();
        }
    }

    void remove(ClientConnection connection) {
        if (connection.place >= 0) {
            ClientConnection last = all.removeLast();
            if (last != connection) {
                last.place = connection.place;
                all.set(connection.place, last);
            }
            connection.place = -1;
            count.leave();
        }
    }

    void requestOver() {
        onRequestOver.run();
    }

    void refused(int status) {
        onRefused.accept(status);
    }

    /** Each ends after what runs on it. */
    public void leave(Duration within) {
        new ArrayList<>(all).forEach(each -> each.leave(within.toMillis()));
    }

    public int size() {
        return all.size();
    }
}
