package io.pagurus.gateway.affinity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Immutable. What the gateway remembers of sessions. */
@ConfigMapping(prefix = "pagurus.gateway.affinity")
public interface AffinityConfig {

    /**
     * Sessions whose owner is remembered, at some 200 bytes each. One that is forgotten costs a
     * call to session-service.
     */
    @WithDefault("100000")
    int maxSessions();
}
