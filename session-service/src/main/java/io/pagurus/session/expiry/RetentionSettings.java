package io.pagurus.session.expiry;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How long the journal keeps its entries; checked at start. */
@ConfigMapping(prefix = "pagurus.retention")
public interface RetentionSettings {

    /**
     * The age from which entries are deleted, once snapshots stand for them. Longer lets timelines
     * reach further back, and needs the brokers' disks.
     */
    @WithDefault("30D")
    Duration after();

    /** How often it is looked what can be deleted. */
    @WithDefault("10M")
    Duration every();
}
