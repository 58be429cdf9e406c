package io.pagurus.local;

/** Immutable. Where the suite's Redis is. */
public record Redis(String host, int port) {

    /** As {@code quarkus.redis.hosts} wants it. */
    public String uri() {
        return "redis://" + host + ":" + port;
    }
}
