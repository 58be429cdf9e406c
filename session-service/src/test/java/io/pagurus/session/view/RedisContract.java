package io.pagurus.session.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.pagurus.local.process.Patience;
import io.pagurus.redis.ConfiguredRedis;
import io.pagurus.redis.SteadyRedis;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the view needs of Redis, in whatever way it is run. */
abstract class RedisContract {

    private static final System.Logger LOG = System.getLogger(RedisContract.class.getName());

    static final Duration TIMEOUT = Duration.ofSeconds(1);

    /** For a machine that is busy with other tests: a timeout is not a promise of a scheduler. */
    static final Duration SLACK = Duration.ofMillis(500);

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int SESSIONS = 60;

    private static final String SCRIPT =
            """
            redis.call('HSET', KEYS[1], 'offset', ARGV[1])
            redis.call('RPUSH', KEYS[2], ARGV[1])
            redis.call('EXPIRE', KEYS[1], 100)
            return 'applied ' .. ARGV[1]
            """;

    private final ViewKeys keys = new ViewKeys("claw:");
    private Vertx vertx;
    private SteadyRedis client;
    private RedisLink link;
    private String digest;

    /** The way in, as a user configures it. */
    abstract Map<String, String> configuration();

    /** Takes something away without which nothing, or a part, can be written. */
    abstract void strike();

    /** What an operator, or Redis itself, does so that all is there again. */
    abstract void mend();

    /** Makes every server forget its scripts. */
    abstract void forgetScripts();

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        Map<String, String> values = new HashMap<>(configuration());
        values.put("pagurus.redis.renew-after", "2S");
        client = ConfiguredRedis.of(values).connect(vertx);
        link = new RedisLink(client, TIMEOUT);
        eventually(link::ping);
        digest = load();
    }

    @AfterEach
    void disconnect() {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aPipelineOverManySessionsIsAnsweredInItsOrder() {
        // When
        RedisReply reply = link.send(steps("order", SESSIONS));
        // Then
        assertThat(texts(reply)).isEqualTo(applied(SESSIONS));
    }

    @Test
    void whatWasWrittenIsReadWithItsEnd() {
        // Given
        link.send(steps("read", 2));
        String session = keys.session("read-1");
        // When
        RedisReply reply =
                link.send(
                        List.of(
                                Request.cmd(Command.HGET).arg(session).arg("offset"),
                                Request.cmd(Command.HGET).arg(session).arg("missing"),
                                Request.cmd(Command.LLEN).arg(keys.history("read-1")),
                                Request.cmd(Command.TTL).arg(session),
                                Request.cmd(Command.HSET)
                                        .arg(keys.regionLastSeen())
                                        .arg("read-1")
                                        .arg("hk")));
        // Then
        List<@Nullable Response> read = answered(reply);
        assertThat(String.valueOf(read.get(0))).isEqualTo("1");
        assertThat(read.get(1)).isNull();
        assertThat(String.valueOf(read.get(3))).isEqualTo("100");
    }

    @Test
    void aForgottenScriptIsRefusedAndLoadedOnAllServersAgain() {
        // Given
        forgetScripts();
        // When
        RedisReply without = link.send(steps("scripts", SESSIONS));
        // Then
        assertThat(without)
                .isInstanceOfSatisfying(
                        RedisReply.Refused.class,
                        refused -> assertThat(refused.why()).startsWith("NOSCRIPT"));
        load();
        assertThat(texts(link.send(steps("scripts", SESSIONS)))).isEqualTo(applied(SESSIONS));
    }

    @Test
    void underLoadItGoesAwayInTimeAndComesBackByItself() throws InterruptedException {
        // When
        RedisLoad load =
                underLoad(running -> {
                    strike();
                    eventually(() -> running.failures() > 0);
                    mend();
                });
        // Then
        assertThat(load.longest()).isLessThan(TIMEOUT.plus(SLACK));
        assertThat(texts(link.send(steps("after", SESSIONS)))).isEqualTo(applied(SESSIONS));
    }

    /** Writes all the time, through a fault and until it goes well again. */
    RedisLoad underLoad(Consumer<RedisLoad> fault) throws InterruptedException {
        RedisLoad load = new RedisLoad(this::write);
        load.start();
        try {
            eventually(() -> load.successes() > 20);
            fault.accept(load);
            long mended = load.successes();
            eventually(() -> load.successes() > mended + 20);
        } finally {
            load.stop();
        }
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: between two successes at most {1} ms, longest wait {2} ms, {3} of {4} failed",
                getClass().getSimpleName(),
                load.gap().toMillis(),
                load.longest().toMillis(),
                load.failures(),
                load.failures() + load.successes());
        return load;
    }

    private boolean write() {
        RedisReply reply = link.send(steps("load", 20));
        if (reply instanceof RedisReply.Refused(String why) && why.startsWith("NOSCRIPT")) {
            link.send(List.of(Request.cmd(Command.SCRIPT).arg("LOAD").arg(SCRIPT)));
            return false;
        }
        return reply instanceof RedisReply.Answered;
    }

    private String load() {
        RedisReply loaded = link.send(List.of(Request.cmd(Command.SCRIPT).arg("LOAD").arg(SCRIPT)));
        return texts(loaded).getFirst();
    }

    private List<Request> steps(String name, int sessions) {
        List<Request> steps = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            String session = name + "-" + i;
            steps.add(
                    Request.cmd(Command.EVALSHA)
                            .arg(digest)
                            .arg(2)
                            .arg(keys.session(session))
                            .arg(keys.history(session))
                            .arg(i));
        }
        return steps;
    }

    private static List<String> applied(int sessions) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            texts.add("applied " + i);
        }
        return texts;
    }

    private static List<String> texts(RedisReply reply) {
        return answered(reply).stream().map(String::valueOf).toList();
    }

    private static List<@Nullable Response> answered(RedisReply reply) {
        assertThat(reply).isInstanceOf(RedisReply.Answered.class);
        return ((RedisReply.Answered) reply).responses();
    }

    boolean answers() {
        return link.ping();
    }

    static void eventually(BooleanSupplier condition) {
        assertThat(Patience.of(LIMIT).until(condition)).isTrue();
    }
}
