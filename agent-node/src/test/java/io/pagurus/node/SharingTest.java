package io.pagurus.node;

import static io.pagurus.node.NodeFixture.json;
import static io.pagurus.node.NodeFixture.stream;
import static io.pagurus.node.NodeFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several requests of one session at once. */
class SharingTest {

    private static final String SLOW = "hi [[words=20 delay=1ms]]";

    private final NodeFixture fixture = new NodeFixture();
    private final RunningNode node = fixture.node("hk-1", "PAGURUS_NODE_MAX_WAITING", "1");
    private final CountDownLatch halfway = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    SharingTest() {
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.pace.onPause(number -> {
            if (number == 10) {
                halfway.countDown();
                await(goOn);
            }
        });
    }

    @AfterEach
    void stop() {
        goOn.countDown();
        fixture.close();
    }

    @Test
    void aSecondRequestOfTheRunningTurnGetsTheSameBytesFromTheStart() throws IOException {
        // Given
        CompletableFuture<HttpResponse<String>> first = fixture.start(node, stream("t1", SLOW));
        await(halfway);

        // When
        HttpResponse<InputStream> second = fixture.open(node, stream("t1", SLOW));
        goOn.countDown();

        // Then
        String same = new String(second.body().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(same).isEqualTo(told(first).body()).endsWith("data: [DONE]\n\n");
        assertThat(fixture.sessions.journal()).containsExactly("start t1", "commit t1");
        assertThat(node.tallies().of(Tallies.Tally.joined)).isEqualTo(1);
    }

    @Test
    void aRunningStreamCanBeJoinedAsJson() {
        // Given
        CompletableFuture<HttpResponse<String>> first = fixture.start(node, stream("t1", SLOW));
        await(halfway);

        // When
        CompletableFuture<HttpResponse<String>> second = fixture.start(node, json("t1", SLOW));
        awaitTally(Tallies.Tally.joined, 1);
        goOn.countDown();

        // Then
        assertThat(told(second).body()).contains("\"object\":\"chat.completion\"");
        assertThat(told(first).body()).endsWith("data: [DONE]\n\n");
        assertThat(fixture.sessions.turns("s1")).hasSize(1);
    }

    @Test
    void aRunningTurnIsNotJoinedWithAnotherQuestion() {
        // Given
        CompletableFuture<HttpResponse<String>> first = fixture.start(node, stream("t1", SLOW));
        await(halfway);

        // When
        HttpResponse<String> second = fixture.tell(node, stream("t1", "something else"));
        goOn.countDown();

        // Then
        assertThat(second.statusCode()).isEqualTo(422);
        assertThat(told(first).statusCode()).isEqualTo(200);
    }

    @Test
    void anotherTurnWaitsUntilTheRunningOneIsDone() {
        // Given
        CompletableFuture<HttpResponse<String>> first = fixture.start(node, stream("t1", SLOW));
        await(halfway);

        // When
        CompletableFuture<HttpResponse<String>> second = fixture.start(node, json("t2", "next"));
        goOn.countDown();

        // Then
        assertThat(told(second).body()).contains("turn 2; I remember 2 messages");
        assertThat(told(first).statusCode()).isEqualTo(200);
        assertThat(fixture.sessions.journal())
                .containsExactly("start t1", "commit t1", "start t2", "commit t2");
    }

    @Test
    void moreThanTheBoundDoNotWait() {
        // Given
        var first = fixture.start(node, stream("t1", SLOW));
        await(halfway);
        var second = fixture.start(node, json("t2", "next"));
        var third = fixture.start(node, json("t3", "next"));

        // When
        Object turnedAway = told(CompletableFuture.anyOf(second, third));
        goOn.countDown();

        // Then
        assertThat(turnedAway)
                .isInstanceOfSatisfying(
                        HttpResponse.class,
                        answer -> assertThat(answer.statusCode()).isEqualTo(503));
        told(first);
        assertThat(told(second).statusCode() + told(third).statusCode()).isEqualTo(703);
    }

    @Test
    void aClientThatGoesAwayDoesNotStopItsTurn() throws IOException {
        // Given
        HttpResponse<InputStream> gone = fixture.open(node, stream("t1", SLOW));
        await(halfway);

        // When
        gone.body().close();
        goOn.countDown();

        // Then
        String committed = fixture.tell(node, stream("t1", SLOW)).body();
        assertThat(committed).endsWith("data: [DONE]\n\n");
        assertThat(fixture.sessions.journal()).containsExactly("start t1", "commit t1");
    }

    private void awaitTally(Tallies.Tally tally, long count) {
        long until = System.nanoTime() + NodeFixture.patience().toNanos();
        while (node.tallies().of(tally) < count) {
            assertThat(System.nanoTime()).isLessThan(until);
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(
                            latch.await(
                                    NodeFixture.patience().toSeconds(),
                                    java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
