package io.pagurus.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.drill.Attempt;
import io.pagurus.drill.Traffic;
import io.pagurus.drill.TurnRequest;
import io.pagurus.local.Stack;
import io.pagurus.local.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the edge gives while Redis, Kafka or session-service is away for longer than turns wait.
 *
 * <p>{@code -Dpagurus.outage=PT1M} makes each outage last that long at least.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutageTest {

    private static final int SESSIONS = 16;
    private static final int MAX_TURNS = 400;
    private static final int TURNS_WITHOUT_REDIS = 40;
    private static final Duration TURN_DEADLINE = Duration.ofSeconds(4);

    /** How long the conversations' clients go on asking. */
    private static final Duration CLIENT_PATIENCE = Duration.ofMinutes(3);

    private static final Duration OUTAGE =
            Duration.parse(System.getProperty("pagurus.outage", "PT0S"));

    /** One word each so many milliseconds: it runs through the outage, and on after it. */
    private static final String LONG =
            "a long one [[words=%d]] [[delay=100ms]]".formatted(200 + OUTAGE.toSeconds() * 12);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @SuppressWarnings("NullAway.Init")
    private LiveSuite suite;

    @BeforeAll
    void start() {
        suite = LiveSuite.start(OutageTest.class, OutageTest::withShortDeadline);
    }

    private static StackOptions withShortDeadline(StackOptions options) {
        String seconds = TURN_DEADLINE.toSeconds() + "s";
        StackOptions changed = options;
        for (String gateway : List.of("gateway-1", "gateway-2")) {
            changed =
                    changed.withEnvironment(
                            gateway, Map.of("PAGURUS_GATEWAY_TURN_DEADLINE", seconds));
        }
        for (String node : List.of("hk-1", "jp-1", "us-1")) {
            changed = changed.withEnvironment(node, Map.of("PAGURUS_NODE_STORE_PATIENCE", seconds));
        }
        return changed;
    }

    @AfterAll
    void stop() {
        http.shutdownNow();
        suite.close();
    }

    /** How a process is not there. */
    enum Absence {
        KILLED {
            @Override
            void begin(Stack stack, String process) {
                stack.kill(process);
            }

            @Override
            void end(Stack stack, String process) {
                stack.restart(process);
            }
        },
        /** It accepts connections and says nothing. */
        HUNG {
            @Override
            void begin(Stack stack, String process) {
                stack.pause(process);
            }

            @Override
            void end(Stack stack, String process) {
                stack.resume(process);
            }
        };

        abstract void begin(Stack stack, String process);

        abstract void end(Stack stack, String process);
    }

    @ParameterizedTest
    @EnumSource
    void turnsGoOnWithoutRedisAndTheViewCatchesUp(Absence how) throws InterruptedException {
        // Given
        try (Conversations live = Conversations.begin(suite, "redis-" + how)) {
            // When
            how.begin(suite.stack(), "redis");
            long began = System.nanoTime();
            int before = live.traffic().ledger().acknowledged();
            live.awaitTurns(TURNS_WITHOUT_REDIS);
            LiveSuite.await("the outage is over", () -> lasted(began));
            int meanwhile = live.traffic().ledger().acknowledged() - before;
            long lasted = seconds(began);
            how.end(suite.stack(), "redis");
            // Then
            live.endWell(suite);
            System.out.printf(
                    "outage of redis (%s): %d s, %d turns answered meanwhile%n",
                    how, lasted, meanwhile);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "kafka, KILLED",
        "kafka, HUNG",
        "session-service, KILLED",
        "session-service, HUNG",
    })
    void turnsWaitAndAllElseGoesOn(String away, Absence how) throws Exception {
        // Given
        Client client = new Client(suite);
        String run = away + "-" + how;
        TurnRequest open = new TurnRequest("open-" + run, "key-1", LONG, true);
        TurnRequest early = new TurnRequest("short-" + run, "key-1", "in time", false);
        TurnRequest late = new TurnRequest("short-" + run, "key-2", "too late", false);
        try (Conversations live = Conversations.begin(suite, run)) {
            assertThat(client.ask("gateway-1", early)).isInstanceOf(Attempt.Answered.class);
            AtomicInteger words = new AtomicInteger();
            CompletableFuture<Attempt> stream =
                    client.asking("gateway-2", open, words::incrementAndGet);
            LiveSuite.await("the stream has begun", () -> words.get() > 0);

            // When
            how.begin(suite.stack(), away);
            long began = System.nanoTime();
            int wordsBefore = words.get();
            CompletableFuture<Attempt> turn = client.asking("gateway-1", late);
            int others = 0;
            long refusedAfter = 0;
            while (!turn.isDone() || !lasted(began)) {
                refusedAfter = turn.isDone() ? refusedAfter : seconds(began);
                assertThat(models()).isEqualTo(200);
                others++;
            }
            int acknowledged = live.traffic().ledger().acknowledged();
            Attempt again = client.ask("gateway-2", late);

            // Then
            assertThat(turn.get()).isInstanceOfSatisfying(Attempt.Refused.class, OutageTest::later);
            assertThat(again).isInstanceOfSatisfying(Attempt.Refused.class, OutageTest::later);
            assertThat(live.traffic().ledger().acknowledged()).isEqualTo(acknowledged);
            int wordsMeanwhile = words.get() - wordsBefore;
            assertThat(wordsMeanwhile).as("words of the open stream").isGreaterThan(20);
            long lasted = seconds(began);
            how.end(suite.stack(), away);
            assertThat(client.askUntilFinal("gateway-1", late))
                    .isInstanceOf(Attempt.Answered.class);
            assertThat(stream.get())
                    .isInstanceOf(Attempt.Answered.class)
                    .isEqualTo(client.askUntilFinal("gateway-1", open));
            live.endWell(suite);
            assertThat(suite.examine(client.ledger().clientSide()).judgement().findings())
                    .isEmpty();
            System.out.printf(
                    "outage of %s (%s): %d s; a turn refused after %d s; meanwhile %d other requests"
                            + " answered, and %d words of an open stream%n",
                    away, how, lasted, refusedAfter, others, wordsMeanwhile);
        }
    }

    private static boolean lasted(long began) {
        return System.nanoTime() - began >= OUTAGE.toNanos();
    }

    private static long seconds(long began) {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }

    private static void later(Attempt.Refused refused) {
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.retryAfter()).isNotNull();
        assertThat(refused.retryable()).isTrue();
    }

    /** A request that is no turn; any node answers it. */
    private int models() throws IOException, InterruptedException {
        URI edge = suite.stack().gateways().getFirst().edge();
        HttpRequest request =
                HttpRequest.newBuilder(edge.resolve("/v1/models"))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    /** Live conversations that last until they are told to end. */
    private record Conversations(Traffic traffic, AtomicBoolean released) implements AutoCloseable {

        static Conversations begin(LiveSuite suite, String away) throws InterruptedException {
            long seed = Seed.next("outage of " + away);
            AtomicBoolean released = new AtomicBoolean();
            Traffic traffic = new Traffic(suite.stack(), Clock.systemUTC(), CLIENT_PATIENCE);
            Conversations begun = new Conversations(traffic, released);
            traffic.begin(
                    "outage-" + away + "-" + seed,
                    seed,
                    SESSIONS,
                    number -> !released.get() && number <= MAX_TURNS);
            begun.awaitTurns(SESSIONS);
            return begun;
        }

        void awaitTurns(int more) throws InterruptedException {
            int until = traffic.ledger().acknowledged() + more;
            LiveSuite.await(
                    more + " more turns are answered",
                    () -> traffic.ledger().acknowledged() >= until);
        }

        /** All goes on again, and what clients were told is what was written. */
        void endWell(LiveSuite suite) throws InterruptedException {
            awaitTurns(SESSIONS);
            released.set(true);
            assertThat(traffic.awaitEnd(CLIENT_PATIENCE)).as("conversations left").isZero();
            assertThat(traffic.ledger().failures()).isEmpty();
            assertThat(traffic.ledger().contextLost()).isEmpty();
            assertThat(suite.examine(traffic.ledger().clientSide()).judgement().findings())
                    .isEmpty();
        }

        @Override
        public void close() {
            traffic.close();
        }
    }
}
