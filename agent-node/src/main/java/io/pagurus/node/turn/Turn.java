package io.pagurus.node.turn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe (own monitor); {@link #follow} blocks its (virtual) thread. A running turn: one
 * thread writes what it says, any number follow it, each from the start. What is kept is bounded,
 * since an answer is.
 */
public final class Turn {

    /**
     * Immutable. What there is beyond what a follower has seen.
     *
     * @param startedAt null while nothing was said
     * @param chunks the new ones, in their order
     * @param outcome null while the turn runs
     */
    public record Progress(
            @Nullable Instant startedAt, List<String> chunks, @Nullable TurnOutcome outcome) {
        public Progress {
            chunks = List.copyOf(chunks);
        }
    }

    private final TurnCall call;
    private final List<String> chunks = new ArrayList<>();
    private @Nullable Instant startedAt;
    private @Nullable TurnOutcome outcome;

    Turn(TurnCall call) {
        this.call = call;
    }

    public TurnCall call() {
        return call;
    }

    synchronized void begin(Instant started) {
        startedAt = started;
    }

    synchronized void say(String chunk) {
        chunks.add(chunk);
        notifyAll();
    }

    synchronized void end(TurnOutcome ended) {
        outcome = ended;
        notifyAll();
    }

    /** Waits until there are more chunks than {@code seen}, or the turn has ended. */
    public synchronized Progress follow(int seen) throws InterruptedException {
        while (chunks.size() <= seen && outcome == null) {
            wait();
        }
        return new Progress(startedAt, chunks.subList(seen, chunks.size()), outcome);
    }

    /** Waits until the turn has ended. */
    public synchronized TurnOutcome outcome() throws InterruptedException {
        while (true) {
            TurnOutcome ended = outcome;
            if (ended != null) {
                return ended;
            }
            wait();
        }
    }
}
