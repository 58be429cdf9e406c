package io.pagurus.gateway.rollout;

import io.pagurus.gateway.problem.Problem;
import io.pagurus.gateway.rules.RuleSection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Immutable. How a route's traffic is divided among tracks.
 *
 * @param header by which a client may name its track; null where it may not
 * @param whenEmpty what becomes of a request whose track has no node
 */
public record RolloutRules(List<Track> tracks, @Nullable String header, WhenEmpty whenEmpty) {

    /** What becomes of a request whose track has no node to be had. */
    public enum WhenEmpty {
        /** It goes to another track. */
        OTHERS,
        /** It waits for one, and is refused in the end. */
        WAIT
    }

    private static final int MOST_TRACKS = 16;

    public static RolloutRules read(RuleSection section) {
        List<Track> tracks = section.list("tracks", Track::read);
        Set<String> labels = new HashSet<>();
        if (tracks.isEmpty() || tracks.size() > MOST_TRACKS) {
            section.error("tracks", "1 to " + MOST_TRACKS);
        } else if (!tracks.stream().allMatch(track -> labels.add(track.label()))) {
            section.error("tracks", "labels that differ");
        } else if (tracks.stream().allMatch(track -> track.weight() == 0)) {
            section.error("tracks", "a weight above 0 for one of them");
        }
        return new RolloutRules(
                tracks,
                section.optionalText("header").orElse(null),
                section.choice("when-empty", WhenEmpty.class, WhenEmpty.OTHERS));
    }

    /** What is said to who names a track that is none. */
    public Problem unknown() {
        return Problem.badRequest(
                String.valueOf(header), "one of " + tracks.stream().map(Track::label).toList());
    }

    boolean knows(String label) {
        return tracks.stream().anyMatch(track -> track.label().equals(label));
    }
}
