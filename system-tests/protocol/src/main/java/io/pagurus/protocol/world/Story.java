package io.pagurus.protocol.world;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.AgentStateSet;
import io.pagurus.events.JournalRecord.OfTurn;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionClosed;
import io.pagurus.events.JournalRecord.SessionDeleted;
import io.pagurus.events.JournalRecord.SessionExpired;
import io.pagurus.events.JournalRecord.SessionFrozen;
import io.pagurus.events.JournalRecord.SessionThawed;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TurnCommitted;
import io.pagurus.events.JournalRecord.TurnFailed;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.protocol.invariant.Invariant;
import io.pagurus.protocol.invariant.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one judgement. What a session has been through, told by the entries that were
 * accepted and nothing else: it knows neither the fold's header nor its rules.
 */
public final class Story {

    private final List<TurnCommitted> history = new ArrayList<>();
    private final List<TurnCommitted> ever = new ArrayList<>();
    private final Set<String> finished = new HashSet<>();
    private QueueStory queue = new QueueStory();
    private long epoch;
    private @Nullable String owner;
    private int life;
    private long stateVersion;
    private boolean frozen;
    private boolean ended;
    private boolean emptied;
    private @Nullable String running;

    /** The number of the last start in this epoch; 0 while none had one. */
    private long lastStart;

    private @Nullable Violation violation;

    /** The next entry that was accepted. */
    public void accepted(JournalRecord record) {
        fence(record);
        if (record instanceof OfTurn ofTurn) {
            replaced(ofTurn);
        }
        if (ended && !(record instanceof SessionExpired) && !(record instanceof SessionDeleted)) {
            broken(Invariant.ENDED_TAKES_NOTHING, record, "after the session's end");
        }
        switch (record) {
            case OwnershipGranted r -> granted(r);
            case TurnStarted r -> started(r);
            case TurnCommitted r -> committed(r);
            case TurnFailed r -> running = r.turnId().equals(running) ? null : running;
            case TaskFinished r -> {
                if (!finished.add(r.turnId() + "/" + r.taskId())) {
                    broken(Invariant.ONE_RESULT_A_TASK, r, "a second time");
                }
            }
            case AgentStateSet r -> {
                if (r.expectedVersion() != stateVersion++) {
                    broken(Invariant.STATE_REPLACES_WHAT_WAS_SEEN, r, "at another version");
                }
            }
            case SessionFrozen _ -> frozen = true;
            case SessionThawed _ -> frozen = false;
            case SessionClosed _ -> ended = true;
            case SessionDeleted _ -> {
                empty();
                ended = true;
            }
            case SessionExpired _ -> expired();
            case JournalRecord other -> {
                Violation found = queue.accepted(other);
                violation = violation == null ? found : violation;
            }
        }
    }

    private void fence(JournalRecord record) {
        String writer = EntryText.writer(record);
        if (writer != null && (record.epoch() != epoch || !writer.equals(owner))) {
            broken(Invariant.NOTHING_UNDER_AN_OLD_EPOCH, record, "in epoch " + epoch);
        }
        Instant written =
                switch (record) {
                    case OwnershipGranted r -> r.requestedAt();
                    case TurnStarted r -> r.startedAt();
                    case TurnCommitted r -> r.startedAt();
                    case JournalRecord _ -> Written.in(life);
                };
        if (!written.equals(Written.in(life))) {
            broken(Invariant.NOTHING_UNDER_AN_OLD_EPOCH, record, "in another life");
        }
    }

    private void replaced(OfTurn record) {
        Long start = record.attempt();
        if (start == null) {
            return;
        }
        if (start < lastStart) {
            broken(Invariant.NOTHING_OF_AN_EARLIER_START, record, "after start " + lastStart);
        }
        lastStart = record instanceof TurnStarted ? start : lastStart;
    }

    private void granted(OwnershipGranted grant) {
        // Of a session that nobody knows, no epoch is the one before: which it is, others judge.
        if (epoch > 0 && grant.epoch() != epoch + 1) {
            broken(Invariant.ONE_OWNER_AN_EPOCH, grant, "after epoch " + epoch);
        }
        epoch = grant.epoch();
        owner = grant.owner().node();
        lastStart = 0;
        frozen = false;
        emptied = false;
    }

    private void started(TurnStarted start) {
        if (frozen && !start.turnId().equals(running)) {
            broken(Invariant.FROZEN_BEGINS_NOTHING, start, "while the session is frozen");
        }
        running = start.turnId();
    }

    private void committed(TurnCommitted turn) {
        if (history.stream().anyMatch(known -> known.turnId().equals(turn.turnId()))) {
            broken(Invariant.NO_TURN_TWICE, turn, "a second time");
        }
        if (turn.seq() != history.size() + 1) {
            broken(Invariant.ACKNOWLEDGED_ORDER_IS_KEPT, turn, "after " + history.size());
        }
        if (frozen && !turn.turnId().equals(running)) {
            broken(Invariant.FROZEN_BEGINS_NOTHING, turn, "while the session is frozen");
        }
        running = turn.turnId().equals(running) ? null : running;
        history.add(turn);
        ever.add(turn);
    }

    private void expired() {
        if (emptied) {
            life++;
            epoch = 0;
            owner = null;
            ended = false;
        } else {
            ended = false;
        }
        empty();
    }

    private void empty() {
        history.clear();
        finished.clear();
        queue = new QueueStory();
        stateVersion = 0;
        frozen = false;
        running = null;
        emptied = true;
    }

    private void broken(Invariant invariant, JournalRecord record, String when) {
        violation =
                violation == null
                        ? new Violation(invariant, EntryText.of(record) + " is accepted " + when)
                        : violation;
    }

    /** The first invariant that was broken; null when none was. */
    public @Nullable Violation violation() {
        return violation;
    }

    /** The committed turns, in order. */
    public List<TurnCommitted> history() {
        return List.copyOf(history);
    }

    /** The same with those that expired or were deleted. */
    public List<TurnCommitted> ever() {
        return List.copyOf(ever);
    }

    /** How often the session was forgotten. */
    public int life() {
        return life;
    }
}
