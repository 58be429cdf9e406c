package io.pagurus.session.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. When the client of Redis is replaced; the password's file is then read again. */
@ConfigMapping(prefix = "pagurus.redis")
public interface RenewalSettings {

    /**
     * How long nothing may succeed before the client is replaced by a new one, with new
     * connections. Shorter gets away sooner from connections that hang; it must be longer than a
     * failover takes to be of use then.
     */
    @WithDefault("5S")
    Duration renewAfter();
}
