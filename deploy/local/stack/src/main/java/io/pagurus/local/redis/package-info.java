/**
 * Redis for one machine: {@link io.pagurus.local.redis.RedisBinary} (the executable) → {@link
 * io.pagurus.local.redis.RedisLaunch} (how it is started) → {@link
 * io.pagurus.local.redis.RedisNode} (one process, and what can happen to it) → the topologies that
 * users run, for tests: {@link io.pagurus.local.redis.LocalRedis} (one server), {@link
 * io.pagurus.local.redis.SentinelRedis}, {@link io.pagurus.local.redis.ClusterRedis}; {@link
 * io.pagurus.local.redis.RedisAccess} says whom they let in.
 */
@NullMarked
package io.pagurus.local.redis;

import org.jspecify.annotations.NullMarked;
