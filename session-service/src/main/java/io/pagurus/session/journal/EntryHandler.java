package io.pagurus.session.journal;

import io.pagurus.events.kafka.DeadLetters;
import io.pagurus.events.kafka.EventRecords;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.Folded;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.snapshot.Bodies;
import io.pagurus.session.snapshot.Row;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Confined to the journal reader's thread. One record: decode, fold, remember, tell the listeners,
 * complete the verdict. Never throws for what a record holds: a session that cannot be folded is
 * put in quarantine, and the partition goes on.
 */
final class EntryHandler {

    private static final System.Logger LOG = System.getLogger(EntryHandler.class.getName());

    private final SessionFold fold;
    private final Journal journal;
    private final List<FoldListener> listeners;
    private final DeadLetters deadLetters;

    EntryHandler(
            SessionFold fold,
            Journal journal,
            List<FoldListener> listeners,
            DeadLetters deadLetters) {
        this.fold = fold;
        this.journal = journal;
        this.listeners = List.copyOf(listeners);
        this.deadLetters = deadLetters;
    }

    /**
     * Handles one record.
     *
     * @param live whether it was written after this instance had caught up with its partition
     * @return the session that it changed; null when it changed none
     */
    @Nullable String on(ConsumerRecord<String, byte @Nullable []> read, boolean live) {
        JournalEntry entry = JournalEntries.of(read);
        if (entry == null) {
            LOG.log(System.Logger.Level.ERROR, "an entry of no session: {0}", origin(read));
            deadLetters.send(read, "its key is no session's id");
            skip(read);
            return null;
        }
        Row before = journal.sessions().get(read.partition(), entry.sessionId());
        FoldedEntry folded = fold(entry, read, before == null ? null : before.header(), live);
        if (folded.changed()) {
            keep(folded, before);
        }
        journal.folded(folded.at());
        if (folded.changed() && folded.entry() instanceof JournalEntry.Unreadable unreadable) {
            alert(unreadable, read);
        }
        listeners.forEach(listener -> tell(listener, folded));
        String requestId = EventRecords.header(read.headers(), JournalWriter.REQUEST_HEADER);
        journal.pending().complete(requestId, folded);
        return folded.changed() ? entry.sessionId() : null;
    }

    /** Of no session; but snapshots wait until all before their position is told. */
    void skip(ConsumerRecord<String, byte @Nullable []> read) {
        Position at = new Position(read.partition(), read.offset());
        journal.folded(at);
        listeners.forEach(listener -> listener.onSkipped(at, JournalEntries.timeOf(read)));
    }

    /** The floor first: whoever misses the session is then told where it may begin again. */
    private void keep(FoldedEntry folded, @Nullable Row before) {
        SessionHeader after = folded.after();
        SessionTable sessions = journal.sessions();
        int partition = folded.at().partition();
        EpochFloor floor = sessions.floor(partition);
        EpochFloor raised = floor.after(folded.before(), after, folded.at());
        if (!raised.equals(floor)) {
            sessions.raise(partition, raised);
        }
        Bodies bodies = BodiesChange.after(before == null ? Bodies.NONE : before.bodies(), folded);
        sessions.put(
                partition,
                folded.sessionId(),
                after == null ? null : new Row(after, bodies, folded.time()));
    }

    private FoldedEntry fold(
            JournalEntry entry,
            ConsumerRecord<String, byte @Nullable []> read,
            @Nullable SessionHeader before,
            boolean live) {
        Position at = new Position(read.partition(), read.offset());
        EpochFloor floor = journal.sessions().floor(at.partition());
        JournalEntry judged = entry;
        Folded folded;
        try {
            folded = fold.apply(before, floor, entry, at);
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "the fold failed at " + origin(read), bug);
            judged =
                    new JournalEntry.Unreadable(
                            entry.sessionId(), "the fold failed: " + bug.getClass().getName());
            folded = fold.apply(before, floor, judged, at);
        }
        return new FoldedEntry(
                judged,
                at,
                JournalEntries.timeOf(read),
                Math.max(0, read.serializedValueSize()),
                live,
                before,
                folded.header(),
                folded.verdict());
    }

    private void alert(
            JournalEntry.Unreadable unreadable, ConsumerRecord<String, byte @Nullable []> read) {
        LOG.log(
                System.Logger.Level.ERROR,
                "session {0} is quarantined by {1}: {2}",
                unreadable.sessionId(),
                origin(read),
                unreadable.reason());
        // Again after a crash, at most: the entry is not read again once a snapshot stands for it.
        deadLetters.send(read, unreadable.reason());
    }

    private static void tell(FoldListener listener, FoldedEntry folded) {
        try {
            listener.onFolded(folded);
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, "a listener failed at " + folded.at(), bug);
        }
    }

    private static String origin(ConsumerRecord<?, ?> read) {
        return DeadLetters.origin(read);
    }
}
