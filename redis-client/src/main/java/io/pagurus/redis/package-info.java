/**
 * The way to Redis as users run it, alike for each service: {@link io.pagurus.redis.RedisSettings}
 * (what {@code quarkus.redis.*} has no setting for) → {@link io.pagurus.redis.RedisCheck} (is the
 * configuration one that can work) → {@link io.pagurus.redis.RedisConnector} (the client of it,
 * with {@link io.pagurus.redis.RedisCredentials}) → {@link io.pagurus.redis.SteadyRedis} (which
 * stays one whatever becomes of Redis), over {@link io.pagurus.redis.ClusterPipeline} for a Cluster
 * → {@link io.pagurus.redis.RedisFailure} (what a failure means, and which setting may be wrong).
 */
@NullMarked
package io.pagurus.redis;

import org.jspecify.annotations.NullMarked;
