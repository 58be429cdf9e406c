package io.pagurus.session.view;

import static io.pagurus.session.fold.Entries.commit;
import static io.pagurus.session.fold.Entries.fail;
import static io.pagurus.session.fold.Entries.finish;
import static io.pagurus.session.fold.Entries.grant;
import static io.pagurus.session.fold.Entries.intend;
import static io.pagurus.session.fold.Entries.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.events.JournalRecord;
import io.pagurus.local.redis.LocalRedis;
import io.pagurus.session.fold.Entries;
import io.pagurus.session.fold.FencedRules;
import io.pagurus.session.fold.FoldLimits;
import io.pagurus.session.fold.JournalEntry;
import io.pagurus.session.fold.Position;
import io.pagurus.session.fold.Replay;
import io.pagurus.session.fold.SessionFold;
import io.pagurus.session.fold.SessionHeader;
import io.pagurus.session.fold.Verdict;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.settings.TestSettings;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The scripts on a real Redis. */
class ViewScriptsTest {

    private static LocalRedis redis;
    private static Vertx vertx;
    private static RedisLink link;
    private static ViewRedis commands;

    private final Replay replay = new Replay(new SessionFold(new FencedRules(FoldLimits.DEFAULT)));
    private long offset = 10;

    @BeforeAll
    static void startRedis() {
        redis = LocalRedis.start();
        vertx = Vertx.vertx();
        link = new RedisLink(Redis.createClient(vertx, redis.uri()), Duration.ofSeconds(2));
        commands =
                new ViewRedis(
                        new ViewKeys("claw:"),
                        TestSettings.of(Map.of("pagurus.view.recent-turns", "2"))
                                .getConfigMapping(ViewSettings.class));
    }

    @AfterAll
    static void stopRedis() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }

    @BeforeEach
    void empty() {
        answers(Request.cmd(Command.FLUSHALL));
    }

    @Test
    void aSessionsViewIsWhatTheDocumentsSay() {
        // Given
        apply(grant(1, "hk-1"));
        apply(start(1, "hk-1", "t1"));
        apply(intend(1, "hk-1", "t1", "step-1", true));
        apply(finish(1, "hk-1", "t1", "step-1"));
        // When
        String applied = apply(intend(1, "hk-1", "t1", "step-2", true));
        // Then
        assertThat(applied).isEqualTo("applied");
        assertThat(hash("claw:session:s1"))
                .containsEntry("session_id", "s1")
                .containsEntry("epoch", "1")
                .containsEntry("owner", "hk-1")
                .containsEntry("region", "hk")
                .containsEntry("state", "active")
                .containsEntry("seq", "0")
                .containsEntry("offset", "14")
                .containsEntry("principal", "alice")
                .containsEntry("region_last_seen", "hk")
                .containsEntry("running_turn", "t1")
                .containsEntry("pending_tasks", "1")
                .doesNotContainKey("agent_state");
        assertThat(hash("{claw:session:s1}:tasks")).containsOnlyKeys("step-1", "step-2");
        assertThat(ttl("claw:session:s1")).isBetween(7100L, 7200L);
        assertThat(ttl("{claw:session:s1}:tasks")).isBetween(3500L, 3600L);
    }

    @Test
    void aCommitAddsItsTurnAndDropsTheSteps() {
        // Given
        apply(grant(1, "hk-1"));
        apply(start(1, "hk-1", "t1"));
        apply(intend(1, "hk-1", "t1", "step-1", true));
        // When
        apply(commit(1, "hk-1", 1, "t1"));
        apply(commit(1, "hk-1", 2, "t2"));
        apply(commit(1, "hk-1", 3, "t3"));
        // Then
        assertThat(list("{claw:session:s1}:history"))
                .hasSize(3)
                .first()
                .asString()
                .contains("\"turnId\":\"t1\"", "answer of t1");
        assertThat(list("{claw:session:s1}:turns")).containsExactly("t2", "t3");
        assertThat(hash("{claw:session:s1}:tasks")).isEmpty();
        assertThat(hash("claw:session:s1"))
                .containsEntry("seq", "3")
                .doesNotContainKeys("running_turn", "running_since", "pending_tasks");
        assertThat(ttl("{claw:session:s1}:history")).isBetween(7100L, 7200L);
    }

    @Test
    void aFailedTurnDropsItsSteps() {
        // Given
        apply(grant(1, "hk-1"));
        apply(start(1, "hk-1", "t1"));
        apply(intend(1, "hk-1", "t1", "step-1", true));
        // When
        apply(fail(1, "hk-1", "t1"));
        // Then
        assertThat(hash("{claw:session:s1}:tasks")).isEmpty();
    }

    @Test
    void aStepIsAppliedOnce() {
        // Given
        apply(grant(1, "hk-1"));
        ViewStep commit = step(commit(1, "hk-1", 1, "t1"));
        // When
        String first = answer(commands.step(commit));
        String again = answer(commands.step(commit));
        // Then
        assertThat(first).isEqualTo("applied");
        assertThat(again).isEqualTo("seen");
        assertThat(list("{claw:session:s1}:history")).hasSize(1);
    }

    @Test
    void aStepAfterAGapIsRefused() {
        // Given
        apply(grant(1, "hk-1"));
        var _ = step(start(1, "hk-1", "t1"));
        // When
        String answer = answer(commands.step(step(commit(1, "hk-1", 1, "t1"))));
        // Then
        assertThat(answer).isEqualTo("gap");
        assertThat(hash("claw:session:s1")).containsEntry("offset", "10").containsEntry("seq", "0");
    }

    @Test
    void aStepOnALostViewIsAGap() {
        // Given
        apply(grant(1, "hk-1"));
        answers(Request.cmd(Command.FLUSHALL));
        // When
        String answer = apply(start(1, "hk-1", "t1"));
        // Then
        assertThat(answer).isEqualTo("gap");
    }

    @Test
    void aRebuiltViewIsTheSteppedOne() {
        // Given
        apply(grant(1, "hk-1"));
        apply(commit(1, "hk-1", 1, "t1"));
        apply(start(1, "hk-1", "t2"));
        apply(intend(1, "hk-1", "t2", "step-1", false));
        apply(finish(1, "hk-1", "t2", "step-1"));
        List<Object> stepped = everything();
        answers(Request.cmd(Command.FLUSHALL));
        // When
        String answer = answer(commands.rebuild(header(), replay, null));
        // Then
        assertThat(answer).isEqualTo("rebuilt");
        assertThat(everything()).isEqualTo(stepped);
    }

    @Test
    void aRebuildReplacesTheBrokenViewThatWasFoundAndNoNewerOne() {
        // Given
        apply(grant(1, "hk-1"));
        apply(commit(1, "hk-1", 1, "t1"));
        SessionHeader header = header();
        answers(
                Request.cmd(Command.HSET).arg("claw:session:s1").arg("offset").arg("9000"),
                Request.cmd(Command.DEL).arg("{claw:session:s1}:history"));
        // When
        String newer = answer(commands.rebuild(header, replay, "11"));
        String found = answer(commands.rebuild(header, replay, "9000"));
        // Then
        assertThat(newer).isEqualTo("seen");
        assertThat(found).isEqualTo("rebuilt");
        assertThat(list("{claw:session:s1}:history")).hasSize(1);
        assertThat(hash("claw:session:s1")).containsEntry("offset", "11");
    }

    @Test
    void scriptsSurviveARedisThatForgotThem() {
        // Given
        apply(grant(1, "hk-1"));
        answers(Request.cmd(Command.SCRIPT).arg("FLUSH"));
        // When
        String answer = apply(commit(1, "hk-1", 1, "t1"));
        // Then
        assertThat(answer).isEqualTo("applied");
    }

    private List<Object> everything() {
        return List.of(
                hash("claw:session:s1"),
                list("{claw:session:s1}:history"),
                list("{claw:session:s1}:turns"),
                hash("{claw:session:s1}:tasks"));
    }

    private SessionHeader header() {
        return Objects.requireNonNull(replay.header());
    }

    private String apply(JournalRecord record) {
        return answer(commands.step(step(record)));
    }

    private ViewStep step(JournalRecord record) {
        SessionHeader before = replay.header();
        Position at = new Position(0, offset++);
        JournalEntry entry = new JournalEntry.Written(record);
        Verdict verdict = replay.apply(entry, at);
        return ViewStep.of(
                        new FoldedEntry(
                                entry, at, Entries.T0, 1, true, before, replay.header(), verdict))
                .orElseThrow();
    }

    private static String answer(Request call) {
        RedisReply reply = Script.send(link, List.of(call));
        assertThat(reply).isInstanceOf(RedisReply.Answered.class);
        return String.valueOf(((RedisReply.Answered) reply).responses().getFirst());
    }

    private static List<@Nullable Response> answers(Request... commands) {
        RedisReply reply = link.send(List.of(commands));
        assertThat(reply).isInstanceOf(RedisReply.Answered.class);
        return ((RedisReply.Answered) reply).responses();
    }

    private static Response only(Request command) {
        return Objects.requireNonNull(answers(command).getFirst());
    }

    private static Map<String, String> hash(String key) {
        Response pairs = only(Request.cmd(Command.HGETALL).arg(key));
        Map<String, String> fields = new HashMap<>();
        for (String name : pairs.getKeys()) {
            fields.put(name, pairs.get(name).toString());
        }
        return fields;
    }

    private static List<String> list(String key) {
        return only(Request.cmd(Command.LRANGE).arg(key).arg(0).arg(-1)).stream()
                .map(Response::toString)
                .toList();
    }

    private static long ttl(String key) {
        return only(Request.cmd(Command.TTL).arg(key)).toLong();
    }
}
