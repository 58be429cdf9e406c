package io.pagurus.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.redis.LocalRedis;
import io.pagurus.session.fold.Turn;
import io.pagurus.session.history.ChunkCodec;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;

/** Confined to a test. A real Redis with the production scripts, and what it has of a session. */
@NullMarked
final class MirroredRedis implements AutoCloseable {

    static final int RECENT_TURNS = 3;

    private final LocalRedis redis = LocalRedis.start();
    private final Vertx vertx = Vertx.vertx();
    private final ChunkCodec codec = new ChunkCodec();
    private final ViewKeys keys = new ViewKeys("claw:");
    private final RedisLink link =
            new RedisLink(Redis.createClient(vertx, redis.uri()), Duration.ofSeconds(5));
    private final ViewRedis commands = new ViewRedis(keys, settings(), codec);

    private static ViewSettings settings() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ViewSettings.class)
                .withDefaultValue("pagurus.view.recent-turns", Integer.toString(RECENT_TURNS))
                .build()
                .getConfigMapping(ViewSettings.class);
    }

    ChunkCodec codec() {
        return codec;
    }

    /** The answer of the script, where full is applied; what is full is sealed. */
    String apply(ViewStep step) {
        String answer = answer(commands.step(step));
        if (!"full".equals(answer)) {
            return answer;
        }
        ChunkSealing sealing = new ChunkSealing(link, commands, codec);
        sealing.add(step.sessionId());
        while (sealing.waiting()) {
            sealing.some();
        }
        return "applied";
    }

    void rebuild(SessionContent content, long found) {
        var _ =
                answer(
                        commands.rebuild(
                                content, found == ViewStep.NONE ? null : Long.toString(found)));
    }

    void flush() {
        var _ = only(Request.cmd(Command.FLUSHALL));
    }

    ViewPicture picture(String session) {
        Map<String, String> fields = hash(keys.session(session));
        String offset = fields.remove("offset");
        // How the history is kept, which is no part of what it is.
        fields.remove("sealed");
        return offset == null
                ? ViewPicture.NONE
                : new ViewPicture(
                        Long.parseLong(offset),
                        fields,
                        history(session),
                        list(keys.turns(session)),
                        hash(keys.tasks(session)),
                        list(keys.queue(session)));
    }

    private List<String> history(String session) {
        long chunks = HistoryCounts.parse(hash(keys.session(session)).get("sealed")).chunks();
        List<String> turns = new ArrayList<>();
        for (Response element : range(keys.history(session))) {
            if (chunks-- > 0) {
                for (Turn turn : codec.open(element.toBytes())) {
                    turns.add(ViewJson.write(turn));
                }
            } else {
                turns.add(element.toString());
            }
        }
        return turns;
    }

    private String answer(Request call) {
        RedisReply reply = Script.write(link, List.of(call));
        assertThat(reply).isInstanceOf(RedisReply.Answered.class);
        return String.valueOf(((RedisReply.Answered) reply).responses().getFirst());
    }

    private Response only(Request command) {
        RedisReply reply = link.send(List.of(command));
        assertThat(reply).isInstanceOf(RedisReply.Answered.class);
        return Objects.requireNonNull(((RedisReply.Answered) reply).responses().getFirst());
    }

    private Map<String, String> hash(String key) {
        Response pairs = only(Request.cmd(Command.HGETALL).arg(key));
        Map<String, String> fields = new HashMap<>();
        for (String name : pairs.getKeys()) {
            fields.put(name, pairs.get(name).toString());
        }
        return fields;
    }

    private List<Response> range(String key) {
        return only(Request.cmd(Command.LRANGE).arg(key).arg(0).arg(-1)).stream().toList();
    }

    private List<String> list(String key) {
        return range(key).stream().map(Response::toString).toList();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        redis.close();
    }
}
