package io.pagurus.gateway.access;

import io.vertx.core.Future;

/**
 * Thread-safe; its futures end on the caller's event loop, in a bounded time. The port to what all
 * gateways share.
 */
public interface SharedQuotas {

    /**
     * Takes one of a bucket that all gateways take from; fails when nobody can say.
     *
     * @param bucket its name
     */
    Future<Quota.Taken> take(String bucket, Quota quota);

    /** Whether it is worth asking: false for a moment after a failure. */
    boolean there();
}
