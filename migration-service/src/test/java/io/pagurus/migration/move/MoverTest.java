package io.pagurus.migration.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.NodeHealth;
import io.pagurus.migration.Fleets;
import io.pagurus.migration.fleet.Fleet;
import io.pagurus.migration.move.Move.Left;
import io.pagurus.migration.move.Move.Moved;
import io.pagurus.migration.move.Move.Overtaken;
import io.pagurus.migration.move.Move.Reason;
import io.pagurus.migration.plan.SessionNeed;
import io.pagurus.migration.plan.SessionNeed.Urgency;
import io.pagurus.migration.plan.TakeoverPlan;
import io.pagurus.migration.sessions.FakeDirectory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MoverTest {

    private static final Leaving LEAVING =
            new Leaving("m1", "hk-1", 1, Duration.ofSeconds(60).toNanos());
    private static final SessionNeed NEED = new SessionNeed("s1", 4, Urgency.STREAMING);

    private final FakeDirectory sessions = new FakeDirectory(100);
    private final TestWaiting waiting = new TestWaiting();
    private volatile Fleet fleet =
            Fleets.of(Fleets.ejected("hk-1"), Fleets.healthy("jp-1"), Fleets.ejected("us-1"));
    private final Mover mover = new Mover(sessions, () -> fleet, waiting);

    MoverTest() {
        sessions.put("s1", 4, "hk-1", Urgency.STREAMING);
    }

    @Test
    void aSessionMovesToAHealthyNodeUnderItsNextEpoch() {
        // When
        Move move = mover.move(LEAVING, NEED);

        // Then
        assertThat(move).isEqualTo(new Moved());
        FakeDirectory.Entry now = sessions.entry("s1");
        assertThat(now.owner().node()).isEqualTo("jp-1");
        assertThat(now.epoch()).isEqualTo(5);
        assertThat(now.migrationId()).isEqualTo("m1");
    }

    @Test
    void aSessionThatAGatewayMovedIsOvertaken() {
        // Given
        sessions.put("s1", 5, "jp-1", Urgency.STREAMING);

        // When
        Move move = mover.move(LEAVING, NEED);

        // Then
        assertThat(move).isEqualTo(new Overtaken());
        assertThat(sessions.entry("s1").epoch()).isEqualTo(5);
    }

    @Test
    void aSessionThatCameBackToTheNodeMovesUnderItsNewEpoch() {
        // Given
        sessions.put("s1", 6, "hk-1", Urgency.STREAMING);

        // When
        Move move = mover.move(LEAVING, NEED);

        // Then
        assertThat(move).isEqualTo(new Moved());
        assertThat(sessions.entry("s1").epoch()).isEqualTo(7);
    }

    @Test
    void aGrantWhoseAnswerWasLostIsNotMadeTwice() {
        // Given
        sessions.losesAnswers(true);

        // When
        Move move = mover.move(LEAVING, NEED);

        // Then
        assertThat(move).isEqualTo(new Moved());
        assertThat(sessions.entry("s1").epoch()).isEqualTo(5);
    }

    @Test
    void anAbsentServiceIsWaitedFor() {
        // Given
        sessions.away(true);
        waiting.onPause(number -> sessions.away(number < 6));

        // When
        Move move = mover.move(LEAVING, NEED);

        // Then
        assertThat(move).isEqualTo(new Moved());
    }

    @Test
    void theDeadlineEndsTheWaiting() {
        // Given
        sessions.away(true);

        // When
        Move move = mover.move(LEAVING, NEED);

        // Then
        assertThat(move).isEqualTo(new Left(Reason.NO_VERDICT));
        assertThat(Duration.ofNanos(waiting.nanos())).isLessThan(Duration.ofSeconds(61));
    }

    @Test
    void aTargetIsWaitedFor() {
        // Given
        fleet = Fleets.of(Fleets.ejected("hk-1"), Fleets.ejected("us-1"));
        waiting.onPause(_ -> fleet = Fleets.of(Fleets.ejected("hk-1"), Fleets.healthy("us-1")));

        // When
        Move move = mover.move(LEAVING, NEED);

        // Then
        assertThat(move).isEqualTo(new Moved());
        assertThat(sessions.entry("s1").owner().node()).isEqualTo("us-1");
    }

    @Test
    void aNodeThatIsBackKeepsWhatItStillHas() {
        // Given
        fleet = Fleets.of(Fleets.node("hk-1", 100, NodeHealth.HEALTHY, 2), Fleets.healthy("jp-1"));

        // When
        Move move = mover.move(LEAVING, NEED);

        // Then
        assertThat(move).isEqualTo(new Left(Reason.READMITTED));
        assertThat(sessions.entry("s1").owner().node()).isEqualTo("hk-1");
    }

    @Test
    void aPlanIsCarriedOutWholeByManyAtOnce() throws InterruptedException {
        // Given
        List<SessionNeed> needs =
                IntStream.range(0, 300)
                        .mapToObj(i -> new SessionNeed("p" + i, 1, Urgency.RUNNING_TURN))
                        .toList();
        needs.forEach(need -> sessions.put(need.sessionId(), 1, "hk-1", need.urgency()));
        sessions.put("p7", 2, "jp-1", Urgency.RUNNING_TURN);

        // When
        Moves.Result result;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            result =
                    new Moves(8, threads, _ -> {})
                            .all(TakeoverPlan.of(needs), need -> mover.move(LEAVING, need));
        }

        // Then
        assertThat(result).isEqualTo(new Moves.Result(299, 1, 0, null));
    }
}
