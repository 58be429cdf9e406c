package io.pagurus.session.privacy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Immutable. Whether payloads are sealed, and with what; checked at start. */
@ConfigMapping(prefix = "pagurus.encryption")
public interface EncryptionSettings {

    /**
     * The keys that wrap the sessions' own keys, by an id that is never used for another: 32 bytes
     * as base64, or {@code file:} and the path of a file that holds them so. All instances need the
     * same. One that was taken out while it still wraps something makes that unreadable until it is
     * back.
     */
    Map<String, String> keys();

    /**
     * The id of the key that wraps from now on. Without one nothing is sealed; what was sealed
     * stays readable with the keys that are there.
     */
    Optional<String> activeKey();

    /**
     * How often the wrapped keys are gone through: those of ended sessions are destroyed that came
     * up since, and those that another key than the active one wraps are wrapped anew. More often
     * ends a rotation sooner, and reads more.
     */
    @WithDefault("10M")
    Duration sweepEvery();

    /** How long writing or looking up a session's key may take; a caller waits for it. */
    @WithDefault("3S")
    Duration deadline();

    /**
     * Ended sessions whose keys wait to be destroyed. When it is full the rest is found by the next
     * sweep.
     */
    @WithDefault("65536")
    int ended();
}
