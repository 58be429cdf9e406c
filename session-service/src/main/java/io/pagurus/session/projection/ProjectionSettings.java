package io.pagurus.session.projection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. How the session events are written; checked at start. */
@ConfigMapping(prefix = "pagurus.projection")
public interface ProjectionSettings {

    /**
     * Entries whose events may wait for the brokers. When it is full the journal is read no further
     * until there is room: the events are part of a move, and they go to the same brokers.
     */
    @WithDefault("8192")
    int queue();

    /** Events sent before the first of them is waited for. */
    @WithDefault("256")
    int batch();

    /** How long to wait for a batch, and after a failure before it is sent again. */
    @WithDefault("5S")
    Duration timeout();

    /** How long to rest after a failure before the batch is sent again. */
    @WithDefault("300MS")
    Duration pauseAfterFailure();
}
