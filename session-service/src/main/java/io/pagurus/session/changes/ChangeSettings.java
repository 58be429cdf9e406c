package io.pagurus.session.changes;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Immutable. The bounds of the change streams; checked at start. */
@ConfigMapping(prefix = "pagurus.changes")
public interface ChangeSettings {

    /** Streams of this instance at once; the next one is told to come back. */
    @WithDefault("256")
    int streams();

    /** Changes that may wait for one reader. When it is full, the reader is cut off. */
    @WithDefault("256")
    int waiting();

    /** The size in the journal of the changes that may wait for one reader. */
    @WithDefault("4M")
    MemorySize waitingBytes();

    /** Changes that a reader that comes back is told at most; after more it has to read anew. */
    @WithDefault("1000")
    int missed();

    /** How often a quiet stream shows that it lives. Below what proxies in between allow. */
    @WithDefault("15S")
    Duration heartbeat();

    /** How long the network may take for one event before the reader counts as gone. */
    @WithDefault("30S")
    Duration patience();
}
