package io.pagurus.node;

import static io.pagurus.node.NodeFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.node.NodeFixture.Ask;
import io.pagurus.node.Tallies.Tally;
import io.pagurus.node.store.StoreReply;
import io.pagurus.node.store.StoredSession;
import io.pagurus.node.store.StoredTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that died with a turn running, and comes back. */
class ComeBackTest {

    private final NodeFixture fixture = new NodeFixture();
    private final CountDownLatch never = new CountDownLatch(1);
    @TempDir Path stateDir;
    @TempDir Path afterTheCrash;

    @BeforeEach
    void dieWithATurnRunning() throws IOException {
        CountDownLatch committing = new CountDownLatch(1);
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.sessions.beforeEach(call -> {
            if (call.equals("commit")) {
                committing.countDown();
                await(never);
            }
        });
        RunningNode first = fixture.node("hk-1", stateDir);
        var _ = fixture.start(first, stream("t1", "hi"));
        await(committing);
        // The process is not killed here; its directory as it would be found is.
        try (Stream<Path> files = Files.list(stateDir)) {
            for (Path file : files.toList()) {
                Files.copy(file, afterTheCrash.resolve(file.getFileName()));
            }
        }
        fixture.sessions.beforeEach(_ -> {});
    }

    @AfterEach
    void stop() {
        never.countDown();
        fixture.close();
    }

    @Test
    void whatItRunsAgainIsRefusedOnceItWasReplaced() throws IOException {
        // Given
        fixture.sessions.grant("s1", "jp-1", "jp");
        RunningNode other = fixture.node("jp-1");
        fixture.tell(other, new Ask("s1", 2, "t1", true, "hi"));

        // When
        RunningNode zombie = fixture.node("hk-1", afterTheCrash);

        // Then
        awaitTally(zombie, Tally.zombieWritesRefused);
        assertThat(zombie.tallies().of(Tally.resumedAtStart)).isEqualTo(1);
        assertThat(zombie.tallies().of(Tally.commits)).isZero();
        assertThat(fixture.sessions.turns("s1")).hasSize(1);
        assertThat(afterTheCrash).isEmptyDirectory();
    }

    @Test
    void whatItRunsAgainCountsWhileItIsStillTheOwner() {
        // When
        RunningNode back = fixture.node("hk-1", afterTheCrash);

        // Then
        awaitTally(back, Tally.commits);
        assertThat(fixture.tell(back, stream("t1", "hi")).body()).endsWith("data: [DONE]\n\n");
        assertThat(fixture.sessions.turns("s1")).hasSize(1);
    }

    @Test
    void whatTheProcessBeforeItBeganIsRefusedOnceItCountsOn() {
        // Given a commit of the first process that is still under way
        RunningNode back = fixture.node("hk-1", afterTheCrash);
        awaitTally(back, Tally.commits);

        // When
        fixture.tell(back, NodeFixture.json("t2", "and now?"));
        never.countDown();

        // Then
        assertThat(fixture.sessions.turns("s1"))
                .extracting(StoredTurn::turnId)
                .containsExactly("t1", "t2");
        assertThat(fixture.sessions.as("hk-1").load("s1"))
                .isInstanceOfSatisfying(
                        StoreReply.Answer.class,
                        answer ->
                                assertThat(((StoredSession) answer.value()).attempt())
                                        .isEqualTo(2));
    }

    @Test
    void whatIsNoTurnIsPutAway() throws IOException {
        // Given
        fixture.sessions.grant("s1", "jp-1", "jp");
        Files.writeString(afterTheCrash.resolve("x.turn.json"), "no turn");

        // When
        RunningNode back = fixture.node("hk-1", afterTheCrash);

        // Then
        awaitTally(back, Tally.zombieWritesRefused);
        assertThat(back.tallies().of(Tally.resumedAtStart)).isEqualTo(1);
        assertThat(afterTheCrash).isEmptyDirectory();
    }

    private static void awaitTally(RunningNode node, Tally tally) {
        long until = System.nanoTime() + NodeFixture.patience().toNanos();
        while (node.tallies().of(tally) == 0) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
