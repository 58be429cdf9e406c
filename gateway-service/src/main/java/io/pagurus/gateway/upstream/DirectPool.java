package io.pagurus.gateway.upstream;

import io.pagurus.gateway.fleet.FleetNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Event-loop confined. One event loop's connections to one node. The last used is used next, so
 * that those that are not needed grow old.
 *
 * <p>Invariant: what is idle is open too.
 */
final class DirectPool {

    private final UpstreamConfig config;
    private final Set<DirectConnection> open = new HashSet<>();
    private final Deque<DirectConnection> idle = new ArrayDeque<>();
    private String host = "";
    private int port;
    private int connecting;

    DirectPool(UpstreamConfig config) {
        this.config = config;
    }

    /** An idle connection to where the node is now; null when one has to be made. */
    @Nullable DirectConnection take(FleetNode node) {
        if (port != node.port() || !host.equals(node.host())) {
            closeIdleSince(Long.MAX_VALUE);
            host = node.host();
            port = node.port();
        }
        return idle.pollFirst();
    }

    /** A connection is being made: {@link #opened} or {@link #notOpened} follows. */
    void opens() {
        connecting++;
    }

    void notOpened() {
        connecting--;
    }

    void opened(DirectConnection connection) {
        connecting--;
        open.add(connection);
        connection.belongsTo(host, port);
    }

    /** Takes back a connection that another request may use. */
    void release(DirectConnection connection) {
        boolean moved = !connection.leadsTo(host, port);
        if (moved || idle.size() >= config.idleConnections() || !open.contains(connection)) {
            connection.close();
        } else {
            idle.addFirst(connection);
        }
    }

    void closed(DirectConnection connection) {
        if (open.remove(connection)) {
            idle.remove(connection);
        }
    }

    void closeIdleSince(long beforeMillis) {
        while (!idle.isEmpty() && idle.getLast().idleSinceMillis() <= beforeMillis) {
            idle.removeLast().close();
        }
    }

    boolean isUnused() {
        return open.isEmpty() && connecting == 0;
    }

    /** Closes all, those in use too. */
    void close() {
        idle.clear();
        new ArrayList<>(open).forEach(DirectConnection::close);
    }
}
