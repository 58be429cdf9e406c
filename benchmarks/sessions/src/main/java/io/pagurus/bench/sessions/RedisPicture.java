package io.pagurus.bench.sessions;

import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Confined to one thread, which it blocks. What a Redis has. */
final class RedisPicture implements AutoCloseable {

    private static final String SESSIONS = "claw:session:*";
    private static final String USED = "used_memory:";

    /** 25 turns in five chunks, none of them after these. */
    private static final String SEALED = "25/5/0";

    private static final int PAGE = 5_000;
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Jedis redis;

    RedisPicture(String host, int port) {
        this.redis = new Jedis(host, port, TIMEOUT_MILLIS);
    }

    /** Whether it has the views of so many sessions. */
    boolean has(int sessions) {
        return redis.dbSize() >= sessions && views() >= sessions;
    }

    /** Sessions with a view: only a session's first key begins so. */
    int views() {
        ScanParams page = new ScanParams().match(SESSIONS).count(PAGE);
        int found = 0;
        String cursor = ScanParams.SCAN_POINTER_START;
        do {
            ScanResult<String> scanned = redis.scan(cursor, page);
            found += scanned.getResult().size();
            cursor = scanned.getCursor();
        } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        return found;
    }

    /** What Redis says that it uses for data and for itself. */
    long usedBytes() {
        return redis.info("memory")
                .lines()
                .filter(line -> line.startsWith(USED))
                .mapToLong(line -> Long.parseLong(line.substring(USED.length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether conversations of 25 turns are all there, and all that can be is sealed. */
    boolean areSealed(List<String> sessions) {
        return sessions.stream()
                .allMatch(id -> SEALED.equals(redis.hget("claw:session:" + id, "sealed")));
    }

    /**
     * Takes away what is of no session, or shall not count.
     *
     * @param keys of each session, by their last part
     */
    void forget(List<String> sessions, List<String> keys) {
        var _ = redis.del("claw:region_last_seen");
        sessions.forEach(id -> keys.forEach(key -> redis.del("{claw:session:" + id + "}:" + key)));
    }

    void forgetAll() {
        var _ = redis.flushAll();
    }

    @Override
    public void close() {
        redis.close();
    }
}
