package io.pagurus.bench.edge;

/** What can be measured by itself. */
public enum Part {
    KEEPALIVE("keepalive", "cpuMicrosPerRequest"),
    NEW_CONNECTIONS("newConnections", "cpuMicrosPerRequest"),
    SSE("sse", "cpuMicrosPerEvent"),
    IDLE_WEB_SOCKETS("idleWebSockets", "cpuMicrosPerRequest");

    private final String key;
    private final String cpuKey;

    Part(String key, String cpuKey) {
        this.key = key;
        this.cpuKey = cpuKey;
    }

    /** As in the report. */
    String key() {
        return key;
    }

    /** What a request, an event or a handshake costs, as in the report. */
    String cpuKey() {
        return cpuKey;
    }
}
