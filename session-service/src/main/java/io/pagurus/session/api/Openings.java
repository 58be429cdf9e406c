package io.pagurus.session.api;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.JournalRecord.OwnershipGranted;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.journal.SessionTable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Thread-safe; blocks, so it is called on virtual threads. Which epoch a grant begins. One that
 * expects an epoch begins the next one. One that opens a session begins above the partition's epoch
 * floor; the fold refuses it if the floor has risen meanwhile, and then it is proposed anew.
 */
@Singleton
final class Openings {

    private final Commits commits;
    private final SessionTable sessions;
    private final int proposals;

    @Inject
    Openings(Commits commits, SessionTable sessions, ApiSettings settings) {
        this.commits = commits;
        this.sessions = sessions;
        this.proposals = settings.openingProposals();
    }

    /** As {@link Commits#judgeAll}, of grants whose epochs are found here. */
    List<Supplier<FoldedEntry>> judgeAll(List<OwnershipGranted> asked) {
        List<OwnershipGranted> proposed = new ArrayList<>(asked);
        List<Supplier<FoldedEntry>> judged = new ArrayList<>();
        List<Integer> open = IntStream.range(0, asked.size()).boxed().toList();
        open.forEach(i -> proposed.set(i, proposed(asked.get(i))));
        judged.addAll(commits.judgeAll(List.copyOf(proposed)));
        for (int left = proposals - 1; left > 0 && !open.isEmpty(); left--) {
            open = open.stream().filter(i -> isConflict(judged.get(i))).toList();
            open = open.stream().filter(i -> proposesAnew(i, asked, proposed)).toList();
            List<Supplier<FoldedEntry>> again =
                    commits.judgeAll(open.stream().<JournalRecord>map(proposed::get).toList());
            for (int k = 0; k < again.size(); k++) {
                judged.set(open.get(k), again.get(k));
            }
        }
        return judged;
    }

    private static boolean isConflict(Supplier<FoldedEntry> judged) {
        try {
            return judged.get().verdict() instanceof Verdict.Refused(Reason reason)
                    && reason == Reason.EPOCH_CONFLICT;
        } catch (FailureException _) {
            return false;
        }
    }

    /** Another epoch than the one that was refused, if there is one. */
    private boolean proposesAnew(
            int number, List<OwnershipGranted> asked, List<OwnershipGranted> proposed) {
        long refused = proposed.get(number).epoch();
        proposed.set(number, proposed(asked.get(number)));
        return proposed.get(number).epoch() != refused;
    }

    /**
     * The grant as it is to be written now. Of a session that is open, an opening is the repetition
     * of the grant that opened it, or it is refused.
     */
    private OwnershipGranted proposed(OwnershipGranted asked) {
        if (asked.expected() > 0) {
            return asked;
        }
        long first = sessions.floor(asked.sessionId()).next();
        long epoch = sessions.find(asked.sessionId()).map(SessionHeader::epoch).orElse(first);
        return new OwnershipGranted(
                asked.sessionId(),
                Math.max(1, epoch),
                asked.owner(),
                asked.reason(),
                asked.migrationId(),
                asked.principal(),
                asked.requestedAt(),
                0L);
    }
}
