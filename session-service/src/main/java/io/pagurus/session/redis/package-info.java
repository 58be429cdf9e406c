/**
 * The way to Redis as users run it: {@link io.pagurus.session.redis.RedisCheck} (is the
 * configuration one that can work) → {@link io.pagurus.session.redis.RedisConnector} (the client of
 * it) → {@link io.pagurus.session.redis.SteadyRedis} (which stays one whatever becomes of Redis),
 * over {@link io.pagurus.session.redis.ClusterPipeline} for a Cluster → {@link
 * io.pagurus.session.redis.RedisFailure} (what a failure means, and which setting may be wrong).
 */
@NullMarked
package io.pagurus.session.redis;

import org.jspecify.annotations.NullMarked;
