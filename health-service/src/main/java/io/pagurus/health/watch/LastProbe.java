package io.pagurus.health.watch;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How the last probe of a node went.
 *
 * @param at when it ended
 * @param failure what went wrong, in words; null when the node said that it is ready
 */
@RegisterForReflection
public record LastProbe(Instant at, boolean ready, long latencyMillis, @Nullable String failure) {}
