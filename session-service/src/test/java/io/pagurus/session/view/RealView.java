package io.pagurus.session.view;

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
import io.pagurus.session.history.ChunkCodec;
import io.pagurus.session.history.SealedHistory;
import io.pagurus.session.journal.FoldedEntry;
import io.pagurus.session.settings.TestSettings;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Confined to a test, or as its extension to a test class, where each test finds it empty. The
 * scripts on a real Redis, and one session that is folded for them.
 */
final class RealView implements BeforeEachCallback, AfterAllCallback, AutoCloseable {

    final ChunkCodec codec = new ChunkCodec();
    final ViewRedis commands =
            new ViewRedis(
                    new ViewKeys("claw:"),
                    TestSettings.of(Map.of("pagurus.view.recent-turns", "2"))
                            .getConfigMapping(ViewSettings.class),
                    codec);
    final RedisLink link;
    private final LocalRedis redis = LocalRedis.start();
    private final Vertx vertx = Vertx.vertx();
    private Replay replay = fresh();
    private long offset = 10;

    RealView() {
        link = new RedisLink(Redis.createClient(vertx, redis.uri()), Duration.ofSeconds(2));
    }

    private static Replay fresh() {
        return new Replay(new SessionFold(new FencedRules(FoldLimits.DEFAULT)));
    }

    /** An empty Redis, and a session that nobody has opened. */
    @Override
    public void beforeEach(ExtensionContext context) {
        answers(Request.cmd(Command.FLUSHALL));
        replay = fresh();
        offset = 10;
    }

    String apply(JournalRecord record) {
        return answer(commands.step(step(record)));
    }

    /** The step of the session's next entry; it is not sent. */
    ViewStep step(JournalRecord record) {
        SessionHeader before = replay.header();
        Position at = new Position(0, offset++);
        JournalEntry entry = new JournalEntry.Written(record);
        Verdict verdict = replay.apply(entry, at);
        return ViewStep.of(
                        new FoldedEntry(
                                entry, at, Entries.T0, 1, true, before, replay.header(), verdict))
                .orElseThrow();
    }

    /** The session as it is by now. */
    SessionContent content() {
        return new SessionContent(
                Objects.requireNonNull(replay.header()),
                SealedHistory.of(replay.turns(), codec),
                replay.agentState(),
                replay.results());
    }

    String answer(Request call) {
        RedisReply reply = Script.write(link, List.of(call));
        assertThat(reply).isInstanceOf(RedisReply.Answered.class);
        return String.valueOf(((RedisReply.Answered) reply).responses().getFirst());
    }

    List<@Nullable Response> answers(Request... requests) {
        RedisReply reply = link.send(List.of(requests));
        assertThat(reply).isInstanceOf(RedisReply.Answered.class);
        return ((RedisReply.Answered) reply).responses();
    }

    Response only(Request command) {
        return Objects.requireNonNull(answers(command).getFirst());
    }

    /** Seals all that is full, as the view's writer does. */
    void seal() {
        ChunkSealing sealing = new ChunkSealing(link, commands, codec);
        sealing.add(Entries.SESSION);
        while (sealing.waiting()) {
            sealing.some();
        }
    }

    Response read(long since) {
        RedisReply reply = Script.read(link, List.of(commands.read(Entries.SESSION, since)));
        return Objects.requireNonNull(((RedisReply.Answered) reply).responses().getFirst());
    }

    List<Object> everything() {
        return List.of(
                hash("claw:session:s1"),
                bytes("{claw:session:s1}:history"),
                bytes("{claw:session:s1}:turns"),
                hash("{claw:session:s1}:tasks"));
    }

    Map<String, String> hash(String key) {
        Response pairs = only(Request.cmd(Command.HGETALL).arg(key));
        Map<String, String> fields = new HashMap<>();
        for (String name : pairs.getKeys()) {
            fields.put(name, pairs.get(name).toString());
        }
        return fields;
    }

    List<String> list(String key) {
        return only(Request.cmd(Command.LRANGE).arg(key).arg(0).arg(-1)).stream()
                .map(Response::toString)
                .toList();
    }

    /** The elements of a list, as they can be compared. */
    private List<ByteBuffer> bytes(String key) {
        return only(Request.cmd(Command.LRANGE).arg(key).arg(0).arg(-1)).stream()
                .map(element -> ByteBuffer.wrap(element.toBytes()))
                .toList();
    }

    long ttl(String key) {
        return only(Request.cmd(Command.TTL).arg(key)).toLong();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }
}
