package io.pagurus.bench.sessions;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** Confined to one thread, which it blocks. What a Redis has. */
final class RedisPicture implements AutoCloseable {

    private static final String SESSIONS = "claw:session:*";
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

    long keys() {
        return redis.dbSize();
    }

    void forgetAll() {
        var _ = redis.flushAll();
    }

    @Override
    public void close() {
        redis.close();
    }
}
