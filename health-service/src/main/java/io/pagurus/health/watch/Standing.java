package io.pagurus.health.watch;

import io.pagurus.events.TopologyState.NodeState;
import io.pagurus.health.assessment.Assessment;
import io.pagurus.health.assessment.Assessment.Step;
import io.pagurus.health.assessment.Decision;
import io.pagurus.health.assessment.Sighting;
import io.pagurus.health.assessment.Thresholds;
import io.pagurus.health.watch.SuspicionAnswer.Word;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; never blocks. How a node stands, as its plain probes and its bursts have it.
 *
 * <p>A turn is the time between two beginnings of a burst. What was asked in one turn is not
 * counted in the next: an answer from before a suspicion does not speak for the node after it.
 */
final class Standing {

    /** What a sighting led to. */
    record Seen(boolean changed, Optional<Decision> decision) {}

    /**
     * A burst that was joined.
     *
     * @param begun whether the caller is the first, and has to run it
     */
    record Burst(long turn, CompletableFuture<Word> word, boolean begun) {}

    private final Thresholds thresholds;
    private Assessment state;
    private long incarnation;
    private long turn;
    private @Nullable CompletableFuture<Word> burst;

    Standing(NodeState node, Thresholds thresholds, Instant now) {
        this.thresholds = thresholds;
        this.incarnation = node.incarnation();
        this.state = Assessment.of(node.health(), now);
    }

    /** The turn for a plain probe; none while a burst runs. */
    synchronized OptionalLong plainTurn() {
        return burst == null ? OptionalLong.of(turn) : OptionalLong.empty();
    }

    /** Takes what a probe saw, unless its turn is over. */
    synchronized Optional<Seen> see(NodeState node, Sighting sighting, long asked, Instant now) {
        return asked == turn ? Optional.of(take(node, sighting, now)) : Optional.empty();
    }

    /** Takes a suspicion, and begins a burst where none is running. */
    synchronized Burst join(NodeState node, Sighting suspicion, Instant now) {
        take(node, suspicion, now);
        CompletableFuture<Word> running = burst;
        if (running != null) {
            return new Burst(turn, running, false);
        }
        CompletableFuture<Word> begun = new CompletableFuture<>();
        burst = begun;
        turn++;
        return new Burst(turn, begun, true);
    }

    /** Ends the burst; the next suspicion begins another. */
    void end(Burst ended, Word word) {
        synchronized (this) {
            burst = null;
        }
        ended.word().complete(word);
    }

    private Seen take(NodeState node, Sighting sighting, Instant now) {
        state =
                node.incarnation() == incarnation
                        ? state.settle(node.health(), now)
                        : Assessment.of(node.health(), now);
        incarnation = node.incarnation();
        Assessment before = state;
        Step step = before.on(sighting, thresholds, now);
        state = step.next();
        return new Seen(!before.equals(state), step.decision());
    }
}
