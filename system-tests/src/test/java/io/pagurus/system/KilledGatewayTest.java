package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.drill.Attempt;
import io.pagurus.drill.TurnRequest;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any gateway gives the same turn for the same key, whatever became of the first one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledGatewayTest {

    @SuppressWarnings("NullAway.Init")
    private LiveSuite suite;

    @BeforeAll
    void start() {
        suite = LiveSuite.start(KilledGatewayTest.class);
    }

    @AfterAll
    void stop() {
        suite.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void clientOfAKilledGatewayGetsTheSameTurnFromTheOther(boolean streaming) throws Exception {
        // Given a turn that runs
        String session = "killed-gateway-" + streaming;
        Client client = new Client(suite);
        TurnRequest request =
                new TurnRequest(
                        session, "key-1", "a slow one [[words=30]] [[delay=60ms]]", streaming);
        CompletableFuture<Attempt> first = client.asking("gateway-1", request);
        LiveSuite.await(
                "the turn runs",
                () -> suite.services().session(session).path("running").isObject());
        String turnId = suite.services().session(session).path("running").path("turnId").asText();

        // When
        suite.stack().kill("gateway-1");
        Attempt again = client.askUntilFinal("gateway-2", request);
        suite.stack().restart("gateway-1");
        Attempt onceMore = client.askUntilFinal("gateway-1", request);

        // Then
        assertThat(first.get()).isInstanceOf(Attempt.Broken.class);
        assertThat(again)
                .isInstanceOfSatisfying(
                        Attempt.Answered.class,
                        answer -> assertThat(answer.turnId()).isEqualTo(turnId))
                .isEqualTo(onceMore);
        assertThat(suite.services().session(session).path("turns")).hasSize(1);
        assertThat(suite.examine(client.ledger().clientSide()).judgement().findings()).isEmpty();
    }

    @Test
    void sameKeyWithAnotherRequestIsRefused() throws InterruptedException {
        // Given
        Client client = new Client(suite);
        client.ask("gateway-1", new TurnRequest("other-body", "key-1", "one", false));

        // When
        Attempt other =
                client.ask("gateway-2", new TurnRequest("other-body", "key-1", "two", false));

        // Then
        assertThat(other)
                .isInstanceOfSatisfying(
                        Attempt.Refused.class,
                        refused -> {
                            assertThat(refused.status()).isEqualTo(422);
                            assertThat(refused.retryable()).isFalse();
                        });
    }
}
