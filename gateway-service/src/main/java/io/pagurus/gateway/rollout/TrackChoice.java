package io.pagurus.gateway.rollout;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe. Chooses a request's track.
 *
 * <p>Pure for a session: the track with the lowest −ln(hash(session, track)) / weight, so every
 * gateway chooses alike, and raising one track's share moves to it exactly the sessions that make
 * up the difference. Rejected: cumulative weights, where with three tracks a raised share also
 * moves sessions between the other two.
 */
public final class TrackChoice {

    private static final double UNIT = 0x1p-53;

    private final RandomGenerator random;

    /**
     * @param random draws for requests without a session
     */
    public TrackChoice(RandomGenerator random) {
        this.random = random;
    }

    /** Whether a client names a track that is none. */
    public static boolean unknown(RolloutRules rules, MultiMap headers) {
        String named = named(rules, headers);
        return named != null && !rules.knows(named);
    }

    /** The labels of the tracks in the order in which they are to be tried; never empty. */
    public List<String> order(RolloutRules rules, @Nullable String session, MultiMap headers) {
        long seed = session == null ? random.nextLong() : hash(session);
        String named = named(rules, headers);
        List<Track> order = new ArrayList<>(rules.tracks());
        order.sort(
                Comparator.comparing((Track track) -> !track.label().equals(named))
                        .thenComparingDouble(track -> cost(seed, track)));
        int most = rules.whenEmpty() == RolloutRules.WhenEmpty.OTHERS ? order.size() : 1;
        return order.stream().limit(most).map(Track::label).toList();
    }

    private static @Nullable String named(RolloutRules rules, MultiMap headers) {
        return rules.header() == null ? null : headers.get(rules.header());
    }

    private static double cost(long seed, Track track) {
        if (track.weight() == 0) {
            return Double.MAX_VALUE;
        }
        // 53 bits, and never 0, whose logarithm is none.
        double drawn = ((mixed(seed ^ hash(track.label())) >>> 11) + 1) * UNIT;
        return -Math.log(drawn) / track.weight();
    }

    /** FNV-1a over the characters, mixed; the same in every Java. */
    private static long hash(String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mixed(hash);
    }

    /** Source: the finalizer of SplitMix64. */
    private static long mixed(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
