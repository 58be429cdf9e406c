package io.pagurus.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.pagurus.history.Acknowledged;
import io.pagurus.history.Acknowledged.What;
import io.pagurus.store.StoreClient.Answer;
import java.util.SplittableRandom;

/**
 * Confined to a virtual thread, which it blocks. A node that writes on under an epoch that may be
 * over. Whatever it is told was made so is recorded, and judged like all else.
 */
final class Zombie {

    private static final int TIMES = 3;

    private final Records records;
    private final Calls calls;
    private final String sessionId;
    private final long epoch;
    private final String node;

    Zombie(Load load, String sessionId, long epoch, String node, SplittableRandom random) {
        this.records = load.records();
        this.calls = load.calls(sessionId, random);
        this.sessionId = sessionId;
        this.epoch = epoch;
        this.node = node;
    }

    /** After its successor was told: nothing of this may be accepted. */
    void writeOn(TurnOf turn, JsonNode started) {
        try {
            Answer start =
                    calls.fewTimes(
                            TIMES, node, "POST", turn.path() + "/start", turn.start(epoch, node));
            note(start, new Acknowledged(sessionId, What.START, epoch, node, turn.id(), ""));
            // A step that only a zombie makes.
            String task = "late-" + epoch;
            Answer intent =
                    calls.fewTimes(
                            TIMES,
                            node,
                            "POST",
                            turn.path() + "/tasks/" + task + "/intent",
                            turn.intent(epoch, node, task));
            note(intent, new Acknowledged(sessionId, What.INTENT, epoch, node, turn.id(), task));
            commit(turn, started);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(Answer answer, Acknowledged write) {
        if (answer.ok()) {
            records.surprise("a replaced owner was told of " + write);
            records.acknowledged(write);
        } else {
            records.count(answer.isFinal() ? "zombie calls refused" : "zombie calls unanswered");
        }
    }

    /** Commits; what is answered counts, be it before or after the grant. */
    void commit(TurnOf turn, JsonNode started) {
        try {
            Answer committed =
                    calls.fewTimes(
                            TIMES,
                            node,
                            "PUT",
                            turn.path(),
                            turn.commit(epoch, node, started, false));
            if (committed.ok()) {
                records.told(sessionId, turn.key(), turn.id(), turn.answer(epoch, node));
            } else {
                records.count(
                        committed.isFinal() ? "zombie calls refused" : "zombie calls unanswered");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
