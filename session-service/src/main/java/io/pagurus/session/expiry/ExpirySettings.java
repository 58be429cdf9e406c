package io.pagurus.session.expiry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. When sessions end by themselves; checked at start. */
@ConfigMapping(prefix = "pagurus.expiry")
public interface ExpirySettings {

    /**
     * How long a session lives after its last change. Its history goes with it; what is left is the
     * fence against nodes that still think it theirs, and that goes after as long again. Longer
     * keeps more: in the journal, in snapshots, and three hundred bytes in memory.
     */
    @WithDefault("30D")
    Duration after();

    /** How often sessions are looked through. */
    @WithDefault("1M")
    Duration every();

    /** How many are ended in one pass at most; the rest follows in the next one. */
    @WithDefault("10000")
    int most();
}
