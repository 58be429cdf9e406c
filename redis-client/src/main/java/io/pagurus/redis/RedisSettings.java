package io.pagurus.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Immutable. What {@code quarkus.redis.*} has no setting for; docs/redis.md has the whole picture.
 */
@ConfigMapping(prefix = "pagurus.redis")
public interface RedisSettings {

    /** What every key begins with; two suites on one Redis need two. */
    @WithDefault("claw:")
    String keyPrefix();

    /** The ACL user; without one, Redis takes its default user. */
    Optional<String> username();

    /**
     * A file with the password and nothing else, instead of {@code quarkus.redis.password}. It is
     * read whenever a client is made.
     */
    Optional<Path> passwordFile();

    /**
     * How long nothing may succeed, or writes be refused by a replica, before the client is
     * replaced by a new one, with new connections. Shorter gets away sooner from connections that
     * hang; it must be longer than a failover takes to be of use then.
     */
    @WithDefault("5S")
    Duration renewAfter();
}
