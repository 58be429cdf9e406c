package io.pagurus.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.session.fold.Entries;
import io.pagurus.session.fold.EpochFloor;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Reason;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the fold's reason is, the refused writer learns whom it has to reckon with. */
class RefusalTest {

    private static final JournalRecord LATE = Entries.commit("s1", 1, "hk-1", 1, "t1", "late");

    @ParameterizedTest
    @EnumSource
    void everyRefusalNamesTheOwnerAndTheEpoch(Reason reason) {
        // Given
        SessionHeader owned = owned();
        // When
        Problem problem = Problems.problem(Commits.refusal(LATE, reason, refused(reason, owned)));
        // Then
        assertThat(problem.status()).isIn(409, 410, 422);
        assertThat(problem.reason()).isEqualTo(reason.text());
        assertThat(problem.current()).isEqualTo(new CurrentOwner(1, owned.owner(), "active", 0, 0));
    }

    @Test
    void whereNobodyOwnsTheSessionThatIsSaid() {
        // Given
        FoldedEntry refused = refused(Reason.UNKNOWN_SESSION, null);
        // When
        Problem problem = Problems.problem(Commits.refusal(LATE, Reason.UNKNOWN_SESSION, refused));
        // Then
        assertThat(problem.current()).isEqualTo(new CurrentOwner(0, null, "unknown", 0, 0));
    }

    private static SessionHeader owned() {
        return Objects.requireNonNull(
                new SessionFold(new FencedRules(FoldLimits.DEFAULT))
                        .apply(
                                null,
                                EpochFloor.NONE,
                                new JournalEntry.Written(Entries.grant("s1", 1, "jp-1")),
                                new Position(0, 0))
                        .header());
    }

    private static FoldedEntry refused(Reason reason, @Nullable SessionHeader header) {
        return new FoldedEntry(
                new JournalEntry.Written(LATE),
                new Position(0, 1),
                Instant.EPOCH,
                10,
                true,
                header,
                header,
                new Verdict.Refused(reason));
    }
}
