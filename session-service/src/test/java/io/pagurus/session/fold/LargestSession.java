package io.pagurus.session.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.events.JournalRecord.SessionFrozen;
import io.pagurus.events.JournalRecord.TaskEnqueued;
import io.pagurus.events.JournalRecord.TaskFinished;
import io.pagurus.events.JournalRecord.TaskIntended;
import io.pagurus.events.JournalRecord.TaskLeased;
import io.pagurus.events.JournalRecord.TurnStarted;
import io.pagurus.events.Owner;
import java.util.ArrayList;
import java.util.List;

/**
 * Confined to a test. The entries of a session of which the fold remembers all that it may, with
 * the longest names that requests may have.
 */
public final class LargestSession {

    public static final String ID = id("s", 0);

    /** Three bytes each: no character of a text takes more. */
    private static final String TEXT = "\u20ac".repeat(FoldLimits.TEXT_CHARACTERS);

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
    private static final FoldLimits LIMITS = FoldLimits.DEFAULT;

    private final String node = id("n", 0);
    private final List<JournalRecord> entries = new ArrayList<>();

    private LargestSession() {}

    public static List<JournalRecord> entries() {
        return new LargestSession().all();
    }

    private List<JournalRecord> all() {
        entries.add(
                new OwnershipGranted(
                        ID, 1, new Owner(node, id("r", 0)), TEXT, null, TEXT, Entries.T0));
        for (int seq = 1; seq <= LIMITS.rememberedTurns(); seq++) {
            entries.add(Entries.commit(ID, 1, node, seq, id("c", seq), "yes"));
        }
        for (int i = 0; i < LIMITS.abandonedTurns(); i++) {
            turn(id("a", i), 1);
        }
        for (int i = 0; i < LIMITS.unsettledTurns() + 1; i++) {
            turn(id("t", i), LIMITS.stepsPerTurn());
        }
        for (int i = 0; i < LIMITS.openTasks(); i++) {
            String task = id("q", i);
            entries.add(
                    new TaskEnqueued(ID, 1, node, task, TEXT, false, NOTHING, Entries.T0, 1_000));
            entries.add(new TaskLeased(ID, 1, node, task, 1, Entries.T0));
        }
        entries.add(new SessionFrozen(ID, 1, id("m", 0), TEXT));
        return entries;
    }

    /** It is set aside for the next one, since its steps must not be repeated. */
    private void turn(String turn, int steps) {
        entries.add(new TurnStarted(ID, 1, node, turn, Entries.digest(turn), true, Entries.T0));
        for (int i = 0; i < steps; i++) {
            entries.add(new TaskIntended(ID, 1, node, turn, id("i", i), TEXT, false, NOTHING));
            entries.add(new TaskFinished(ID, 1, node, turn, id("i", i), NOTHING));
        }
    }

    private static String id(String kind, int number) {
        String end = kind + number;
        return "x".repeat(IdSyntax.MOST_CHARACTERS - end.length()) + end;
    }
}
