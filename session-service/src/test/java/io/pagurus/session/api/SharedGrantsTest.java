package io.pagurus.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Grants of many sessions by one call, where two instances share the journal. */
class SharedGrantsTest {

    private static final int PARTITIONS = 12;
    private static final int MANY = 200;
    private static LocalBroker kafka;
    private static LocalRedis redis;
    private static int tests;

    private final List<GrantingInstance> instances = new ArrayList<>();
    private GrantingInstance first;
    private GrantingInstance second;

    @BeforeAll
    static void startProcesses() {
        redis = LocalRedis.start();
        kafka = LocalBroker.start();
    }

    @AfterAll
    static void stopProcesses() {
        kafka.close();
        redis.close();
    }

    @BeforeEach
    void startInstances() {
        Topics topics = new Topics("grants" + tests++ + ".");
        kafka.createTopics(topics);
        first = instance("session-1", topics);
        second = instance("session-2", topics);
        eventually(() -> first.served() == PARTITIONS / 2 && second.served() == PARTITIONS / 2);
        first.hearOf(second);
        second.hearOf(first);
    }

    @AfterEach
    void stopInstances() {
        instances.forEach(GrantingInstance::close);
    }

    @Test
    void eachSessionIsGrantedByTheInstanceThatServesIt() {
        // Given
        List<Requests.@Nullable Grant> grants = grants(0, "hk-1");
        // When
        List<Answers.Grant> results = first.everywhere(grants);
        // Then
        assertThat(results).extracting(Answers.Grant::status).containsOnly(200);
        assertThat(results)
                .extracting(Answers.Grant::sessionId)
                .isEqualTo(IntStream.range(0, MANY).mapToObj(SharedGrantsTest::session).toList());
        assertThat(first.sessions()).isPositive();
        assertThat(second.sessions()).isPositive();
        assertThat(first.sessions() + second.sessions()).isEqualTo(MANY);
    }

    @Test
    void theRefusedOnesNameTheOwnerWhicheverInstanceIsAsked() {
        // Given
        var _ = first.everywhere(grants(0, "hk-1"));
        // When
        List<Answers.Grant> here = first.everywhere(grants(0, "jp-1"));
        List<Answers.Grant> there = second.everywhere(grants(0, "jp-1"));
        // Then
        assertThat(here).extracting(Answers.Grant::status).containsOnly(409);
        String told = GrantingInstance.json(here);
        assertThat(told.equals(GrantingInstance.json(there))).isTrue();
        assertThat(told.split("\"node\":\"hk-1\"", -1)).hasSize(MANY + 1);
    }

    @Test
    void whatComesToTheWrongInstanceIsNotSentOnOnceMore() {
        // When
        List<Answers.Grant> results = first.here(grants(0, "hk-1"));
        // Then
        assertThat(results).extracting(Answers.Grant::status).containsOnly(200, 421);
        assertThat(second.sessions()).isZero();
    }

    @Test
    void thePartOfAnInstanceThatDoesNotAnswerIsUnavailableAndTheRestIsGranted() {
        // Given
        second.stopListening();
        // When
        List<Answers.Grant> results = first.everywhere(grants(0, "hk-1"));
        // Then
        assertThat(results).extracting(Answers.Grant::status).containsOnly(200, 503);
        assertThat(results)
                .filteredOn(result -> result.status() == 503)
                .allMatch(result -> result.problem() != null && result.problem().retryable());
        assertThat(first.sessions())
                .isEqualTo(results.stream().filter(result -> result.status() == 200).count());
    }

    @Test
    void thePartOfAnInstanceThatLeavesWaitsForItsSuccessor() {
        // Given
        instances.remove(second);
        second.close();
        // When
        List<Answers.Grant> results = first.everywhere(grants(0, "hk-1"));
        // Then
        assertThat(results).extracting(Answers.Grant::status).containsOnly(200);
        assertThat(first.sessions()).isEqualTo(MANY);
    }

    private static List<Requests.@Nullable Grant> grants(long expectedEpoch, String node) {
        List<Requests.@Nullable Grant> grants = new ArrayList<>();
        for (int number = 0; number < MANY; number++) {
            grants.add(
                    new Requests.Grant(
                            session(number),
                            expectedEpoch,
                            node,
                            "hk",
                            "opened",
                            null,
                            "alice",
                            null));
        }
        return grants;
    }

    private static String session(int number) {
        return "shared-" + number;
    }

    private GrantingInstance instance(String name, Topics topics) {
        GrantingInstance started =
                new GrantingInstance(name, kafka.bootstrapServers(), redis.uri(), topics.prefix());
        instances.add(started);
        return started;
    }

    private static void eventually(BooleanSupplier condition) {
        assertThat(Patience.of(Duration.ofSeconds(30)).until(condition)).isTrue();
    }
}
