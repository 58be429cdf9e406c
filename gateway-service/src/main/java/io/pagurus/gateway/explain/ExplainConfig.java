package io.pagurus.gateway.explain;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Immutable. Of which requests it can be said later why they went where they went. */
@ConfigMapping(prefix = "pagurus.gateway.explain")
public interface ExplainConfig {

    /**
     * The share of requests that are kept, from 0 to 1; one that a trusted client has named is kept
     * always. Lower costs less and reaches further back; 0 turns it off.
     */
    @WithDefault("1")
    double share();

    /**
     * Requests that are kept in one second at most; those that a trusted client has named are kept
     * beyond it. At a gateway with more to do each kept one costs, and pushes out one that is
     * older: lower costs less and reaches further back.
     */
    @WithDefault("100")
    int perSecond();

    /** The last so many requests are kept, about 1 KB each. More reach further back. */
    @WithDefault("2048")
    int keep();

    /**
     * Pictures of the fleet that the kept requests may refer to. Older requests still tell where
     * they went, and no longer why not elsewhere. More hold more memory while the fleet changes.
     */
    @WithDefault("32")
    int maxPictures();
}
