package io.pagurus.gateway.trail;

import io.pagurus.gateway.routing.Look;
import org.jspecify.annotations.Nullable;

/** Immutable. One thing that happened to a request; times are microseconds since it came. */
public sealed interface Step {

    long atMicros();

    /** Its session's owner was known. */
    record Owned(long atMicros, String node, long epoch) implements Step {}

    /**
     * It was placed by its route's strategy.
     *
     * @param key what kind of placement key it had; null when it had none
     */
    record Placed(long atMicros, String node, @Nullable String key, Look.Seen seen)
            implements Step {}

    /** A node had no room. */
    record Full(long atMicros, String node) implements Step {}

    /** It waited. */
    record Waited(long atMicros, String why) implements Step {}

    /** Another service was asked. */
    record Asked(long atMicros, long tookMicros, String what, String answer) implements Step {}

    /**
     * A node was asked.
     *
     * @param headMicros until the head of its answer; -1 when none came
     * @param status of its answer; 0 when none came
     * @param how it ended
     */
    record Tried(
            long atMicros,
            long tookMicros,
            long headMicros,
            String node,
            String region,
            long epoch,
            int status,
            String how)
            implements Step {}
}
