package io.pagurus.store;

import io.pagurus.drill.Waiting;
import io.pagurus.events.Decoded;
import io.pagurus.events.SessionEvent;
import io.pagurus.events.kafka.Topics;
import io.pagurus.history.EventReader.ReadEvent;
import io.pagurus.history.Finding;
import io.pagurus.history.HistoryChecker;
import io.pagurus.history.Invariant;
import io.pagurus.history.JournalFold;
import io.pagurus.history.JudgedEntry;
import io.pagurus.history.Judgement;
import io.pagurus.history.Projected;
import io.pagurus.history.SeenChecks;
import io.pagurus.history.ViewReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Confined to one thread, which it blocks. Judges what a load was told against the journal, the
 * views, the events and the snapshots of a rig on which nothing is broken and nobody writes.
 */
public final class StoreJudge implements AutoCloseable {

    /** Views, events and snapshots follow the journal; this long they may be behind. */
    private static final Duration CATCH_UP = Duration.ofSeconds(40);

    private static final Set<Invariant> LAGGING =
            Set.of(Invariant.VIEW_EQUALS_FOLD, Invariant.PROJECTION_EQUALS_FOLD);

    private final StoreRig rig;
    private final FollowedTopic journal;
    private final FollowedTopic events;

    /**
     * Immutable.
     *
     * @param judgement of what clients were told
     * @param findings all of them
     * @param accepted entries of the journal that the fold took
     * @param refused those that it refused
     */
    public record Ruling(Judgement judgement, List<Finding> findings, int accepted, int refused) {}

    public StoreJudge(StoreRig rig) {
        Topics topics = new Topics(Topics.DEFAULT_PREFIX);
        String servers = rig.brokers().bootstrapServers();
        this.rig = rig;
        this.journal = new FollowedTopic(servers, topics.sessionJournal());
        this.events = new FollowedTopic(servers, topics.sessionEvents());
    }

    /** Judges once what follows the journal has caught up; the last state if it does not. */
    public Ruling judge(Records records) throws InterruptedException {
        AtomicReference<@Nullable Ruling> last = new AtomicReference<>();
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Waiting.until(
                CATCH_UP,
                () -> {
                    Ruling now = now(records, failure);
                    last.set(now);
                    return now.findings().stream()
                            .noneMatch(found -> LAGGING.contains(found.invariant()));
                });
        Ruling ruling = last.get();
        if (ruling == null) {
            throw new IllegalStateException(
                    "journal, events or views cannot be read", failure.get());
        }
        return ruling;
    }

    private Ruling now(Records records, AtomicReference<@Nullable RuntimeException> failure) {
        try {
            return now(records);
        } catch (RuntimeException unreadable) {
            failure.set(unreadable);
            throw unreadable;
        }
    }

    private Ruling now(Records records) {
        List<JudgedEntry> judged = JournalFold.fold(journal.all());
        try (ViewReader views = new ViewReader(rig.redis().primary())) {
            var clients = records.clientSide();
            Judgement judgement =
                    HistoryChecker.check(
                            judged,
                            clients,
                            views.read(clients.sessions()),
                            projected(events.all()));
            List<Finding> findings = new ArrayList<>(judgement.findings());
            findings.addAll(SeenChecks.acknowledged(judged, records.acknowledged()));
            findings.addAll(SeenChecks.readBack(judged, records.reads()));
            int accepted = (int) judged.stream().filter(JudgedEntry::accepted).count();
            int refused =
                    (int)
                            judged.stream()
                                    .filter(entry -> entry.outcome() == JudgedEntry.Outcome.REFUSED)
                                    .count();
            return new Ruling(judgement, findings, accepted, refused);
        }
    }

    private static List<Projected> projected(List<ReadEvent> read) {
        List<Projected> projected = new ArrayList<>();
        for (ReadEvent event : read) {
            if (event.decoded() instanceof Decoded.Known(var known)
                    && known.data() instanceof SessionEvent told) {
                projected.add(new Projected(known.id(), event.writtenAt(), told));
            }
        }
        return projected;
    }

    @Override
    public void close() {
        journal.close();
        events.close();
    }
}
