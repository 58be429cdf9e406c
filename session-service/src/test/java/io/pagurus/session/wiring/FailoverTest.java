package io.pagurus.session.wiring;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.grant;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.events.kafka.Topics;
import io.pagurus.local.kafka.LocalBroker;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.SentinelRedis;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.fold.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A Redis that is replaced by one that knows less costs no turn, and its views are put right. */
class FailoverTest {

    private static final Verdict ACCEPTED = new Verdict.Accepted();

    @Test
    void aPrimaryThatDiesWithItsLastWritesCostsNoTurnAndTheViewIsPutRight() {
        // Given
        try (LocalBroker kafka = LocalBroker.start();
                SentinelRedis redis = SentinelRedis.start()) {
            Topics topics = new Topics("failover.");
            kafka.createTopics(topics);
            try (RealStore store = open(kafka, redis, topics)) {
                eventually(store.reader::placed);
                store.commit(grant("s1", 1, "hk-1"));
                eventually(() -> store.bodies.atOnce("s1").isPresent());
                // When
                redis.failOverWithout(() -> {
                    assertThat(store.commit(turn("s1", 1))).isEqualTo(ACCEPTED);
                    eventually(() -> seenBy(store) == 1);
                });
                // Then
                assertThat(store.commit(turn("s1", 2))).isEqualTo(ACCEPTED);
                assertThat(store.bodies.withTurns("s1", 0).orElseThrow().turns())
                        .extracting(Turn::turnId)
                        .containsExactly("t1", "t2");
                eventually(() -> seenBy(store) == 2);
                // It is counted behind the writing.
                eventually(() -> store.view.rebuilt() > 0);
            }
        }
    }

    private static long seenBy(RealStore store) {
        return store.bodies.atOnce("s1").map(content -> content.header().seq()).orElse(-1L);
    }

    private static RealStore open(LocalBroker kafka, SentinelRedis redis, Topics topics) {
        return new RealStore(
                kafka.bootstrapServers(),
                Map.of(
                        "quarkus.redis.client-type",
                        "sentinel",
                        "quarkus.redis.master-name",
                        redis.primaryName(),
                        "quarkus.redis.hosts",
                        redis.uris()),
                topics.prefix(),
                "store-1");
    }

    private static JournalRecord turn(String session, long seq) {
        return commit(session, 1, "hk-1", seq, "t" + seq, "answer " + seq);
    }

    private static void eventually(BooleanSupplier condition) {
        assertThat(Patience.of(Duration.ofSeconds(20)).until(condition)).isTrue();
    }
}
