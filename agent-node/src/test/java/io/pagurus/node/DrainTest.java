package io.pagurus.node;

import static io.pagurus.node.NodeFixture.json;
import static io.pagurus.node.NodeFixture.stream;
import static io.pagurus.node.NodeFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DrainTest {

    private final NodeFixture fixture = new NodeFixture();
    private final RunningNode node = fixture.node("hk-1");

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void aDrainingNodeFinishesWhatRunsAndTakesNothingNew() throws InterruptedException {
        // Given
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.sessions.grant("s2", "hk-1", "hk");
        fixture.sessions.beforeEach(call -> {
            if (call.equals("commit")) {
                running.countDown();
                await(goOn);
            }
        });
        CompletableFuture<HttpResponse<String>> first = fixture.start(node, stream("t1", "hi"));
        await(running);

        // When
        HttpResponse<String> asked = fixture.post(node, "/drain", "");

        // Then
        assertThat(asked.statusCode()).isEqualTo(202);
        assertThat(fixture.get(node, "/health").body()).contains("\"ready\":false");
        HttpResponse<String> refused =
                fixture.tell(node, new NodeFixture.Ask("s2", 1, "t1", false, "hi"));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(node.drain(Duration.ofMillis(1))).isFalse();
        goOn.countDown();
        assertThat(node.drain(NodeFixture.patience())).isTrue();
        assertThat(told(first).body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void anIdleNodeIsDrainedAtOnce() throws InterruptedException {
        // Given
        fixture.sessions.grant("s1", "hk-1", "hk");
        fixture.tell(node, json("t1", "hi"));

        // Then
        assertThat(node.drain(NodeFixture.patience())).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
