package io.pagurus.node.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.node.Pace;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Thread-safe; blocks its (virtual) thread. Makes a call again while session-service is away, with
 * growing, jittered pauses, until its patience ends.
 */
public final class PatientStore implements SessionStore {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(25);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final SessionStore store;
    private final Duration patience;
    private final Pace pace;
    private final DoubleSupplier random;
    private final Runnable retried;

    /**
     * Makes another store patient.
     *
     * @param random 0 to 1, so that many turns do not come back at the same moment
     * @param retried told of each repeated call
     */
    public PatientStore(
            SessionStore store,
            Duration patience,
            Pace pace,
            DoubleSupplier random,
            Runnable retried) {
        this.store = store;
        this.patience = patience;
        this.pace = pace;
        this.random = random;
        this.retried = retried;
    }

    @Override
    public StoreReply<StoredSession> load(String sessionId) {
        return patiently(() -> store.load(sessionId));
    }

    /**
     * Loads a session that is known to have reached an epoch; a view that is behind it is waited
     * for.
     */
    public StoreReply<StoredSession> load(String sessionId, long epoch) {
        return patiently(() ->
                switch (store.load(sessionId)) {
                    case StoreReply.Answer<StoredSession>(StoredSession session)
                            when session.ownership().epoch() < epoch ->
                            new StoreReply.Denied<>(new Denial.Away("behind"));
                    case StoreReply<StoredSession> reply -> reply;
                });
    }

    @Override
    public StoreReply<TurnVerdict> start(TurnRef turn, String requestDigest, boolean streaming) {
        return patiently(() -> store.start(turn, requestDigest, streaming));
    }

    @Override
    public StoreReply<Accepted> intend(TurnRef turn, Intent intent) {
        return patiently(() -> store.intend(turn, intent));
    }

    @Override
    public StoreReply<Accepted> finish(TurnRef turn, String taskId, JsonNode result) {
        return patiently(() -> store.finish(turn, taskId, result));
    }

    @Override
    public StoreReply<Accepted> commit(TurnRef turn, Commit commit) {
        return patiently(() -> store.commit(turn, commit));
    }

    @Override
    public StoreReply<Accepted> fail(TurnRef turn, String reason) {
        return patiently(() -> store.fail(turn, reason));
    }

    private <T> StoreReply<T> patiently(Supplier<StoreReply<T>> call) {
        long until = pace.nanos() + patience.toNanos();
        Duration pause = FIRST_PAUSE;
        while (true) {
            StoreReply<T> reply = call.get();
            boolean away = reply instanceof StoreReply.Denied<T>(Denial.Away _);
            if (!away || pace.nanos() + pause.toNanos() > until || !rest(pause)) {
                return reply;
            }
            retried.run();
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        }
    }

    private boolean rest(Duration pause) {
        double share = 0.5 + random.getAsDouble() / 2;
        return pace.pause(Duration.ofNanos((long) (pause.toNanos() * share)));
    }
}
