package io.pagurus.protocol.simulation;

import io.pagurus.events.JournalRecord;
import io.pagurus.protocol.variant.Protocol.Deduplication;
import io.pagurus.protocol.variant.Protocol.Fence;
import io.pagurus.session.fold.RunningTurn;
import io.pagurus.session.fold.TaskStep;
import io.pagurus.session.fold.Verdict;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread. A node runs a turn once: start, tools, commit. It may be stopped at any
 * step and go on much later, whoever owns the session by then.
 */
final class TurnAttempt {

    /** How it ended, as the client is told. */
    sealed interface Ending {

        record Told(int answer) implements Ending {}

        record Refused() implements Ending {}

        /** A tool was called, or not; nobody knows. */
        record Uncertain() implements Ending {}
    }

    private static final int WRITES = 2;

    private final Fleet fleet;
    private final Holder by;
    private final String turnId;
    private final int answer;
    private final long leaseUntil;
    private final Consumer<Ending> then;
    private final int tools;
    private @Nullable RunningTurn recorded;
    private long seq;

    /**
     * @param answer that this run of the model gives
     * @param leaseUntil where a lease is the fence
     */
    TurnAttempt(
            Fleet fleet,
            Holder by,
            String turnId,
            int answer,
            long leaseUntil,
            Consumer<Ending> then) {
        this.fleet = fleet;
        this.by = by;
        this.turnId = turnId;
        this.answer = answer;
        this.leaseUntil = leaseUntil;
        this.then = then;
        this.tools = Math.floorMod((by.session() + turnId).hashCode(), 3);
    }

    void run() {
        if (!fleet.busy().add(by.node() + by.session())) {
            then.accept(new Ending.Refused());
            return;
        }
        if (fleet.protocol().deduplication() == Deduplication.REDIS_ONLY
                && fleet.store().view().of(by.session()).knows(turnId)) {
            ends(new Ending.Told(storedAnswer()));
            return;
        }
        write(SimEntries.start(by, turnId, answer), this::started);
    }

    private void ends(Ending ending) {
        fleet.busy().remove(by.node() + by.session());
        then.accept(ending);
    }

    private void started(Answer heard) {
        if (heard.refused() || heard.header() == null) {
            ends(new Ending.Refused());
        } else if (heard.verdict() instanceof Verdict.Duplicate) {
            ends(new Ending.Told(storedAnswer()));
        } else {
            seq = heard.header().seq() + 1;
            recorded = heard.header().running();
            thinks(() -> step(1));
        }
    }

    private int storedAnswer() {
        SessionTruth truth = fleet.store().partitionOf(by.session()).truth(by.session());
        return truth == null ? 0 : truth.answerOf(turnId);
    }

    private void step(int number) {
        if (number > tools) {
            write(SimEntries.commit(by, seq, turnId, answer), this::committed);
            return;
        }
        String task = "step-" + number;
        boolean idempotent = Math.floorMod((turnId + task).hashCode(), 2) == 0;
        TaskStep before = recorded == null ? null : recorded.step(task);
        if (before != null && before.finished()) {
            step(number + 1);
        } else if (before != null && !idempotent) {
            ends(new Ending.Uncertain());
        } else {
            write(
                    SimEntries.intend(by, turnId, task, idempotent, answer),
                    heard -> intended(heard, number, task, idempotent));
        }
    }

    private void intended(Answer heard, int number, String task, boolean idempotent) {
        if (!heard.acknowledged()) {
            ends(new Ending.Refused());
            return;
        }
        thinks(() -> {
            fleet.effects().called(by.session() + "/" + turnId + "/" + task, idempotent);
            write(
                    SimEntries.finish(by, turnId, task, answer),
                    finished -> {
                        if (finished.acknowledged()) {
                            step(number + 1);
                        } else {
                            ends(new Ending.Refused());
                        }
                    });
        });
    }

    private void committed(Answer heard) {
        ends(heard.acknowledged() ? new Ending.Told(answer) : new Ending.Refused());
    }

    private void thinks(Runnable next) {
        if (fleet.weather().fault(250)) {
            // It was killed: nobody hears of it again.
            fleet.busy().remove(by.node() + by.session());
        } else {
            fleet.schedule().in(fleet.weather().thinking(), next);
        }
    }

    /** Until it hears a verdict, a few times; a process that was killed hears none. */
    private void write(JournalRecord record, Consumer<Answer> heard) {
        write(record, WRITES, heard);
    }

    private void write(JournalRecord record, int more, Consumer<Answer> heard) {
        if (fleet.protocol().fence() == Fence.LEASE && fleet.clockOf(by.node()) > leaseUntil) {
            ends(new Ending.Refused());
            return;
        }
        fleet.store()
                .write(
                        record,
                        answered -> {
                            if (answered.verdict() != null) {
                                heard.accept(answered);
                            } else if (more > 0) {
                                write(record, more - 1, heard);
                            } else {
                                ends(new Ending.Refused());
                            }
                        });
    }
}
