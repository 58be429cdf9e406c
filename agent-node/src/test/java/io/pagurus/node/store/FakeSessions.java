package io.pagurus.node.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe (own monitor). session-service's verdicts as docs/services.md has them, in memory:
 * one fold for all nodes, which write through {@link #as}.
 */
public final class FakeSessions {

    /** When the first turn of every session starts; each later one a minute after. */
    public static final Instant FIRST_START = Instant.parse("2026-01-01T00:00:00Z");

    private static final class Folded {
        Ownership ownership = new Ownership(0, "", "");
        long attempt;
        boolean quarantined;
        @Nullable Denial refusal;
        final List<StoredTurn> turns = new ArrayList<>();
        final Map<String, String> digests = new LinkedHashMap<>();
        final Map<String, Running> running = new LinkedHashMap<>();
    }

    private static final class Running {
        final Instant startedAt;
        final Map<String, TurnVerdict.Step> steps = new LinkedHashMap<>();

        Running(Instant startedAt) {
            this.startedAt = startedAt;
        }
    }

    private final Map<String, Folded> sessions = new LinkedHashMap<>();
    private final List<String> journal = new ArrayList<>();
    private volatile boolean away;
    private volatile Consumer<String> before = _ -> {};

    /** Makes a node the owner of the next epoch. */
    public synchronized Ownership grant(String sessionId, String node, String region) {
        Folded session = sessions.computeIfAbsent(sessionId, _ -> new Folded());
        session.ownership = new Ownership(session.ownership.epoch() + 1, node, region);
        session.attempt = 0;
        return session.ownership;
    }

    /** The session takes no writes any more. */
    public synchronized void quarantine(String sessionId) {
        sessions.computeIfAbsent(sessionId, _ -> new Folded()).quarantined = true;
    }

    /** The session refuses its owner's writes; null ends that. */
    public synchronized void refuse(String sessionId, @Nullable Denial refusal) {
        sessions.computeIfAbsent(sessionId, _ -> new Folded()).refusal = refusal;
    }

    /** While away, no call has a verdict. */
    public void away(boolean gone) {
        away = gone;
    }

    /** Called with the name of each call, before it is looked at; may block it. */
    public void beforeEach(Consumer<String> hook) {
        before = hook;
    }

    /** What was accepted, in its order: {@code start t1}, {@code commit t1} … */
    public synchronized List<String> journal() {
        return List.copyOf(journal);
    }

    public synchronized List<StoredTurn> turns(String sessionId) {
        Folded session = sessions.get(sessionId);
        return session == null ? List.of() : List.copyOf(session.turns);
    }

    public SessionStore as(String node) {
        return new Store(node);
    }

    private final class Store implements SessionStore {
        private final String node;

        Store(String node) {
            this.node = node;
        }

        @Override
        public StoreReply<StoredSession> load(String sessionId) {
            before.accept("load");
            synchronized (FakeSessions.this) {
                Folded session = sessions.get(sessionId);
                if (away) {
                    return gone();
                }
                return session == null
                        ? new StoreReply.Denied<>(new Denial.UnknownSession())
                        : new StoreReply.Answer<>(
                                new StoredSession(
                                        session.ownership, session.attempt, session.turns));
            }
        }

        @Override
        public StoreReply<TurnVerdict> start(TurnRef turn, String digest, boolean streaming) {
            before.accept("start");
            synchronized (FakeSessions.this) {
                Denial denial = denial(turn);
                if (denial != null) {
                    return new StoreReply.Denied<>(denial);
                }
                Folded session = session(turn);
                if (!digest.equals(session.digests.getOrDefault(turn.turnId(), digest))) {
                    return new StoreReply.Denied<>(new Denial.DigestMismatch());
                }
                for (StoredTurn stored : session.turns) {
                    if (stored.turnId().equals(turn.turnId())) {
                        return new StoreReply.Answer<>(new TurnVerdict.Committed(stored));
                    }
                }
                if (turn.attempt() > 0
                        && turn.attempt() == session.attempt
                        && !session.running.containsKey(turn.turnId())) {
                    return new StoreReply.Denied<>(new Denial.Replaced(session.attempt));
                }
                session.attempt = Math.max(session.attempt, turn.attempt());
                session.digests.put(turn.turnId(), digest);
                journal.add("start " + turn.turnId());
                long seq = session.turns.size() + 1L;
                Running running =
                        session.running.computeIfAbsent(
                                turn.turnId(),
                                _ -> new Running(FIRST_START.plusSeconds(60 * (seq - 1))));
                return new StoreReply.Answer<>(
                        new TurnVerdict.Started(
                                running.startedAt, seq, List.copyOf(running.steps.values())));
            }
        }

        @Override
        public StoreReply<Accepted> intend(TurnRef turn, Intent intent) {
            before.accept("intent");
            return write(
                    turn,
                    "intent " + intent.taskId(),
                    running ->
                            running.steps.putIfAbsent(
                                    intent.taskId(),
                                    new TurnVerdict.Step(
                                            intent.taskId(),
                                            intent.tool(),
                                            intent.idempotent(),
                                            null)));
        }

        @Override
        public StoreReply<Accepted> finish(TurnRef turn, String taskId, JsonNode result) {
            before.accept("result");
            return write(
                    turn,
                    "result " + taskId,
                    running ->
                            running.steps.computeIfPresent(
                                    taskId,
                                    (_, step) ->
                                            new TurnVerdict.Step(
                                                    taskId,
                                                    step.tool(),
                                                    step.idempotent(),
                                                    result)));
        }

        @Override
        public StoreReply<Accepted> commit(TurnRef turn, Commit commit) {
            before.accept("commit");
            synchronized (FakeSessions.this) {
                Denial denial = denial(turn);
                if (denial != null) {
                    return new StoreReply.Denied<>(denial);
                }
                Folded session = session(turn);
                for (StoredTurn stored : session.turns) {
                    if (stored.turnId().equals(turn.turnId())) {
                        return accepted();
                    }
                }
                if (commit.seq() != session.turns.size() + 1L) {
                    return new StoreReply.Denied<>(new Denial.Fenced(session.ownership));
                }
                session.turns.add(
                        new StoredTurn(
                                commit.seq(),
                                turn.turnId(),
                                commit.startedAt(),
                                commit.messages()));
                session.running.remove(turn.turnId());
                journal.add("commit " + turn.turnId());
                return accepted();
            }
        }

        @Override
        public StoreReply<Accepted> fail(TurnRef turn, String reason) {
            before.accept("fail");
            return write(turn, "fail " + turn.turnId(), _ -> {});
        }

        private StoreReply<Accepted> write(TurnRef turn, String entry, Consumer<Running> change) {
            synchronized (FakeSessions.this) {
                Denial denial = denial(turn);
                if (denial != null) {
                    return new StoreReply.Denied<>(denial);
                }
                Running running = session(turn).running.get(turn.turnId());
                if (running == null) {
                    return new StoreReply.Denied<>(new Denial.Fenced(session(turn).ownership));
                }
                change.accept(running);
                journal.add(entry);
                return accepted();
            }
        }

        private @Nullable Denial denial(TurnRef turn) {
            if (away) {
                return new Denial.Away("status 503");
            }
            if (session(turn).quarantined) {
                return new Denial.Quarantined();
            }
            Ownership current = session(turn).ownership;
            if (current.epoch() != turn.epoch() || !current.node().equals(node)) {
                return new Denial.Fenced(current);
            }
            long last = session(turn).attempt;
            return turn.attempt() > 0 && turn.attempt() < last
                    ? new Denial.Replaced(last)
                    : session(turn).refusal;
        }

        private Folded session(TurnRef turn) {
            return sessions.computeIfAbsent(turn.sessionId(), _ -> new Folded());
        }

        private StoreReply<Accepted> accepted() {
            return new StoreReply.Answer<>(new Accepted());
        }

        private <T> StoreReply<T> gone() {
            return new StoreReply.Denied<>(new Denial.Away("status 503"));
        }
    }
}
