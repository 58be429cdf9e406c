package io.pagurus.gateway.routing;

import io.pagurus.gateway.fleet.FleetNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one request. The lives of nodes that this request knows to be over although the
 * snapshot does not say so yet: a verdict outruns the event that tells everybody. Beside them,
 * nodes that have failed this gateway lately, which get nothing new while there are others.
 */
public final class Avoided {

    private final @Nullable Predicate<FleetNode> failedLately;

    /** Made when it is needed: most requests avoid nobody. */
    private @Nullable Map<String, Long> lastIncarnation;

    public Avoided() {
        this(null, null);
    }

    /**
     * @param failedLately asked at each choice
     */
    public Avoided(Predicate<FleetNode> failedLately) {
        this(failedLately, null);
    }

    private Avoided(
            @Nullable Predicate<FleetNode> failedLately, @Nullable Map<String, Long> lives) {
        this.failedLately = failedLately;
        this.lastIncarnation = lives;
    }

    public void add(String nodeId, long incarnation) {
        if (lastIncarnation == null) {
            lastIncarnation = new HashMap<>();
        }
        lastIncarnation.merge(nodeId, incarnation, Math::max);
    }

    /** Whether this life of the node is over; a later one is as good as any. */
    public boolean contains(FleetNode node) {
        if (lastIncarnation == null) {
            return false;
        }
        Long over = lastIncarnation.get(node.id());
        return over != null && node.incarnation() <= over;
    }

    /** Whether the node is not to be chosen while there is another. */
    boolean passesOver(FleetNode node) {
        return contains(node) || (failedLately != null && failedLately.test(node));
    }

    /** The nodes of those lives. */
    Set<String> nodes() {
        return lastIncarnation == null ? Set.of() : Set.copyOf(lastIncarnation.keySet());
    }

    /** The same lives, and nobody else. */
    Avoided overLivesOnly() {
        return new Avoided(null, lastIncarnation);
    }

    /** Whether only lives that are over are avoided. */
    boolean isOverLivesOnly() {
        return failedLately == null;
    }
}
