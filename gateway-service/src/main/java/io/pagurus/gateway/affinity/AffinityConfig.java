package io.pagurus.gateway.affinity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. What the gateway remembers of sessions. */
@ConfigMapping(prefix = "pagurus.gateway.affinity")
public interface AffinityConfig {

    /**
     * Sessions whose owner is remembered, at some 200 bytes each. One that is forgotten costs a
     * call to session-service.
     */
    @WithDefault("100000")
    int maxSessions();

    /**
     * Sessions of which it is remembered that nobody has opened them, at some 100 bytes each. More
     * saves calls where clients name sessions that session-service knows nothing of.
     */
    @WithDefault("10000")
    int maxUnknown();

    /** For how long. Longer saves calls; a session that another gateway opens is seen later. */
    @WithDefault("2s")
    Duration unknownFor();

    /**
     * Requests that are no turns and wait to hear whose their session is, at once. Those beyond are
     * relayed without the session's name. Higher gives session-service more to do.
     */
    @WithDefault("256")
    int maxLookups();

    /** How long nobody waits for it after session-service has given no answer. */
    @WithDefault("1s")
    Duration lookupPause();

    /**
     * Placement keys of affinity-only routes whose node is remembered, at some 150 bytes each. One
     * that is forgotten is placed by its hash again, which moves it if nodes have joined since.
     */
    @WithDefault("100000")
    int maxPlacements();

    /** For how long after its last use. Longer keeps clients that pause where they were. */
    @WithDefault("2h")
    Duration placementsKept();
}
