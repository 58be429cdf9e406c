package io.pagurus.local.net;

import java.time.Duration;

/**
 * Immutable. How long bytes are on their way in one direction. It limits no throughput: what was
 * sent together arrives together, and nothing overtakes.
 *
 * @param constant what every byte takes
 * @param jitter what is added at most, drawn evenly and anew for each piece that was read
 */
public record Delay(Duration constant, Duration jitter) {

    public static final Delay NONE = new Delay(Duration.ZERO, Duration.ZERO);

    public Delay {
        if (constant.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException("negative: " + constant + ", " + jitter);
        }
    }

    public static Delay of(Duration constant) {
        return new Delay(constant, Duration.ZERO);
    }

    /** The one for each direction, if there and back is to take this long. */
    public static Delay ofRoundTrip(Duration roundTrip) {
        return of(roundTrip.dividedBy(2));
    }
}
