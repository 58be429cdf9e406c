package io.pagurus.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.pagurus.events.JournalRecord;
import io.pagurus.local.process.Patience;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.session.fold.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/**
 * What a conversation of 50 messages weighs in a real Redis, keys and lives included: what Redis
 * says that it uses, before and after, divided by the conversations.
 */
class ConversationBytesTest {

    private static final System.Logger LOG =
            System.getLogger(ConversationBytesTest.class.getName());
    private static final int CONVERSATIONS = 300;
    private static final int JSON_BYTES = 9_800;

    private final Composer composer = new Composer(Corpus.measured());

    @Test
    void theCorpusHasTheSizeThatTheFiguresAreFor() {
        // When
        double average =
                conversations().stream().mapToInt(Composer::jsonBytes).average().orElseThrow();
        // Then
        assertThat(average).isBetween(JSON_BYTES * 0.99, JSON_BYTES * 1.01);
        assertThat(conversations()).allMatch(turns -> turns.size() == Composer.TURNS);
    }

    @Test
    void hashAndHistoryTakeAtMostFiveKilobytes() {
        // When
        long bytes = weigh(List.of("turns"), false);
        // Then
        LOG.log(System.Logger.Level.INFO, "hash and history: {0} bytes a conversation", bytes);
        assertThat(bytes).isLessThanOrEqualTo(4_700);
    }

    @Test
    void allOfASessionTakesAtMostSevenKilobytes() {
        // When
        long bytes = weigh(List.of(), true);
        // Then
        LOG.log(System.Logger.Level.INFO, "all of it: {0} bytes a conversation", bytes);
        assertThat(bytes).isLessThanOrEqualTo(6_700);
    }

    /**
     * @param without keys of a session that are not counted
     * @param all whether there is a task and the agent has a state
     */
    private long weigh(List<String> without, boolean all) {
        try (LocalRedis redis = LocalRedis.start();
                Jedis jedis = new Jedis(redis.host(), redis.port())) {
            List<List<Turn>> conversations = conversations();
            write(redis, jedis, List.of(composer.conversation(-1)), false);
            long before = used(jedis);
            List<String> sessions = write(redis, jedis, conversations, all);
            for (String sessionId : sessions) {
                without.forEach(key -> jedis.del("{claw:session:" + sessionId + "}:" + key));
                assertThat(jedis.ttl("claw:session:" + sessionId)).isPositive();
                assertThat(jedis.ttl("{claw:session:" + sessionId + "}:history")).isPositive();
            }
            return (used(jedis) - before) / conversations.size();
        }
    }

    /** The writer's connections are gone afterwards: their buffers are no part of any session. */
    private static List<String> write(
            LocalRedis redis, Jedis jedis, List<List<Turn>> conversations, boolean all) {
        List<String> sessions = new ArrayList<>();
        try (WrittenViews views = new WrittenViews(redis)) {
            Random ids = new Random(conversations.size());
            for (List<Turn> turns : conversations) {
                String sessionId = id(ids);
                sessions.add(sessionId);
                views.write(sessionId, turns, all ? more(sessionId, turns) : List.of());
            }
            assertThat(Patience.of(Duration.ofSeconds(20)).until(() -> allSealed(jedis, sessions)))
                    .isTrue();
            assertThat(views.behind()).isZero();
        }
        // One hash of all sessions, for analytics; it outlives them.
        jedis.del("claw:region_last_seen");
        return sessions;
    }

    private List<List<Turn>> conversations() {
        List<List<Turn>> conversations = new ArrayList<>();
        for (int seed = 0; seed < CONVERSATIONS; seed++) {
            conversations.add(composer.conversation(seed));
        }
        return conversations;
    }

    private static List<JournalRecord> more(String sessionId, List<Turn> turns) {
        Turn last = turns.getLast();
        Instant due = last.startedAt().plusSeconds(600);
        return List.of(
                new JournalRecord.AgentStateSet(sessionId, last.epoch(), last.node(), 0, state()),
                new JournalRecord.TaskEnqueued(
                        sessionId,
                        last.epoch(),
                        last.node(),
                        "remind-1",
                        "mail",
                        false,
                        JsonNodeFactory.instance.objectNode().put("to", "somebody"),
                        due,
                        5));
    }

    /** Some 300 bytes. */
    private static JsonNode state() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("model", "reference-1")
                .put("plan", "collect the open orders, then ask which of them to cancel")
                .put("step", 7)
                .put("cursor", "eyJwYWdlIjo0LCJvcmRlciI6ImRhdGUifQ==")
                .put(
                        "summary",
                        "The user wants all orders of last week that were not shipped; two"
                                + " of five pages were read, and one order waits for an answer.")
                .put("updated", "2026-03-02T09:41:12.480Z");
    }

    private static boolean allSealed(Jedis jedis, List<String> sessions) {
        return sessions.stream()
                .allMatch(id -> "25/5/0".equals(jedis.hget("claw:session:" + id, "sealed")));
    }

    private static String id(Random random) {
        byte[] some = new byte[16];
        random.nextBytes(some);
        return HexFormat.of().formatHex(some);
    }

    private static long used(Jedis jedis) {
        String memory = jedis.info("memory");
        String line =
                memory.lines().filter(l -> l.startsWith("used_memory:")).findFirst().orElseThrow();
        return Long.parseLong(line.substring("used_memory:".length()).strip());
    }
}
