package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.drill.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each service in turn is killed with SIGKILL under live conversations and started again: nothing
 * is lost or doubled, and every conversation ends.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartedServiceTest {

    private static final int SESSIONS = 16;
    private static final int MIN_TURNS = 4;
    private static final int MAX_TURNS = 200;
    private static final Duration TURN_DEADLINE = Duration.ofSeconds(60);

    @SuppressWarnings("NullAway.Init")
    private LiveSuite suite;

    @BeforeAll
    void start() {
        suite = LiveSuite.start(RestartedServiceTest.class);
    }

    @AfterAll
    void stop() {
        suite.close();
    }

    /** The second column: turns that must be answered while it is away. */
    @ParameterizedTest
    @CsvSource({
        "session-service,   0",
        "health-service,    20",
        "migration-service, 20",
        "kafka,             0",
        "redis,             20",
        "gateway-1,         20",
    })
    void nothingIsLostOrDoubled(String service, int turnsWithoutIt) throws InterruptedException {
        // Given
        AtomicBoolean released = new AtomicBoolean();
        long seed = Seed.next("restart of " + service);
        try (Traffic traffic = new Traffic(suite.stack(), Clock.systemUTC(), TURN_DEADLINE)) {
            traffic.begin(
                    "restart-" + service + "-" + seed,
                    seed,
                    SESSIONS,
                    number -> number <= MIN_TURNS || (!released.get() && number <= MAX_TURNS));
            awaitTurns(traffic, SESSIONS);

            // When
            suite.stack().kill(service);
            awaitTurns(traffic, turnsWithoutIt);
            suite.stack().restart(service);
            awaitTurns(traffic, SESSIONS);
            released.set(true);

            // Then
            assertThat(traffic.awaitEnd(TURN_DEADLINE)).as("conversations left").isZero();
            assertThat(traffic.ledger().failures()).isEmpty();
            assertThat(traffic.ledger().contextLost()).isEmpty();
            assertThat(suite.examine(traffic.ledger().clientSide()).judgement().findings())
                    .isEmpty();
        }
    }

    private static void awaitTurns(Traffic traffic, int more) throws InterruptedException {
        int until = traffic.ledger().acknowledged() + more;
        LiveSuite.await(
                more + " more turns are answered", () -> traffic.ledger().acknowledged() >= until);
    }
}
