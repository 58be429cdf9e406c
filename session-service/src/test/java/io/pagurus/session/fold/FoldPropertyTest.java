package io.pagurus.session.fold;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever stands in the journal: the invariants hold, and the fold always says the same. */
class FoldPropertyTest {

    private static final int RUNS = 300;
    private static final int ENTRIES = 200;
    private static final List<String> NODES = List.of("hk-1", "jp-1", "us-1");

    @Test
    void noJournalBreaksTheInvariants() {
        long seed = Long.getLong("pagurus.seed", new Random().nextLong());
        System.out.println("fold property test, -Dpagurus.seed=" + seed);
        for (int run = 0; run < RUNS; run++) {
            check(new Random(seed + run), "seed " + seed + ", run " + run);
        }
    }

    private static void check(Random random, String name) {
        // Given
        List<JournalRecord> journal = new ArrayList<>();
        FoldedSession session = new FoldedSession(new FoldLimits(200, 8));
        Map<Long, String> ownerOfEpoch = new HashMap<>();
        Set<String> turnIds = new HashSet<>();
        Map<String, String> results = new HashMap<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            SessionHeader before = session.replay().header();
            JournalRecord entry = anyEntry(random, before);
            journal.add(entry);
            // When
            Verdict verdict = session.on(entry);
            verdicts.add(verdict);
            // Then
            SessionHeader after = session.replay().header();
            if (!(verdict instanceof Verdict.Accepted)) {
                assertThat(after).as(name).isSameAs(before);
                continue;
            }
            assertThat(after).as(name).isNotNull();
            long epochBefore = before == null ? 0 : before.epoch();
            switch (entry) {
                case JournalRecord.OwnershipGranted grant -> {
                    assertThat(grant.epoch()).as(name).isEqualTo(epochBefore + 1);
                    assertThat(ownerOfEpoch.put(grant.epoch(), grant.owner().node()))
                            .as(name)
                            .isNull();
                }
                case JournalRecord.TurnCommitted turn -> {
                    assertThat(turnIds.add(turn.turnId())).as(name).isTrue();
                    assertThat(turn.seq()).as(name).isEqualTo(requireNonNull(before).seq() + 1);
                    assertOwner(name, ownerOfEpoch, epochBefore, turn.epoch(), turn.node());
                }
                case JournalRecord.TurnStarted start -> {
                    assertThat(turnIds).as(name).doesNotContain(start.turnId());
                    assertOwner(name, ownerOfEpoch, epochBefore, start.epoch(), start.node());
                }
                case JournalRecord.TaskIntended task ->
                        assertOwner(name, ownerOfEpoch, epochBefore, task.epoch(), task.node());
                case JournalRecord.TaskFinished task -> {
                    assertOwner(name, ownerOfEpoch, epochBefore, task.epoch(), task.node());
                    RunningTurn running = requireNonNull(requireNonNull(before).running());
                    String key = running.startOffset() + task.taskId();
                    assertThat(results.put(key, task.node())).as(name).isNull();
                }
                case JournalRecord.SessionFrozen _,
                        JournalRecord.SessionThawed _,
                        JournalRecord.SessionClosed _,
                        JournalRecord.SessionExpired _,
                        JournalRecord.SessionDeleted _,
                        JournalRecord.AgentStateSet _,
                        JournalRecord.TaskEnqueued _,
                        JournalRecord.TaskLeased _,
                        JournalRecord.TaskSettled _ -> {}
                case JournalRecord.TurnFailed failed ->
                        assertOwner(name, ownerOfEpoch, epochBefore, failed.epoch(), failed.node());
            }
        }
        // And a second fold of the same journal says the same.
        FoldedSession again = new FoldedSession(new FoldLimits(200, 8));
        List<Verdict> verdictsAgain = journal.stream().map(again::on).toList();
        assertThat(verdictsAgain).as(name).isEqualTo(verdicts);
        assertThat(again.replay().header()).as(name).isEqualTo(session.replay().header());
        assertThat(again.replay().turns()).as(name).isEqualTo(session.replay().turns());
    }

    private static void assertOwner(
            String name, Map<Long, String> owners, long current, long epoch, String node) {
        assertThat(epoch).as(name).isEqualTo(current);
        assertThat(node).as(name).isEqualTo(owners.get(epoch));
    }

    /** Mostly plausible entries, with every field wrong now and then. */
    private static JournalRecord anyEntry(Random random, @Nullable SessionHeader h) {
        long current = h == null ? 0 : h.epoch();
        boolean honest = random.nextInt(4) > 0;
        long epoch = Math.max(1, current + (honest ? 0 : random.nextInt(3) - 1));
        String owner = h == null || h.owner() == null ? "hk-1" : h.owner().node();
        String node = honest ? owner : NODES.get(random.nextInt(NODES.size()));
        String turn = "t" + random.nextInt(40);
        long seq = (h == null ? 0 : h.seq()) + (honest ? 1 : random.nextInt(4));
        String task = "step-" + random.nextInt(4);
        String running = h == null || h.running() == null ? turn : h.running().turnId();
        String mostlyRunning = random.nextInt(4) == 0 ? turn : running;
        return switch (random.nextInt(10)) {
            case 0 ->
                    Entries.grant(
                            Math.max(1, current + random.nextInt(3)),
                            NODES.get(random.nextInt(NODES.size())));
            case 1, 2 -> Entries.start(epoch, node, turn);
            case 3, 4 -> Entries.intend(epoch, node, mostlyRunning, task, random.nextBoolean());
            case 5, 6 -> Entries.finish(epoch, node, mostlyRunning, task);
            case 7, 8 -> Entries.commit(epoch, node, seq, mostlyRunning);
            default -> Entries.fail(epoch, node, mostlyRunning);
        };
    }
}
