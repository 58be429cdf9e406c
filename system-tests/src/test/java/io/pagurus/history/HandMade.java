package io.pagurus.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TaskSettled;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.events.Owner;
import io.pagurus.events.SessionEvent;
import io.pagurus.history.JudgedEntry.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Confined to one thread. A run written by hand, right or wrong, of one session {@code s1}. */
final class HandMade {

    static final String SESSION = "s1";
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private final List<JudgedEntry> journal = new ArrayList<>();
    private final List<Asked> asked = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final List<ViewPicture> views = new ArrayList<>();
    private final List<Projected> projected = new ArrayList<>();

    HandMade grant(long epoch, String node) {
        return entry(
                new OwnershipGranted(
                        SESSION, epoch, new Owner(node, "hk"), "opened", null, null, TIME),
                Outcome.ACCEPTED);
    }

    /** Twice. */
    HandMade forget(long epoch) {
        return entry(new SessionExpired(SESSION, epoch, 0), Outcome.ACCEPTED)
                .entry(new SessionExpired(SESSION, epoch, 0), Outcome.ACCEPTED);
    }

    HandMade start(long epoch, String node, String turn) {
        return entry(
                new TurnStarted(SESSION, epoch, node, turn, "digest", false, TIME),
                Outcome.ACCEPTED);
    }

    HandMade intent(long epoch, String node, String turn, String task, boolean idempotent) {
        return entry(
                new TaskIntended(
                        SESSION,
                        epoch,
                        node,
                        turn,
                        task,
                        "tool",
                        idempotent,
                        JsonNodeFactory.instance.objectNode()),
                Outcome.ACCEPTED);
    }

    HandMade result(long epoch, String node, String turn, String task) {
        return entry(
                new TaskFinished(
                        SESSION, epoch, node, turn, task, JsonNodeFactory.instance.objectNode()),
                Outcome.ACCEPTED);
    }

    /** A task of up to two attempts. */
    HandMade enqueue(long epoch, String node, String task) {
        return entry(
                new TaskEnqueued(
                        SESSION,
                        epoch,
                        node,
                        task,
                        "tool",
                        true,
                        JsonNodeFactory.instance.objectNode(),
                        TIME,
                        2),
                Outcome.ACCEPTED);
    }

    HandMade attempt(long epoch, String node, String task, int attempt, String outcome) {
        return entry(new TaskLeased(SESSION, epoch, node, task, attempt, TIME), Outcome.ACCEPTED)
                .entry(
                        new TaskSettled(SESSION, epoch, node, task, attempt, outcome, null, null),
                        Outcome.ACCEPTED);
    }

    HandMade commit(long epoch, String node, long seq, String turn) {
        return commit(epoch, node, seq, turn, Outcome.ACCEPTED);
    }

    HandMade commit(long epoch, String node, long seq, String turn, Outcome outcome) {
        return entry(committed(epoch, node, seq, turn, "ask " + turn), outcome);
    }

    HandMade commitOf(long epoch, String node, long seq, String turn, String text) {
        return entry(committed(epoch, node, seq, turn, text), Outcome.ACCEPTED);
    }

    private static TurnCommitted committed(
            long epoch, String node, long seq, String turn, String text) {
        return new TurnCommitted(
                SESSION, epoch, node, seq, turn, "digest", TIME, messages(text, turn), null, null);
    }

    static List<JsonNode> messages(String text, String turn) {
        return List.of(
                JsonNodeFactory.instance.objectNode().put("role", "user").put("content", text),
                JsonNodeFactory.instance
                        .objectNode()
                        .put("role", "assistant")
                        .put("content", "answer " + turn));
    }

    private HandMade entry(JournalRecord record, Outcome outcome) {
        journal.add(new JudgedEntry(0, journal.size(), TIME, record, outcome, ""));
        return this;
    }

    /** A client asked for the turn and got the answer that a commit of it holds. */
    HandMade told(String turn) {
        return told(turn, turn, "answer " + turn);
    }

    HandMade told(String key, String turn, String answer) {
        asked.add(new Asked(SESSION, key, "ask " + turn));
        told.add(new Told(SESSION, key, turn, answer, told.size()));
        return this;
    }

    HandMade view(ViewPicture view) {
        views.add(view);
        return this;
    }

    HandMade projected(int partition, int offset, SessionEvent event) {
        projected.add(new Projected("journal-" + partition + "-" + offset, TIME, event));
        return this;
    }

    List<JudgedEntry> journal() {
        return journal;
    }

    Judgement judgement() {
        return HistoryChecker.check(journal, new ClientSide(asked, told), views, projected);
    }

    List<Invariant> broken() {
        return judgement().findings().stream().map(Finding::invariant).distinct().toList();
    }
}
