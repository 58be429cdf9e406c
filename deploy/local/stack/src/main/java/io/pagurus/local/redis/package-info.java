/**
 * Redis for one machine: {@link io.pagurus.local.redis.RedisBinary} (the executable) → {@link
 * io.pagurus.local.redis.RedisLaunch} (how it is started) → {@link
 * io.pagurus.local.redis.LocalRedis} (both, for tests).
 */
@NullMarked
package io.pagurus.local.redis;

import org.jspecify.annotations.NullMarked;
