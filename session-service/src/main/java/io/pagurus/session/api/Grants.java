package io.pagurus.session.api;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.Owner;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Thread-safe; blocks, so it is called on virtual threads. Grants of sessions that are served here,
 * one or many: each is checked, asked for and answered by itself.
 */
@Singleton
final class Grants {

    private final Openings openings;
    private final Clock clock;

    @Inject
    Grants(Openings openings, Clock clock) {
        this.openings = openings;
        this.clock = clock;
    }

    /** The session under its new owner, or it throws. */
    SessionView grant(String sessionId, Requests.Ownership ownership) {
        return granted(openings.judgeAll(List.of(record(sessionId, ownership))).getFirst().get());
    }

    /** What came of each, in their order. */
    List<Answers.Grant> all(List<JournalRecord.OwnershipGranted> records) {
        List<Supplier<FoldedEntry>> judged = openings.judgeAll(records);
        List<Answers.Grant> results = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            results.add(result(records.get(i).sessionId(), judged.get(i)));
        }
        return results;
    }

    private static Answers.Grant result(String sessionId, Supplier<FoldedEntry> judged) {
        try {
            return Answers.Grant.granted(granted(judged.get()));
        } catch (FailureException failed) {
            return refused(sessionId, failed.failure());
        }
    }

    /** Told as the call for this session alone would be. */
    static Answers.Grant refused(@Nullable String sessionId, Failure failure) {
        return Answers.Grant.refused(sessionId, Problems.problem(failure));
    }

    private static SessionView granted(FoldedEntry folded) {
        SessionHeader header = folded.after();
        SessionView current = header == null ? null : SessionView.of(header);
        if (folded.verdict() instanceof Verdict.Refused(Reason reason)) {
            throw reason == Reason.EPOCH_CONFLICT
                    ? new Failure.EpochConflict(current).thrown()
                    : Commits.refusal(reason, null, header).thrown();
        }
        if (current == null) {
            throw new IllegalStateException("an accepted grant has no session");
        }
        return current;
    }

    /** The entry that is asked for; throws the failure that names the field. */
    JournalRecord.OwnershipGranted record(
            @Nullable String sessionId, Requests.Ownership ownership) {
        long expected = Checks.number("expectedEpoch", ownership.expectedEpoch(), 0);
        return new JournalRecord.OwnershipGranted(
                Checks.session(sessionId),
                expected + 1,
                new Owner(
                        Checks.id("node", ownership.node()),
                        Checks.id("region", ownership.region())),
                Checks.text("reason", ownership.reason()),
                Checks.optionalId("migrationId", ownership.migrationId()),
                Checks.optionalText("principal", ownership.principal()),
                ownership.requestedAt() == null ? clock.instant() : ownership.requestedAt(),
                expected);
    }
}
