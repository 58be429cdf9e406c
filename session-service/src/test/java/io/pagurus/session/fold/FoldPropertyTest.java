package io.pagurus.session.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever stands in the journal: the invariants hold, and the fold always says the same. */
class FoldPropertyTest {

    private static final int RUNS = 600;
    private static final int ENTRIES = 250;

    /** So small that every bound is met; nothing that must not be repeated is ever forgotten. */
    private static final FoldLimits LIMITS = new FoldLimits(4, 3, 2, AnyEntries.TURN_IDS, 4, 3);

    @Test
    void noJournalBreaksTheInvariants() {
        long seed = Long.getLong("pagurus.seed", new Random().nextLong());
        System.out.println("fold property test, -Dpagurus.seed=" + seed);
        Set<Reason> met = EnumSet.noneOf(Reason.class);
        Set<Class<?>> accepted = new HashSet<>();
        for (int run = 0; run < RUNS; run++) {
            AnyEntries entries = new AnyEntries(new Random(seed + run), run % 2 == 0);
            check(entries, "seed " + seed + ", run " + run, met, accepted);
        }
        // A property that is never at stake proves nothing: all rules were met, either way.
        assertThat(met)
                .containsAll(
                        EnumSet.complementOf(EnumSet.of(Reason.QUARANTINED)).stream()
                                .filter(reason -> reason != Reason.DIGEST_MISMATCH)
                                .toList());
        assertThat(accepted)
                .containsExactlyInAnyOrderElementsOf(recordsOf(JournalRecord.class).toList());
    }

    private static Stream<Class<?>> recordsOf(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FoldPropertyTest::recordsOf)
                : Stream.of(type);
    }

    private static void check(
            AnyEntries entries, String name, Set<Reason> met, Set<Class<?>> accepted) {
        // Given
        List<JournalRecord> journal = new ArrayList<>();
        FoldedSession session = new FoldedSession(LIMITS);
        FoldWitness witness = new FoldWitness(name, LIMITS);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            SessionHeader before = session.replay().header();
            JournalRecord entry = entries.next(before);
            journal.add(entry);
            // When
            Verdict verdict = session.on(entry);
            verdicts.add(verdict);
            // Then
            witness.see(before, entry, verdict, session.replay().header());
            switch (verdict) {
                case Verdict.Accepted _ -> accepted.add(entry.getClass());
                case Verdict.Refused(Reason reason) -> met.add(reason);
                case Verdict.Duplicate _ -> {}
            }
        }
        // And a second fold of the same journal says the same.
        FoldedSession again = new FoldedSession(LIMITS);
        List<Verdict> verdictsAgain = journal.stream().map(again::on).toList();
        assertThat(verdictsAgain).as(name).isEqualTo(verdicts);
        assertThat(again.replay().header()).as(name).isEqualTo(session.replay().header());
        assertThat(again.replay().turns()).as(name).isEqualTo(session.replay().turns());
    }
}
