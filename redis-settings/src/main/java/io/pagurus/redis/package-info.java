/**
 * What every service that uses Redis is told of it and {@code quarkus.redis.*} has no setting for:
 * {@link io.pagurus.redis.RedisSettings} (the settings) → {@link io.pagurus.redis.CredentialsCheck}
 * (whether user and password can work) → {@link io.pagurus.redis.RedisCredentials} (which gives
 * them to each client).
 */
@NullMarked
package io.pagurus.redis;

import org.jspecify.annotations.NullMarked;
